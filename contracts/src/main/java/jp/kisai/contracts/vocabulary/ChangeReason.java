package jp.kisai.contracts.vocabulary;

/// Why the municipality changed its register.
public enum ChangeReason {
    /// 転入・転居
    MOVE,
    /// 婚姻
    MARRIAGE,
    /// 離婚
    DIVORCE,
    /// 転籍
    DOMICILE_TRANSFER,
    /// 訂正: an earlier entry was wrong; names the change it corrects
    CORRECTION,
    /// 取消: an earlier entry is undone; names the change it cancels and carries the values that hold
    /// again
    CANCELLATION,
    /// 死亡
    DEATH,
    /// 国外転出
    DEPARTURE,
    /// A reason of a later contract version, unknown here: it can be recorded, never judged.
    UNKNOWN
}
