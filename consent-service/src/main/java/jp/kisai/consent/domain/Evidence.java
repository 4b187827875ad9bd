package jp.kisai.consent.domain;

import org.jspecify.annotations.Nullable;

/// The identities of the facts that one verdict rests on.
public record Evidence(
        String rules,
        @Nullable Long consentVersion,
        @Nullable CertificateKey certificate,
        @Nullable RevocationListReference list) {

    /// The version of the rules in this package. It changes when the same facts would be judged
    /// otherwise.
    public static final String RULES = "consent/1";

    static Evidence of(Gate.Basis basis) {
        Consent consent = basis.consent();
        return new Evidence(
                RULES,
                consent == null ? null : consent.version(),
                basis.certificate(),
                basis.list());
    }
}
