package jp.kisai.licence;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import jp.kisai.contracts.CloudEvent;
import jp.kisai.contracts.event.ConsentDecided;
import jp.kisai.contracts.event.ConsentDecided.ItemVerdict;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.ItemChange;
import jp.kisai.contracts.vocabulary.PrefectureCode;
import jp.kisai.licence.domain.Applying;
import jp.kisai.postbox.Arrival;

/// One verdict of the consent-service.
///
/// @param settled the items that an earlier revision settled here. No later one names them again,
///     unless the consent-service was set back to an earlier point and comes to the same end in
///     another number of steps.
record Decision(
        UUID id,
        HolderId holder,
        PrefectureCode prefecture,
        ConsentDecided verdict,
        Set<Item> settled) {

    Decision {
        settled = Set.copyOf(settled);
    }

    static Decision of(Arrival arrival) {
        CloudEvent<?> event = arrival.event();
        if (event.data() instanceof ConsentDecided verdict) {
            return new Decision(event.id(), event.subject(), event.prefecture(), verdict, Set.of());
        }
        throw new IllegalArgumentException("not a verdict: " + arrival);
    }

    Decision without(Set<Item> settledBefore) {
        return new Decision(id, holder, prefecture, verdict, settledBefore);
    }

    /// @param orderedAt its place among the holder's changes
    Applying.Grant grant(Instant orderedAt) {
        return new Applying.Grant(
                verdict.change(), verdict.revision(), verdict.effectiveAt(), orderedAt, granted());
    }

    List<ItemChange> granted() {
        return ofKind(ConsentDecided.Granted.class)
                .map(ConsentDecided.Granted::value)
                .filter(value -> !settled.contains(value.item()))
                .toList();
    }

    /// What the consent-service refused, and has told the municipality of.
    List<ConsentDecided.Refused> declined() {
        return ofKind(ConsentDecided.Refused.class).toList();
    }

    List<Item> waiting() {
        return ofKind(ConsentDecided.Waiting.class).map(ItemVerdict::item).toList();
    }

    private <V extends ItemVerdict> Stream<V> ofKind(Class<V> kind) {
        return verdict.items().stream().filter(kind::isInstance).map(kind::cast);
    }
}
