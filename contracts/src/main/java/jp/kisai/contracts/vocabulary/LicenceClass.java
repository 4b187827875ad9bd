package jp.kisai.contracts.vocabulary;

/// The kinds of licence (免許の種類), in the order of the chip's tags.
public enum LicenceClass {
    /// 大型
    LARGE,
    /// 普通
    ORDINARY,
    /// 大型特殊
    LARGE_SPECIAL,
    /// 大型自動二輪
    LARGE_MOTORCYCLE,
    /// 普通自動二輪
    ORDINARY_MOTORCYCLE,
    /// 小型特殊
    SMALL_SPECIAL,
    /// 原付
    MOPED,
    /// けん引
    TOWING,
    /// 大型第二種
    LARGE_SECOND,
    /// 普通第二種
    ORDINARY_SECOND,
    /// 大型特殊第二種
    LARGE_SPECIAL_SECOND,
    /// けん引第二種
    TOWING_SECOND,
    /// 中型
    MEDIUM,
    /// 中型第二種
    MEDIUM_SECOND,
    /// 準中型
    SEMI_MEDIUM
}
