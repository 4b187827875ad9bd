package jp.kisai.contracts.event;

import java.time.Instant;
import java.util.List;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.Doubt;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.RecordVersion;
import jp.kisai.contracts.vocabulary.Refusal;
import org.jspecify.annotations.Nullable;

/// ⑥ What became of a municipality's event: one answer per decision on it, the last of them final
/// for each item.
///
/// @param change the event that is answered
/// @param outcome in one word
/// @param items item by item; empty where nothing was to be decided: a duplicate, a death or a
///     departure
public record ChangeAnswered(ChangeKey change, Outcome outcome, List<ItemAnswer> items)
        implements EventData {

    public ChangeAnswered {
        items = List.copyOf(items);
    }

    public enum Outcome {
        APPLIED,
        APPLIED_IN_PART,
        WAITING,
        REFUSED,
        /// Received before, under the same id with the same content; nothing was done again.
        DUPLICATE,
        /// A death or departure: taken note of.
        NOTED,
        UNKNOWN
    }

    public sealed interface ItemAnswer {
        Item item();
    }

    public record Applied(Item item, RecordVersion version) implements ItemAnswer {}

    public record Waiting(Item item, Doubt doubt, @Nullable Instant until) implements ItemAnswer {}

    public record Refused(Item item, Refusal refusal) implements ItemAnswer {}
}
