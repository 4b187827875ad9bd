package jp.kisai.notification.domain;

/// A way to the holder beside the inbox, where every notice lies whatever becomes of these.
public enum Channel {
    /// マイナポータル
    PORTAL,
    /// 電子メール
    MAIL
}
