package jp.kisai.contracts.vocabulary;

/// Who must act next.
public enum Party {
    /// 本人
    HOLDER,
    /// 市区町村
    MUNICIPALITY,
    /// 警察の窓口担当者
    OFFICER,
    /// 発行工場
    FACTORY,
    /// 地方公共団体情報システム機構
    JLIS,
    /// システム運用者
    OPERATOR,
    /// Nobody: the end is reached.
    NOBODY
}
