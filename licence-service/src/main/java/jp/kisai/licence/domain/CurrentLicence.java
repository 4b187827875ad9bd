package jp.kisai.licence.domain;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.RecordVersion;

/// A licence as it stands: its newest version, and since when each of the holder's items is as it
/// is.
///
/// @param effectiveFrom for each item, the effective time of the newest change of it
public record CurrentLicence(
        RecordVersion version, LicenceRecord record, Map<Item, Instant> effectiveFrom) {

    /// @throws IllegalArgumentException if an item has no effective time
    public CurrentLicence {
        effectiveFrom = Map.copyOf(effectiveFrom);
        if (effectiveFrom.size() < Item.values().length) {
            throw new IllegalArgumentException("every item is as it is since some time");
        }
    }

    /// A licence when it is issued: every item is as it is since then.
    public static CurrentLicence issued(LicenceRecord record, Instant effectiveFrom) {
        Map<Item, Instant> since = new EnumMap<>(Item.class);
        for (Item item : Item.values()) {
            since.put(item, effectiveFrom);
        }
        return new CurrentLicence(new RecordVersion(1), record, since);
    }

    public Instant effectiveFrom(Item item) {
        Instant since = effectiveFrom.get(item);
        if (since == null) {
            throw new IllegalStateException("every item is as it is since some time");
        }
        return since;
    }

    /// The next version, with the effective time of the items that it changed.
    public CurrentLicence next(LicenceRecord next, List<Item> changed, Instant effectiveAt) {
        Map<Item, Instant> since = new EnumMap<>(effectiveFrom);
        changed.forEach(item -> since.put(item, effectiveAt));
        return new CurrentLicence(new RecordVersion(version.number() + 1), next, since);
    }
}
