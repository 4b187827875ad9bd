package jp.kisai.contracts.event;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import jp.kisai.contracts.vocabulary.ChangeReason;
import jp.kisai.contracts.vocabulary.ItemChange;
import org.jspecify.annotations.Nullable;

/// ① A municipality changed its register of residents.
///
/// @param reason why
/// @param effectiveAt when the change took effect in the register; every rule judges as of this
///     instant
/// @param producerSequence counts what this municipality has sent, starting at 1; a gap raises an
///     alarm there and here
/// @param items the new values, each item at most once; empty for death and departure
/// @param corrects the id of the same municipality's event that is corrected or cancelled
public record ResidentChanged(
        ChangeReason reason,
        Instant effectiveAt,
        long producerSequence,
        List<ItemChange> items,
        @Nullable UUID corrects)
        implements EventData {

    public ResidentChanged {
        items = List.copyOf(items);
    }
}
