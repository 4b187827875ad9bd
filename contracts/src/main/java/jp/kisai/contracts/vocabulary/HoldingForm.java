package jp.kisai.contracts.vocabulary;

/// How a holder carries the licence (保有状況).
public enum HoldingForm {
    /// 運転免許証のみ
    LICENCE_ONLY,
    /// マイナ免許証のみ
    CARD_ONLY,
    /// 2枚持ち
    BOTH
}
