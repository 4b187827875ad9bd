package jp.kisai.notification.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.notification.domain.Notice;
import jp.kisai.notification.domain.Outcome.ChangeOutcome;
import jp.kisai.notification.domain.Standing;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/// The notices in the holders' inboxes.
@ApplicationScoped
public class Notices {

    private static final String TOLD =
            """
            select holder, about, outcome from notice where (holder, about) in (
                select * from unnest(cast(:holders as uuid[]), cast(:abouts as text[])))""";

    private static final String FIRST_PAGE =
            "select * from notice where holder = :holder order by happened_at desc, id desc limit :limit";

    private static final String NEXT_PAGE =
            """
            select * from notice where holder = :holder and (happened_at, id) < (
                select happened_at, id from notice where holder = :holder and id = :before)
            order by happened_at desc, id desc limit :limit""";

    private static final String ABOUT_CHANGE =
            """
            select n.* from notice n where n.id in (select notice from notice_change where change_id = :change)
            order by n.happened_at, n.id limit :limit""";

    private static final String ITEMS =
            "select * from notice_item where notice = any(cast(:notices as uuid[]))";

    private static final String CHANGES =
            "select * from notice_change where notice = any(cast(:notices as uuid[])) order by notice, position";

    private static final String READ =
            "update notice set read_at = coalesce(read_at, :now) where id = :id and holder = :holder";

    /// One outcome of one thing, already told to one holder.
    public record Told(HolderId holder, String about, String outcome) {}

    /// What was told before about the same things as these.
    public Uni<Set<Told>> told(Mutiny.StatelessSession session, Collection<Notice> candidates) {
        return session.createNativeQuery(TOLD, Object[].class)
                .setParameter(
                        "holders",
                        candidates.stream().map(each -> each.holder().value()).toArray(UUID[]::new))
                .setParameter(
                        "abouts", candidates.stream().map(Notice::about).toArray(String[]::new))
                .getResultList()
                .map(
                        rows -> {
                            Set<Told> told = new HashSet<>();
                            for (Object[] row : rows) {
                                told.add(
                                        new Told(
                                                new HolderId((UUID) row[0]),
                                                (String) row[1],
                                                (String) row[2]));
                            }
                            return told;
                        });
    }

    public Uni<Void> add(Mutiny.StatelessSession session, List<Notice> notices) {
        List<NoticeRow> rows = new ArrayList<>();
        List<NoticeItemRow> items = new ArrayList<>();
        List<NoticeChangeRow> changes = new ArrayList<>();
        for (Notice notice : notices) {
            UUID id = notice.id();
            rows.add(NoticeRow.of(notice));
            if (notice.outcome() instanceof ChangeOutcome outcome) {
                outcome.items()
                        .forEach(
                                (item, standing) ->
                                        items.add(NoticeItemRow.of(id, item, standing)));
            }
            for (int i = 0; i < notice.changes().size(); i++) {
                changes.add(NoticeChangeRow.of(id, i, notice.changes().get(i)));
            }
        }
        return session.insertMultiple(rows)
                .chain(() -> session.insertMultiple(items))
                .chain(() -> session.insertMultiple(changes));
    }

    /// The newest notices of a holder, newest first.
    ///
    /// @param before only those that happened before this one of the same holder; an unknown one
    ///     gives none
    public Uni<List<Notice>> page(
            Mutiny.StatelessSession session, HolderId holder, @Nullable UUID before, int limit) {
        Mutiny.SelectionQuery<NoticeRow> query =
                before == null
                        ? session.createNativeQuery(FIRST_PAGE, NoticeRow.class)
                        : session.createNativeQuery(NEXT_PAGE, NoticeRow.class)
                                .setParameter("before", before);
        return query.setParameter("holder", holder.value())
                .setParameter("limit", limit)
                .getResultList()
                .chain(rows -> complete(session, rows));
    }

    /// The notices about a change of this id, oldest first; ids are unique per producer only.
    public Uni<List<Notice>> aboutChange(Mutiny.StatelessSession session, UUID change, int limit) {
        return session.createNativeQuery(ABOUT_CHANGE, NoticeRow.class)
                .setParameter("change", change)
                .setParameter("limit", limit)
                .getResultList()
                .chain(rows -> complete(session, rows));
    }

    /// Marks a notice as read; the first reading counts. Whether this holder has such a notice.
    public Uni<Boolean> read(
            Mutiny.StatelessSession session, HolderId holder, UUID id, Instant now) {
        return session.createNativeQuery(READ)
                .setParameter("now", now)
                .setParameter("id", id)
                .setParameter("holder", holder.value())
                .executeUpdate()
                .map(rows -> rows == 1);
    }

    private static Uni<List<Notice>> complete(
            Mutiny.StatelessSession session, List<NoticeRow> rows) {
        UUID[] ids = rows.stream().map(row -> row.id).toArray(UUID[]::new);
        return session.createNativeQuery(ITEMS, NoticeItemRow.class)
                .setParameter("notices", ids)
                .getResultList()
                .chain(
                        items ->
                                session.createNativeQuery(CHANGES, NoticeChangeRow.class)
                                        .setParameter("notices", ids)
                                        .getResultList()
                                        .map(changes -> notices(rows, items, changes)));
    }

    private static List<Notice> notices(
            List<NoticeRow> rows, List<NoticeItemRow> items, List<NoticeChangeRow> changes) {
        Map<UUID, Map<Item, Standing.Tellable>> itemsOf = new HashMap<>();
        for (NoticeItemRow row : items) {
            itemsOf.computeIfAbsent(row.notice, _ -> new EnumMap<>(Item.class))
                    .put(Item.valueOf(row.item), row.tellable());
        }
        Map<UUID, List<ChangeKey>> changesOf = new HashMap<>();
        for (NoticeChangeRow row : changes) {
            changesOf.computeIfAbsent(row.notice, _ -> new ArrayList<>()).add(row.change());
        }
        return rows.stream()
                .map(
                        row ->
                                row.notice(
                                        itemsOf.getOrDefault(row.id, Map.of()),
                                        changesOf.getOrDefault(row.id, List.of())))
                .toList();
    }
}
