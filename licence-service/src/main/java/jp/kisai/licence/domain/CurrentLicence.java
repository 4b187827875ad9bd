package jp.kisai.licence.domain;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.RecordVersion;

/// A licence as it stands: its newest version, and the place of the newest change of each item.
///
/// @param orderedAt for each of the holder's items, when the newest change of it took effect; for a
///     correction never before the change that it corrects
public record CurrentLicence(
        RecordVersion version, LicenceRecord record, Map<Item, Instant> orderedAt) {

    /// @throws IllegalArgumentException if an item has no effective time
    public CurrentLicence {
        orderedAt = Map.copyOf(orderedAt);
        if (orderedAt.size() < Item.values().length) {
            throw new IllegalArgumentException("every item has its place in time");
        }
    }

    /// A licence when it is issued: every item is as it is since then.
    public static CurrentLicence issued(
            LicenceRecord record, Instant orderedAt, Numbering numbering) {
        Map<Item, Instant> since = new EnumMap<>(Item.class);
        for (Item item : Item.values()) {
            since.put(item, orderedAt);
        }
        return new CurrentLicence(numbering.first(), record, since);
    }

    public Instant orderedAt(Item item) {
        Instant since = orderedAt.get(item);
        if (since == null) {
            throw new IllegalStateException("every item has its place in time");
        }
        return since;
    }

    /// The next version.
    ///
    /// @param changed the items that it changes
    /// @param place of the change that makes it
    public CurrentLicence next(
            LicenceRecord next, List<Item> changed, Instant place, Numbering numbering) {
        Map<Item, Instant> since = new EnumMap<>(orderedAt);
        changed.forEach(item -> since.put(item, place));
        return new CurrentLicence(numbering.after(version), next, since);
    }
}
