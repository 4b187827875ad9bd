package jp.kisai.consent.domain;

import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.ChangeReason;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.ItemChange;
import jp.kisai.contracts.vocabulary.Refusal;
import org.jspecify.annotations.Nullable;

/// One authentic municipal change and how far it is decided.
///
/// @param effectiveAt as of when it is judged
/// @param orderAt its place among the holder's changes: when it took effect, but never before the
///     change it corrects
/// @param corrects the change it corrects or cancels
/// @param values the new values
/// @param states one for each value
/// @param revision how many verdicts were given on it
/// @param wakeAt when to judge again if nothing happens before; null if only a new fact can alter
///     it
public record Change(
        ChangeKey key,
        ChangeReason reason,
        Instant effectiveAt,
        Instant orderAt,
        long producerSequence,
        @Nullable ChangeKey corrects,
        Map<Item, ItemChange> values,
        Map<Item, ItemState> states,
        int revision,
        @Nullable Instant wakeAt) {

    /// The order in which a holder's changes took effect. The key breaks ties, so that any two
    /// places of judgement see the same order.
    public static final Comparator<Change> IN_ORDER =
            Comparator.comparing(Change::orderAt)
                    .thenComparingLong(Change::producerSequence)
                    .thenComparing(change -> change.key().text());

    private static final Set<Item> ON_CERTIFICATE =
            Set.of(Item.ADDRESS, Item.NAME, Item.BIRTH_DATE);

    public Change {
        values = ordered(values);
        states = ordered(states);
        if (!values.keySet().equals(states.keySet())) {
            throw new IllegalArgumentException("one state for each value");
        }
    }

    /// A change that just arrived.
    ///
    /// @param corrected where the change that it corrects stands in the order, if that one is known
    public static Change arriving(
            ChangeKey key,
            ChangeReason reason,
            Instant effectiveAt,
            long producerSequence,
            @Nullable ChangeKey corrects,
            @Nullable Instant corrected,
            List<ItemChange> items) {
        Map<Item, ItemChange> values = new EnumMap<>(Item.class);
        Map<Item, ItemState> states = new EnumMap<>(Item.class);
        for (ItemChange item : items) {
            values.put(item.item(), item);
            states.put(item.item(), new ItemState.Undecided());
        }
        Instant orderAt =
                corrected != null && corrected.isAfter(effectiveAt) ? corrected : effectiveAt;
        return new Change(
                key,
                reason,
                effectiveAt,
                orderAt,
                producerSequence,
                corrects,
                values,
                states,
                0,
                null);
    }

    public boolean isOpen() {
        return states.values().stream().anyMatch(ItemState::isOpen);
    }

    boolean altersCertificate() {
        return values.keySet().stream().anyMatch(ON_CERTIFICATE::contains);
    }

    /// Whether the item still speaks for the register: an overtaken one does not.
    boolean holds(Item item) {
        return values.containsKey(item)
                && !new ItemState.Refused(Refusal.SUPERSEDED).equals(states.get(item));
    }

    /// Whether it takes the place of the other's item, by naming that change as wrong.
    boolean undoes(Change other, Item item) {
        return other.key().equals(corrects)
                && (reason == ChangeReason.CANCELLATION || values.containsKey(item));
    }

    Change with(Map<Item, ItemState> newStates, int newRevision, @Nullable Instant newWakeAt) {
        return new Change(
                key,
                reason,
                effectiveAt,
                orderAt,
                producerSequence,
                corrects,
                values,
                newStates,
                newRevision,
                newWakeAt);
    }

    @Override
    public String toString() {
        return "Change[" + key + ", " + reason + ", " + states + "]";
    }

    private static <V> Map<Item, V> ordered(Map<Item, V> map) {
        Map<Item, V> ordered = new EnumMap<>(Item.class);
        ordered.putAll(map);
        return Collections.unmodifiableMap(ordered);
    }
}
