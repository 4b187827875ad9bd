package jp.kisai.consent.domain;

import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import jp.kisai.contracts.vocabulary.Item;

/// One verdict: a revision of what is thought of one change.
///
/// @param change with the states after it
/// @param items what this revision decides or leaves waiting; what an earlier one granted or
///     refused is not repeated
/// @param rests what the verdict on each of these items rests on
public record Decision(Change change, Map<Item, ItemState> items, Map<Item, Evidence> rests) {

    public Decision {
        items = ordered(items);
        rests = ordered(rests);
        if (!items.keySet().equals(rests.keySet())) {
            throw new IllegalArgumentException("every verdict rests on something");
        }
    }

    /// Where the items rest on different facts, the furthest that any of them came.
    public Evidence evidence() {
        return rests.values().stream()
                .max(Comparator.comparingInt(Evidence::depth))
                .orElseGet(() -> Evidence.of(Gate.Basis.NONE));
    }

    private static <V> Map<Item, V> ordered(Map<Item, V> map) {
        Map<Item, V> ordered = new EnumMap<>(Item.class);
        ordered.putAll(map);
        return Collections.unmodifiableMap(ordered);
    }
}
