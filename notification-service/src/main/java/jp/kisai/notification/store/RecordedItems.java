package jp.kisai.notification.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.Item;
import org.hibernate.reactive.mutiny.Mutiny;

/// When each holder's licence record last took a new value of an item. Of the value, nothing.
@ApplicationScoped
public class RecordedItems {

    private static final String OF =
            "select holder, item, recorded_at from recorded_item where holder = any(cast(:holders as uuid[]))";

    private static final String SAVE =
            """
            insert into recorded_item (holder, item, recorded_at)
            select holder, item, max(cast(recorded_at as timestamptz)) from unnest(cast(:holders as uuid[]),
                cast(:items as text[]), cast(:times as text[])) as recorded (holder, item, recorded_at)
            group by holder, item
            on conflict (holder, item) do update
                set recorded_at = greatest(recorded_item.recorded_at, excluded.recorded_at)""";

    public record Recorded(HolderId holder, Item item, Instant at) {}

    public Uni<Map<HolderId, Map<Item, Instant>>> of(
            Mutiny.StatelessSession session, Collection<HolderId> holders) {
        return session.createNativeQuery(OF, Object[].class)
                .setParameter("holders", holders.stream().map(HolderId::value).toArray(UUID[]::new))
                .getResultList()
                .map(
                        rows -> {
                            Map<HolderId, Map<Item, Instant>> recorded = new HashMap<>();
                            for (Object[] row : rows) {
                                recorded.computeIfAbsent(
                                                new HolderId((UUID) row[0]),
                                                _ -> new EnumMap<>(Item.class))
                                        .put(
                                                Item.valueOf((String) row[1]),
                                                ((OffsetDateTime) row[2]).toInstant());
                            }
                            return recorded;
                        });
    }

    public Uni<Void> save(Mutiny.StatelessSession session, List<Recorded> recorded) {
        if (recorded.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return session.createNativeQuery(SAVE)
                .setParameter(
                        "holders",
                        recorded.stream().map(each -> each.holder().value()).toArray(UUID[]::new))
                .setParameter(
                        "items",
                        recorded.stream().map(each -> each.item().name()).toArray(String[]::new))
                .setParameter(
                        "times",
                        recorded.stream().map(each -> each.at().toString()).toArray(String[]::new))
                .executeUpdate()
                .replaceWithVoid();
    }
}
