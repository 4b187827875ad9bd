package jp.kisai.contracts.vocabulary;

/// Why a signature certificate was revoked: RFC 5280 §5.3.1, with the meaning that the JPKI gives
/// each.
public enum RevocationReason {
    /// 交付前破棄
    UNSPECIFIED,
    KEY_COMPROMISE,
    CA_COMPROMISE,
    /// 記載内容変更: the certificate's own contents changed. A successor is expected.
    AFFILIATION_CHANGED,
    /// 更新
    SUPERSEDED,
    /// 不要
    CESSATION_OF_OPERATION,
    /// 一時保留, which the JPKI never lifts
    CERTIFICATE_HOLD,
    /// A reason unknown here: the certificate is revoked, and why cannot be judged.
    UNKNOWN
}
