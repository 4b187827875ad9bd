package jp.kisai.postbox;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import jp.kisai.contracts.Source;
import jp.kisai.contracts.audit.AuditChain;
import jp.kisai.contracts.audit.AuditClosing;
import org.hibernate.reactive.mutiny.Mutiny;

/// The rows of the audit trail. The database itself chains them.
final class AuditEntries {

    /// Days are civil days of this zone.
    static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

    private static final String APPEND =
            "insert into audit_entry (at, line, hash) values (:now, :line, :genesis)";

    /// A transaction that has changed nothing has no id, and leaves no entry.
    private static final String APPEND_IF_CHANGED =
            """
            insert into audit_entry (at, line, hash) select :now, :line, :genesis
            where pg_current_xact_id_if_assigned() is not null\
            """;

    private static final String LAST_BEFORE =
            """
            select position, hash from audit_entry where at < :until
            order by at desc, position desc limit 1\
            """;

    private static final String IS_OVER = "select 1 from audit_entry where at >= :until limit 1";

    private static final String PAGE =
            """
            select position, line, hash from audit_entry
            where position > :after and position <= :last order by position limit :rows\
            """;

    private static final String FIRST = "select at from audit_entry order by position limit 1";

    private static final String NOT_EXPORTED =
            """
            select cast(min(d) as date)
            from generate_series(cast(cast(:first as text) as timestamp),
                                 cast(cast(:last as text) as timestamp), '1 day') d
            where not exists (select from audit_export e where e.day = cast(d as date))\
            """;

    private static final String EXPORTED =
            """
            insert into audit_export (day, hash, exported_at) values (:day, :hash, :now)
            on conflict (day) do nothing\
            """;

    private AuditEntries() {}

    /// @param position 0 before the first entry
    record Place(long position, String hash) {}

    record Row(long position, String line, String hash) {}

    static Uni<Void> append(
            Mutiny.StatelessSession session, Instant now, Source source, String line) {
        return append(session, APPEND, now, source, line);
    }

    static Uni<Void> appendIfChanged(
            Mutiny.StatelessSession session, Instant now, Source source, String line) {
        return append(session, APPEND_IF_CHANGED, now, source, line);
    }

    private static Uni<Void> append(
            Mutiny.StatelessSession session, String sql, Instant now, Source source, String line) {
        return session.createNativeQuery(sql)
                .setParameter("now", now)
                .setParameter("line", line)
                .setParameter("genesis", AuditChain.genesis(source))
                .executeUpdate()
                .replaceWithVoid();
    }

    /// Where the chain stood at the end of that day.
    static Uni<Place> endOf(Mutiny.StatelessSession session, LocalDate day, Source source) {
        return before(session, startOf(day.plusDays(1)), source);
    }

    static Uni<Place> before(Mutiny.StatelessSession session, Instant until, Source source) {
        return session.createNativeQuery(LAST_BEFORE, Object[].class)
                .setParameter("until", until)
                .getSingleResultOrNull()
                .map(
                        row ->
                                row == null
                                        ? new Place(0, AuditChain.genesis(source))
                                        : new Place((long) row[0], (String) row[1]));
    }

    /// Whether no entry of that day can come any more: time in the chain never goes back.
    static Uni<Boolean> isOver(Mutiny.StatelessSession session, LocalDate day) {
        return session.createNativeQuery(IS_OVER, Integer.class)
                .setParameter("until", startOf(day.plusDays(1)))
                .getSingleResultOrNull()
                .map(found -> found != null);
    }

    static Uni<List<Row>> page(Mutiny.StatelessSession session, long after, long last, int rows) {
        return session.createNativeQuery(PAGE, Object[].class)
                .setParameter("after", after)
                .setParameter("last", last)
                .setParameter("rows", rows)
                .getResultList()
                .map(
                        found ->
                                found.stream()
                                        .map(
                                                row ->
                                                        new Row(
                                                                (long) row[0],
                                                                (String) row[1],
                                                                (String) row[2]))
                                        .toList());
    }

    /// The day of the first entry.
    static Uni<Optional<LocalDate>> first(Mutiny.StatelessSession session) {
        return session.createNativeQuery(FIRST, OffsetDateTime.class)
                .getSingleResultOrNull()
                .map(at -> Optional.ofNullable(at).map(it -> dayOf(it.toInstant())));
    }

    /// The first of these days that nobody has said is stored.
    static Uni<Optional<LocalDate>> notExported(
            Mutiny.StatelessSession session, LocalDate first, LocalDate last) {
        return session.createNativeQuery(NOT_EXPORTED, LocalDate.class)
                .setParameter("first", first.toString())
                .setParameter("last", last.toString())
                .getSingleResultOrNull()
                .map(Optional::ofNullable);
    }

    static Uni<Void> exported(Mutiny.StatelessSession session, AuditClosing closing, Instant now) {
        return session.createNativeQuery(EXPORTED)
                .setParameter("day", closing.day())
                .setParameter("hash", closing.previous())
                .setParameter("now", now)
                .executeUpdate()
                .replaceWithVoid();
    }

    static LocalDate dayOf(Instant at) {
        return LocalDate.ofInstant(at, TOKYO);
    }

    static Instant startOf(LocalDate day) {
        return day.atStartOfDay(TOKYO).toInstant();
    }
}
