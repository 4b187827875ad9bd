package jp.kisai.licence.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.MunicipalityCode;
import jp.kisai.contracts.vocabulary.Refusal;
import jp.kisai.licence.domain.Duties;
import org.hibernate.reactive.mutiny.Mutiny;

/// What became of every verdict that reached this service.
@ApplicationScoped
public class AppliedChanges {

    private static final String OF_CHANGES =
            "select * from applied_change where change_id = any(cast(:changes as uuid[]))";

    /// What is known of one change from earlier revisions.
    ///
    /// @param revisions those that were judged
    /// @param settled the items that one of them applied or refused here
    /// @param refusedInPart whether any item of it was refused, here or by the consent-service
    /// @param orderedAt its place among the holder's changes
    public record Before(
            Set<Integer> revisions,
            Set<Item> settled,
            boolean refusedInPart,
            Optional<Instant> orderedAt) {

        public static final Before NOTHING =
                new Before(Set.of(), Set.of(), false, Optional.empty());

        public Before {
            revisions = Set.copyOf(revisions);
            settled = Set.copyOf(settled);
        }

        private static Before of(List<AppliedRow> rows) {
            return new Before(
                    rows.stream().map(row -> row.revision).collect(Collectors.toSet()),
                    rows.stream()
                            .flatMap(row -> Stream.of(row.applied, row.refused))
                            .flatMap(Arrays::stream)
                            .map(AppliedChanges::item)
                            .collect(Collectors.toSet()),
                    rows.stream().anyMatch(row -> row.refused.length + row.declined.length > 0),
                    rows.stream().map(row -> row.orderedAt).max(Comparator.naturalOrder()));
        }
    }

    /// What is known of these changes. A change that was never seen is not in the answer.
    public Uni<Map<ChangeKey, Before>> before(
            Mutiny.StatelessSession session, Collection<ChangeKey> changes) {
        UUID[] ids = changes.stream().map(ChangeKey::id).distinct().toArray(UUID[]::new);
        return session.createNativeQuery(OF_CHANGES, AppliedRow.class)
                .setParameter("changes", ids)
                .getResultList()
                .map(
                        rows ->
                                rows.stream()
                                        .collect(
                                                Collectors.groupingBy(
                                                        AppliedChanges::key,
                                                        Collectors.collectingAndThen(
                                                                Collectors.toList(), Before::of))));
    }

    /// Every revision of the changes that were sent under this id, oldest first.
    public Uni<List<AppliedRow>> of(Mutiny.StatelessSession session, UUID eventId) {
        return session.createSelectionQuery(
                        "from AppliedRow where changeId = :id order by recordedAt, revision",
                        AppliedRow.class)
                .setParameter("id", eventId)
                .getResultList();
    }

    /// What was not applied to one holder's record, and what settled it, in the order in which it
    /// was recorded.
    public Uni<List<Duties.Judgement>> judgements(
            Mutiny.StatelessSession session, HolderId holder, int limit) {
        return session.createSelectionQuery(
                        "from AppliedRow where holder = :holder"
                                + " order by recordedAt desc, revision desc",
                        AppliedRow.class)
                .setParameter("holder", holder.value())
                .setMaxResults(limit)
                .getResultList()
                .map(rows -> rows.reversed().stream().map(AppliedChanges::judgement).toList());
    }

    public Uni<Void> add(Mutiny.StatelessSession session, List<AppliedRow> rows) {
        return rows.isEmpty()
                ? Uni.createFrom().voidItem()
                : session.insertAll(rows.size(), rows.toArray());
    }

    public static ChangeKey key(AppliedRow row) {
        return new ChangeKey(new MunicipalityCode(row.producer), row.changeId);
    }

    private static Duties.Judgement judgement(AppliedRow row) {
        Map<Item, Refusal> refused = new EnumMap<>(Item.class);
        for (String each : row.refused) {
            reason(each).ifPresent(why -> refused.put(item(each), why));
        }
        Map<Item, Optional<Refusal>> declined = new EnumMap<>(Item.class);
        for (String each : row.declined) {
            declined.put(item(each), reason(each));
        }
        return new Duties.Judgement(
                row.orderedAt,
                refused,
                declined,
                items(Stream.concat(Arrays.stream(row.applied), Arrays.stream(row.waiting))));
    }

    /// How an item that was refused or declined is written down.
    public static String withReason(Item item, Refusal reason) {
        return item + " " + reason;
    }

    private static Item item(String written) {
        int space = written.indexOf(' ');
        return Item.valueOf(space < 0 ? written : written.substring(0, space));
    }

    /// Empty for what was declined before reasons were kept.
    private static Optional<Refusal> reason(String written) {
        int space = written.indexOf(' ');
        return space < 0
                ? Optional.empty()
                : Optional.of(Refusal.valueOf(written.substring(space + 1)));
    }

    private static List<Item> items(Stream<String> names) {
        return names.map(Item::valueOf).toList();
    }
}
