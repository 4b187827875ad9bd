package jp.kisai.consent.domain;

import java.util.Map;
import jp.kisai.contracts.vocabulary.Item;

/// One verdict: a revision of what is thought of one change.
///
/// @param change with the states after it
/// @param items what this revision decides or leaves waiting; what an earlier one granted or
///     refused is not repeated
/// @param evidence what it rests on
public record Decision(Change change, Map<Item, ItemState> items, Evidence evidence) {

    public Decision {
        items = Map.copyOf(items);
    }
}
