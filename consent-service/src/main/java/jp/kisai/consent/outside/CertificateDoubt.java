package jp.kisai.consent.outside;

/// Why a certificate can be neither accepted nor refused.
public enum CertificateDoubt {
    /// One engine finds the path valid and the other does not. Somebody must look before anything
    /// rests on this certificate.
    ENGINES_DISAGREE,
    /// It took longer than a check may take, twice.
    OUT_OF_TIME,
    /// More is being checked, and waits to be, than there is room for.
    OVERLOADED
}
