package jp.kisai.contracts.vocabulary;

/// Why a record version is not on the chip.
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
    /// The factory has not answered in time. Said by the suite, never by a factory.
    NO_ANSWER,
    /// The record holds something that the chip has no place or no character for. Said by the
    /// suite before any order leaves, never by a factory.
    NOT_CARRIED,
    /// A change that was granted on a compromised certificate is recalled, and may be in the
    /// record. Said by the suite, never by a factory.
    RECALLED,
    /// A reason unknown here.
    UNKNOWN
}
