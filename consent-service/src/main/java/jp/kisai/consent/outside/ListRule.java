package jp.kisai.consent.outside;

/// Why a revocation list is not imported: one name for each rule.
public enum ListRule {
    MALFORMED,
    /// Not version 2 (RFC 5280 §5.1.2.1).
    NOT_VERSION_2,
    ALGORITHM_NOT_ALLOWED,
    UNKNOWN_ISSUER,
    NOT_SIGNED_BY_ANCHOR,
    /// A critical extension of the list or of an entry that is not understood.
    UNKNOWN_CRITICAL_EXTENSION,
    /// No CRL number, so that older and newer cannot be told apart.
    NO_NUMBER,
    /// Changes to another list only.
    IS_DELTA,
    /// No issuing distribution point, or one of another form than the certificates'.
    WRONG_DISTRIBUTION_POINT,
    /// For some certificates, some reasons or another issuer only.
    PARTIAL,
    /// A time that is not written as RFC 5280 §5.1.2.4 says, or is none.
    WRONG_TIME,
    /// The next one is due before this one was issued.
    VALIDITY_REVERSED,
    NOT_YET_ISSUED,
    OVERDUE,
    /// An entry that takes back a revocation, which the JPKI never does.
    WITHDRAWS_REVOCATION,
    /// The same serial twice.
    DUPLICATE_ENTRY,
    /// A list at least as new is already here.
    NOT_NEWER
}
