package jp.kisai.consent.outside;

/// Why a certificate can be neither accepted nor refused.
public enum CertificateDoubt {
    /// One engine finds the path valid and the other does not. Somebody must look before anything
    /// rests on this certificate.
    ENGINES_DISAGREE
}
