package jp.kisai.consent.outside;

/// Why a certificate, list or document is not accepted, whatever the time: one name for each rule
/// of the profile.
public enum CertificateRule {
    /// Not DER, longer than the limit, or no certificate at all.
    MALFORMED,
    /// X.509 version 3 (RFC 5280 §4.1.2.1).
    NOT_VERSION_3,
    /// The serial is not 1 to 20 octets and positive.
    SERIAL_OUT_OF_RANGE,
    /// An algorithm outside the allow-list, in the signature or the key; or its name differs inside
    /// and outside.
    ALGORITHM_NOT_ALLOWED,
    /// RSA below 2048 bits or with a small or even exponent, or a curve other than P-256 and P-384.
    KEY_TOO_WEAK,
    /// RSA from the generator whose keys can be factored (ROCA, CVE-2017-15361).
    KEY_PREDICTABLE,
    /// No pinned anchor of this name.
    UNKNOWN_ISSUER,
    /// None of the anchors of this name signed it.
    NOT_SIGNED_BY_ANCHOR,
    /// Issued outside the anchor's own validity.
    ANCHOR_NOT_VALID_THEN,
    /// A time that is not written as RFC 5280 §4.1.2.5 says, or is none.
    WRONG_TIME,
    /// Valid from later than it is valid until.
    VALIDITY_REVERSED,
    /// The same extension twice (RFC 5280 §4.2).
    DUPLICATE_EXTENSION,
    /// A critical extension that is not understood (RFC 5280 §4.2).
    UNKNOWN_CRITICAL_EXTENSION,
    /// keyUsage is not critical, or is not digitalSignature with nonRepudiation and nothing that
    /// issues.
    WRONG_KEY_USAGE,
    /// basicConstraints says that it is an authority.
    IS_AUTHORITY,
    /// The signature policy is not among its policies.
    WRONG_POLICY,
    /// Not exactly one distribution point with a directory name.
    WRONG_DISTRIBUTION_POINT,
    /// The four items are not in the form of the profile.
    WRONG_FOUR_ITEMS,
    /// Both engines refuse the path (RFC 5280 §6), though every rule above holds.
    PATH_NOT_VALID
}
