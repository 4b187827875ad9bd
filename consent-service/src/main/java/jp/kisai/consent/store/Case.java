package jp.kisai.consent.store;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import jp.kisai.consent.domain.ItemState;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.ChangeReason;
import jp.kisai.contracts.vocabulary.Item;
import org.jspecify.annotations.Nullable;

/// One change of a holder and the latest verdict on each of its items. It says nothing of the new
/// values.
public record Case(
        ChangeKey change,
        ChangeReason reason,
        Instant effectiveAt,
        @Nullable UUID corrects,
        List<Verdict> verdicts) {

    public Case {
        verdicts = List.copyOf(verdicts);
    }

    /// @param isDuty whether it is left to the holder to report the item at a counter
    /// @param certificateCompromised whether the certificate that a granted item rests on is found
    ///     to have been compromised already then
    /// @param hash names what was decided and what it rests on
    public record Verdict(
            Item item,
            ItemState state,
            boolean isDuty,
            int revision,
            Instant decidedAt,
            RestsOn restsOn,
            boolean certificateCompromised,
            String hash) {}

    /// The identities of the facts that were judged.
    ///
    /// @param certificate last four digits of its serial
    /// @param crlDistributionPoint with the number, the revocation list that was consulted
    public record RestsOn(
            String rules,
            @Nullable Long consentVersion,
            @Nullable String certificate,
            @Nullable Instant certificateAsOf,
            @Nullable String crlDistributionPoint,
            @Nullable BigInteger crlNumber,
            @Nullable Instant crlThisUpdate,
            @Nullable UUID submission) {}
}
