package jp.kisai.contracts.vocabulary;

/// What a municipal change can alter, and what a consent is given for, item by item.
/// The domicile is never part of a consent: each change of it needs the holder's own submission.
public enum Item {
    /// 住所
    ADDRESS,
    /// 氏名
    NAME,
    /// 生年月日
    BIRTH_DATE,
    /// 本籍
    DOMICILE
}
