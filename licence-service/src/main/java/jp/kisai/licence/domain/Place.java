package jp.kisai.licence.domain;

/// Where a procedure is done.
public enum Place {
    /// 運転免許センター・警察署
    POLICE,
    /// 市区町村の窓口
    MUNICIPALITY,
    /// マイナポータル
    PORTAL
}
