package jp.kisai.contracts.event;

import java.util.UUID;
import jp.kisai.contracts.vocabulary.EncodingFailure;
import jp.kisai.contracts.vocabulary.RecordVersion;

/// The factory's receipt for an order. It may come late, twice or out of order.
///
/// @param order the order it is about
/// @param version the order's version
public record EncodingReported(UUID order, RecordVersion version, Report report)
        implements EventData {

    public sealed interface Report {}

    public record Accepted() implements Report {}

    /// @param readBackSha256 SHA-256, in lower case hexadecimal, of what was read back from the
    ///     chip
    /// @param cardSerial the serial that the chip gave: the order's card, if it was that one
    public record Encoded(String readBackSha256, String cardSerial) implements Report {}

    public record Failed(EncodingFailure failure) implements Report {}
}
