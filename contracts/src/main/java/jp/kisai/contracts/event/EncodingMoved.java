package jp.kisai.contracts.event;

import java.util.List;
import java.util.UUID;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.EncodingFailure;
import jp.kisai.contracts.vocabulary.EncodingState;
import jp.kisai.contracts.vocabulary.RecordVersion;
import org.jspecify.annotations.Nullable;

/// ④ The encoding of a record version moved to another state.
///
/// @param order the order's id
/// @param version the record version
/// @param state where it stands now
/// @param failure why not, for `FAILED` and `OFFICER_NEEDED`
/// @param changes the municipal changes that this encoding brings onto the chip, oldest first
public record EncodingMoved(
        UUID order,
        RecordVersion version,
        EncodingState state,
        @Nullable EncodingFailure failure,
        List<ChangeKey> changes)
        implements EventData {

    public EncodingMoved {
        changes = List.copyOf(changes);
    }
}
