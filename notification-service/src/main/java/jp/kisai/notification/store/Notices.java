package jp.kisai.notification.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.notification.domain.Notice;
import jp.kisai.notification.domain.Outcome;
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

    private static final String ENDINGS =
            "select * from notice_ending where notice = any(cast(:notices as uuid[]))";

    private static final String OF =
            "select * from notice where id = any(cast(:notices as uuid[]))";

    private static final String OVERTAKEN =
            """
            select distinct on (old.id) old.id, newer.id
            from notice old join notice newer
              on newer.holder = old.holder
             and (newer.about = old.about and newer.rank > old.rank or newer.corrects = old.about)
            where old.id = any(cast(:notices as uuid[])) and old.about <> 'clocks'
            order by old.id, newer.corrects = old.about desc nulls last, newer.rank desc""";

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
        List<NoticeEndingRow> endings = new ArrayList<>();
        List<NoticeChangeRow> changes = new ArrayList<>();
        for (Notice notice : notices) {
            UUID id = notice.id();
            rows.add(NoticeRow.of(notice));
            items(notice.outcome())
                    .forEach((item, standing) -> items.add(NoticeItemRow.of(id, item, standing)));
            if (notice.outcome() instanceof Outcome.Reminder reminder) {
                endings.addAll(NoticeEndingRow.of(id, reminder));
            }
            for (int i = 0; i < notice.changes().size(); i++) {
                changes.add(NoticeChangeRow.of(id, i, notice.changes().get(i)));
            }
        }
        return session.insertMultiple(rows)
                .chain(() -> session.insertMultiple(items))
                .chain(() -> session.insertMultiple(endings))
                .chain(() -> session.insertMultiple(changes));
    }

    private static Map<Item, ? extends Standing> items(Outcome outcome) {
        return switch (outcome) {
            case ChangeOutcome change -> change.items();
            case Outcome.FollowUp followUp -> followUp.items();
            case Outcome.Encoded _,
                    Outcome.EncodingHeld _,
                    Outcome.EncodingFailed _,
                    Outcome.Reminder _ ->
                    Map.of();
        };
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

    public Uni<List<Notice>> of(Mutiny.StatelessSession session, Collection<UUID> ids) {
        return session.createNativeQuery(OF, NoticeRow.class)
                .setParameter("notices", ids.toArray(UUID[]::new))
                .getResultList()
                .chain(rows -> complete(session, rows));
    }

    /// Which of these notices something newer has been told about: a later outcome of the same, or
    /// a correction.
    ///
    /// @return the notice that took its place, by that of which it took it
    public Uni<Map<UUID, UUID>> overtaken(Mutiny.StatelessSession session, Collection<UUID> ids) {
        return session.createNativeQuery(OVERTAKEN, Object[].class)
                .setParameter("notices", ids.toArray(UUID[]::new))
                .getResultList()
                .map(
                        rows -> {
                            Map<UUID, UUID> overtaken = new HashMap<>();
                            rows.forEach(row -> overtaken.put((UUID) row[0], (UUID) row[1]));
                            return overtaken;
                        });
    }

    private static Uni<List<Notice>> complete(
            Mutiny.StatelessSession session, List<NoticeRow> rows) {
        UUID[] ids = rows.stream().map(row -> row.id).toArray(UUID[]::new);
        return parts(session, ITEMS, NoticeItemRow.class, ids)
                .chain(
                        items ->
                                parts(session, ENDINGS, NoticeEndingRow.class, ids)
                                        .chain(
                                                endings ->
                                                        parts(
                                                                        session,
                                                                        CHANGES,
                                                                        NoticeChangeRow.class,
                                                                        ids)
                                                                .map(
                                                                        changes ->
                                                                                notices(
                                                                                        rows, items,
                                                                                        endings,
                                                                                        changes))));
    }

    private static <R> Uni<List<R>> parts(
            Mutiny.StatelessSession session, String sql, Class<R> row, UUID[] notices) {
        return session.createNativeQuery(sql, row).setParameter("notices", notices).getResultList();
    }

    private static List<Notice> notices(
            List<NoticeRow> rows,
            List<NoticeItemRow> items,
            List<NoticeEndingRow> endings,
            List<NoticeChangeRow> changes) {
        Map<UUID, List<NoticeItemRow>> itemsOf =
                items.stream().collect(Collectors.groupingBy(row -> row.notice));
        Map<UUID, List<NoticeEndingRow>> endingsOf =
                endings.stream().collect(Collectors.groupingBy(row -> row.notice));
        Map<UUID, List<ChangeKey>> changesOf =
                changes.stream()
                        .collect(
                                Collectors.groupingBy(
                                        row -> row.notice,
                                        Collectors.mapping(
                                                NoticeChangeRow::change, Collectors.toList())));
        return rows.stream()
                .map(
                        row ->
                                row.notice(
                                        itemsOf.getOrDefault(row.id, List.of()),
                                        endingsOf.getOrDefault(row.id, List.of()),
                                        changesOf.getOrDefault(row.id, List.of())))
                .toList();
    }
}
