package jp.kisai.cardwriter.domain;

import jp.kisai.contracts.vocabulary.EncodingFailure;
import jp.kisai.contracts.vocabulary.RecordVersion;

/// What the factory says of an order.
public sealed interface Receipt {

    RecordVersion version();

    record Accepted(RecordVersion version) implements Receipt {}

    /// @param cardSerial as read from the chip
    record Encoded(RecordVersion version, String readBackSha256, String cardSerial)
            implements Receipt {}

    record Failed(RecordVersion version, EncodingFailure failure) implements Receipt {}
}
