package jp.kisai.cardwriter.web;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import jp.kisai.cardwriter.store.EncodingRow;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.EncodingFailure;
import jp.kisai.contracts.vocabulary.EncodingState;
import jp.kisai.contracts.vocabulary.RecordVersion;
import org.jspecify.annotations.Nullable;

/// One encoding as an officer sees it. What is to be written on the chip is not shown: it is the
/// record's, and shown there.
///
/// @param urgent whether it goes before the others
/// @param failure why it is not on the chip
/// @param attempts how often the order left
/// @param dueAt when it is sent, or when the factory must have answered
/// @param changes the municipal changes that it brings onto the chip, oldest first
public record EncodingView(
        UUID order,
        RecordVersion version,
        EncodingState state,
        boolean urgent,
        @Nullable EncodingFailure failure,
        int attempts,
        Instant openedAt,
        Instant movedAt,
        @Nullable Instant dueAt,
        List<ChangeKey> changes) {

    static EncodingView of(EncodingRow row) {
        return new EncodingView(
                row.orderId,
                new RecordVersion(row.version),
                EncodingState.valueOf(row.state),
                row.urgent,
                row.failure == null ? null : EncodingFailure.valueOf(row.failure),
                row.attempts,
                row.openedAt,
                row.movedAt,
                row.dueAt,
                row.intent().changes());
    }
}
