package jp.kisai.consent.outside;

/// Why a responder's answer is not taken: one name for each rule.
public enum OcspRule {
    MALFORMED,
    /// The responder answered that it cannot answer, such as `tryLater` (RFC 6960 §4.2.1).
    NOT_SUCCESSFUL,
    /// The answer speaks of no certificate, or of several.
    NOT_ABOUT_ONE,
    /// The answer speaks of another certificate than was asked about.
    OTHER_CERTIFICATE,
    /// The certificate's issuer, by its hashed name and key, is none of the pinned anchors.
    UNKNOWN_ISSUER,
    /// Nobody in the answer is whom it names as responder.
    WRONG_RESPONDER,
    /// The responder's certificate was not issued by the anchor that issued the certificate.
    RESPONDER_NOT_ISSUED_BY_ANCHOR,
    /// The responder's certificate is not for answers (id-kp-OCSPSigning).
    RESPONDER_WITHOUT_PURPOSE,
    /// The responder's certificate is not valid now.
    RESPONDER_NOT_VALID,
    ALGORITHM_NOT_ALLOWED,
    KEY_TOO_WEAK,
    NOT_SIGNED_BY_RESPONDER,
    UNKNOWN_CRITICAL_EXTENSION,
    NOT_YET_ISSUED,
    /// It has no end, or the end is past.
    OVERDUE,
    /// A time that is not written as RFC 6960 §4.2.2.1 says.
    WRONG_TIME,
    /// Not the nonce that was sent, or none.
    WRONG_NONCE,
    /// An answer at least as new is already here, or one that says *revoked*.
    NOT_NEWER
}
