package jp.kisai.licence.domain;

import jp.kisai.contracts.vocabulary.LicenceState;

/// What a change of standing does to everything under way.
///
/// Nothing is lost by a suspension: what waits is judged when its turn comes, what was ordered is
/// held. What ends a licence ends its encodings too; a chip is not written for a licence that may
/// not be driven on.
///
/// Source: 道路交通法 103条, 105条; 大分県警察 (nothing is recorded while suspended).
public record Consequences(Waiting waitingChanges, Encodings openEncodings) {

    /// A change that waits for a certificate or for the holder, once it is granted.
    public enum Waiting {
        APPLIED_WHEN_GRANTED,
        /// `LICENCE_NOT_IN_FORCE`: it stays a duty to report at the counter.
        REFUSED_WHEN_GRANTED
    }

    public enum Encodings {
        GO_ON,
        /// Until the suspension ends.
        HELD,
        CANCELLED
    }

    public static Consequences of(LicenceState state) {
        return switch (state) {
            case IN_FORCE -> new Consequences(Waiting.APPLIED_WHEN_GRANTED, Encodings.GO_ON);
            case SUSPENDED -> new Consequences(Waiting.REFUSED_WHEN_GRANTED, Encodings.HELD);
            case CANCELLED, LAPSED ->
                    new Consequences(Waiting.REFUSED_WHEN_GRANTED, Encodings.CANCELLED);
        };
    }
}
