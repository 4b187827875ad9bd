package jp.kisai.consent.domain;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The identities of the facts that the verdict on one item rests on.
///
/// @param certificate that bears the change out, or else the one the consent was signed with
/// @param certificateAsOf the instant as of which that certificate was asked for; null if it was
///     not
/// @param list the revocation list that was consulted when the verdict was given
/// @param submission the holder's own word on a domicile
public record Evidence(
        String rules,
        @Nullable Long consentVersion,
        @Nullable CertificateKey certificate,
        @Nullable Instant certificateAsOf,
        @Nullable RevocationListReference list,
        @Nullable UUID submission) {

    /// The version of the rules in this package. It changes when the same facts would be judged
    /// otherwise.
    public static final String RULES = "consent/2";

    static Evidence of(Gate.Basis basis) {
        Consent consent = basis.consent();
        return new Evidence(
                RULES,
                consent == null ? null : consent.version(),
                basis.certificate(),
                basis.certificateAsOf(),
                basis.list(),
                basis.submission());
    }

    /// How many facts were looked at on the way to the verdict.
    int depth() {
        return (consentVersion == null ? 0 : 1)
                + (certificate == null ? 0 : 1)
                + (list == null ? 0 : 1);
    }
}
