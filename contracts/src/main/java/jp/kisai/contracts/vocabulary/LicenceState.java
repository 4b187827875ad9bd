package jp.kisai.contracts.vocabulary;

/// Whether a licence may be driven on.
public enum LicenceState {
    /// 有効
    IN_FORCE,
    /// 停止
    SUSPENDED,
    /// 取消
    CANCELLED,
    /// 失効
    LAPSED
}
