package jp.kisai.consent.domain;

import java.util.Optional;
import jp.kisai.contracts.vocabulary.Refusal;

/// Why a certificate that was issued in order does not count at an instant.
public enum Invalidity {
    NOT_YET_VALID,
    EXPIRED,
    /// affiliationChanged: what it says of the holder is no longer so. Its successor is awaited.
    CONTENTS_CHANGED,
    /// superseded: its successor is already there.
    RENEWED,
    /// unspecified: destroyed before it was handed over (交付前破棄). It never was the holder's.
    DISCARDED,
    /// keyCompromise or cACompromise: the key is not the holder's alone.
    COMPROMISED,
    /// cessationOfOperation or certificateHold, which the JPKI never lifts.
    GIVEN_UP;

    /// The refusal of every change that would need this certificate or one after it. A lineage that
    /// ended so is not continued: the holder consents anew with a new certificate.
    public Optional<Refusal> endsTheLineage() {
        return switch (this) {
            case COMPROMISED -> Optional.of(Refusal.CERTIFICATE_COMPROMISED);
            case GIVEN_UP -> Optional.of(Refusal.CERTIFICATE_GIVEN_UP);
            case NOT_YET_VALID, EXPIRED, CONTENTS_CHANGED, RENEWED, DISCARDED -> Optional.empty();
        };
    }
}
