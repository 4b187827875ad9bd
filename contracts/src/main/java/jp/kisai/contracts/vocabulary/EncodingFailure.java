package jp.kisai.contracts.vocabulary;

/// Why the factory could not encode.
public enum EncodingFailure {
    /// The order could not be decrypted, verified or decoded.
    ORDER_UNREADABLE,
    CARD_NOT_FOUND,
    /// The chip does not answer.
    CHIP_BROKEN,
    CARD_EXPIRED,
    /// What was read back is not what was written.
    READ_BACK_DIFFERS,
    FACTORY_BUSY,
    /// A reason unknown here.
    UNKNOWN
}
