package jp.kisai.cardwriter;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jp.kisai.cardwriter.store.Desks;
import jp.kisai.cardwriter.store.EncodingRow;
import jp.kisai.cardwriter.store.Encodings;
import jp.kisai.contracts.event.ConsentChanged;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.postbox.Arrival;
import jp.kisai.postbox.UnitOfWork;

/// Stops what a recall is about before it leaves for the factory, until an officer lets it go on.
/// What the holder's card is proven to hold stays there: the recall is told, and this moves
/// nothing.
@ApplicationScoped
class RecalledChanges {

    private final Encodings encodings;

    RecalledChanges(Encodings encodings) {
        this.encodings = encodings;
    }

    /// The holders must be locked by the unit of work.
    Uni<Void> stop(UnitOfWork work, List<Arrival> arrivals) {
        Map<HolderId, Set<ChangeKey>> recalls = recalls(arrivals);
        if (recalls.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Set<ChangeKey> changes = new HashSet<>();
        recalls.values().forEach(changes::addAll);
        return encodings
                .onTheCard(work.session(), recalls.keySet(), changes)
                .chain(
                        encoded ->
                                Desks.read(work, recalls.keySet(), List.of())
                                        .invoke(desks -> stop(desks, recalls, encoded))
                                        .chain(Desks::write));
    }

    private static void stop(
            Desks desks, Map<HolderId, Set<ChangeKey>> recalls, List<EncodingRow> encoded) {
        Map<HolderId, Set<ChangeKey>> left = new LinkedHashMap<>(recalls);
        encoded.forEach(
                row ->
                        left.computeIfPresent(
                                new HolderId(row.holder),
                                (_, changes) -> without(changes, row.intent().changes())));
        left.values().removeIf(Set::isEmpty);
        left.forEach((holder, changes) -> desks.take(desks.of(holder).recall(changes)));
    }

    private static Map<HolderId, Set<ChangeKey>> recalls(List<Arrival> arrivals) {
        Map<HolderId, Set<ChangeKey>> recalls = new HashMap<>();
        for (Arrival arrival : arrivals) {
            if (arrival.event().data() instanceof ConsentChanged changed
                    && changed.recalls() != null
                    && !changed.recalls().isEmpty()) {
                recalls.computeIfAbsent(arrival.event().subject(), holder -> new LinkedHashSet<>())
                        .addAll(changed.recalls());
            }
        }
        return recalls;
    }

    private static Set<ChangeKey> without(Set<ChangeKey> changes, List<ChangeKey> encoded) {
        Set<ChangeKey> left = new LinkedHashSet<>(changes);
        left.removeAll(Set.copyOf(encoded));
        return left;
    }
}
