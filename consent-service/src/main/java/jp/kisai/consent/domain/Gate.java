package jp.kisai.consent.domain;

import java.time.Instant;
import java.util.UUID;
import jp.kisai.contracts.vocabulary.Doubt;
import jp.kisai.contracts.vocabulary.Refusal;
import org.jspecify.annotations.Nullable;

/// What the gates say of one item, before it is held back behind an earlier change.
sealed interface Gate {

    /// Every gate is open.
    record Passed(Basis basis) implements Gate {}

    record Closed(Refusal refusal, Basis basis) implements Gate {}

    /// @param until when the wait ends by itself, as its party is told
    /// @param wakeAt when to look again, if nothing else happens before
    record NotYet(Doubt doubt, @Nullable Instant until, @Nullable Instant wakeAt, Basis basis)
            implements Gate {}

    Basis basis();

    /// The facts that were looked at on the way to the answer.
    record Basis(
            @Nullable Consent consent,
            @Nullable CertificateKey certificate,
            @Nullable Instant certificateAsOf,
            @Nullable RevocationListReference list,
            @Nullable UUID submission) {

        static final Basis NONE = new Basis(null, null, null, null, null);

        static Basis of(@Nullable Consent consent) {
            return new Basis(
                    consent, consent == null ? null : consent.certificate(), null, null, null);
        }
    }
}
