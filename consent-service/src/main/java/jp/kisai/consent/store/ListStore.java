package jp.kisai.consent.store;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import jp.kisai.consent.Worker;
import jp.kisai.consent.outside.Entries;
import jp.kisai.consent.outside.RevocationList;
import org.hibernate.reactive.mutiny.Mutiny;

/// Revocation lists, one generation after another, each wholly or not at all.
@ApplicationScoped
public class ListStore {

    private static final int ENTRIES_PER_STATEMENT = 5000;

    private static final String LOCK =
            "select cast(pg_advisory_xact_lock(hashtextextended(:point, 0)) as text)";

    private static final String NEWER =
            """
            select count(*) from revocation_lists l
            where l.authority = :authority and l.distribution_point = :point
              and (l.number >= :number or l.this_update > :thisUpdate)\
            """;

    private static final String INSERT_LIST =
            """
            insert into revocation_lists
              (authority, distribution_point, number, this_update, next_update, entries, imported_at)
            values (:authority, :point, :number, :thisUpdate, :nextUpdate, :entries, :now)\
            """;

    /// Most entries were in the list before: they are looked up, and not written again.
    private static final String INSERT_ENTRIES =
            """
            insert into revocations (authority, serial, reason, revoked_at, first_number)
            select :authority, e.serial, e.reason, cast(e.revoked_at as timestamptz), :number
            from unnest(cast(:serials as text[]), cast(:reasons as text[]), cast(:times as text[]))
                 as e (serial, reason, revoked_at)
            left join revocations known on known.authority = :authority and known.serial = e.serial
            where known.serial is null or known.reason <> e.reason
            on conflict (authority, serial) do update
              set reason = excluded.reason, revoked_at = least(revocations.revoked_at, excluded.revoked_at)\
            """;

    private static final String WAKE =
            """
            update changes c set wake_at = :now
            where not c.settled
              and c.holder in (select k.holder from certificates k
                               where k.authority = :authority and k.distribution_point = :point)
              and exists (select 1 from change_items i where i.change = c.id and i.state = 'WAITING')\
            """;

    /// Whether the list was taken; it is not if one at least as new is already there.
    public Uni<Boolean> take(Mutiny.StatelessSession session, RevocationList list, Instant now) {
        return session.createNativeQuery(LOCK, String.class)
                .setParameter("point", list.authority() + list.distributionPoint())
                .getSingleResult()
                .chain(
                        () ->
                                session.createNativeQuery(NEWER, Long.class)
                                        .setParameter("authority", list.authority())
                                        .setParameter("point", list.distributionPoint())
                                        .setParameter("number", number(list))
                                        .setParameter("thisUpdate", list.reference().thisUpdate())
                                        .getSingleResult())
                .chain(
                        newer ->
                                newer > 0
                                        ? Uni.createFrom().item(false)
                                        : write(session, list, now).replaceWith(true));
    }

    private static Uni<Void> write(
            Mutiny.StatelessSession session, RevocationList list, Instant now) {
        return session.createNativeQuery(INSERT_LIST)
                .setParameter("authority", list.authority())
                .setParameter("point", list.distributionPoint())
                .setParameter("number", number(list))
                .setParameter("thisUpdate", list.reference().thisUpdate())
                .setParameter("nextUpdate", list.reference().nextUpdate())
                .setParameter("entries", list.entries().count())
                .setParameter("now", now)
                .executeUpdate()
                .chain(() -> writeAll(session, list, list.entries().cursor()))
                .chain(
                        () ->
                                session.createNativeQuery(WAKE)
                                        .setParameter("now", now)
                                        .setParameter("authority", list.authority())
                                        .setParameter("point", list.distributionPoint())
                                        .executeUpdate())
                .replaceWithVoid();
    }

    /// Part by part: a list of a million is never in memory as a whole.
    private static Uni<Void> writeAll(
            Mutiny.StatelessSession session, RevocationList list, Entries.Cursor cursor) {
        return Multi.createBy()
                .repeating()
                .uni(
                        () ->
                                Worker.compute(() -> cursor.next(ENTRIES_PER_STATEMENT))
                                        .call(part -> write(session, list, part)))
                .until(List::isEmpty)
                .onItem()
                .ignore()
                .toUni();
    }

    private static Uni<Integer> write(
            Mutiny.StatelessSession session, RevocationList list, List<Entries.Entry> part) {
        if (part.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        return session.createNativeQuery(INSERT_ENTRIES)
                .setParameter("authority", list.authority())
                .setParameter("number", number(list))
                .setParameter("serials", texts(part, entry -> entry.serial().text()))
                .setParameter("reasons", texts(part, entry -> entry.revocation().reason().name()))
                .setParameter("times", texts(part, entry -> entry.revocation().at().toString()))
                .executeUpdate();
    }

    private static String[] texts(List<Entries.Entry> part, Function<Entries.Entry, String> text) {
        return part.stream().map(text).toArray(String[]::new);
    }

    private static BigDecimal number(RevocationList list) {
        return new BigDecimal(list.reference().number());
    }
}
