package jp.kisai.contracts.vocabulary;

/// The colour of the validity band (色区分).
public enum ColourBand {
    /// 優良
    GOLD,
    /// その他
    BLUE,
    /// 新規
    GREEN
}
