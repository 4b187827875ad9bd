package jp.kisai.contracts.vocabulary;

/// Where the encoding of one record version stands, as seen from outside the card-writer service.
public enum EncodingState {
    /// Wanted, not yet ordered; a newer version may still take its place.
    QUEUED,
    /// The order left for the factory.
    ORDERED,
    /// The factory said that it will encode.
    ACCEPTED,
    /// The factory read the chip back and it says what was ordered. The only end that moves the
    /// drift.
    ENCODED,
    /// The factory could not; it will be ordered again.
    FAILED,
    /// A person must look: the factory could not, often enough, or nothing may leave as it stands.
    OFFICER_NEEDED,
    /// The licence is suspended; nothing leaves until it is in force again.
    HELD,
    /// A newer version took its place.
    SUPERSEDED,
    /// The holder no longer carries the licence on the card.
    CANCELLED
}
