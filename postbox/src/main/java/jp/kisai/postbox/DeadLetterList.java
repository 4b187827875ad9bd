package jp.kisai.postbox;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import jp.kisai.contracts.vocabulary.DeadLetterCause;
import jp.kisai.contracts.vocabulary.HolderId;
import org.jspecify.annotations.Nullable;

/// What operators see of records that were set aside and are not resolved.
@ApplicationScoped
class DeadLetterList {

    private static final String CLUSTERS =
            """
            select topic, cause, count(*), min(set_aside_at), max(set_aside_at)
            from dead_letter where state = 'OPEN'
            group by topic, cause order by count(*) desc, topic, cause limit :rows\
            """;

    private static final String PAGE =
            """
            select id, position, topic, partition, record_offset, cause, detail, attempts,
                   set_aside_at, holder
            from dead_letter
            where state = 'OPEN' and position > :after
            """
                    + Selection.CONDITION
                    + " order by position limit :rows";

    private final Transactions transactions;
    private final int pageRows;

    DeadLetterList(Transactions transactions, PostboxSettings settings) {
        this.transactions = transactions;
        this.pageRows = settings.operations().pageRows();
    }

    /// Records of one topic that were set aside for one cause.
    record Cluster(String topic, String cause, long records, Instant oldest, Instant newest) {}

    /// @param position where the next page begins
    /// @param detail a JSON pointer, the step, or what failed; never a value
    /// @param holder masked; absent where the key is none
    record Listed(
            UUID id,
            long position,
            String topic,
            int partition,
            long offset,
            String cause,
            String detail,
            int attempts,
            Instant setAsideAt,
            @Nullable String holder) {}

    /// Which of the open ones; what is empty or absent excludes nothing.
    record Selection(
            Set<String> topics,
            Set<DeadLetterCause> causes,
            Set<UUID> ids,
            @Nullable Instant from,
            @Nullable Instant until) {

        /// Of a query on `dead_letter`, with the parameters that [#on] sets.
        static final String CONDITION =
                """
                and (cardinality(cast(:topics as text[])) = 0 or topic = any(cast(:topics as text[])))
                and cause = any(cast(:causes as text[]))
                and (cardinality(cast(:ids as uuid[])) = 0 or id = any(cast(:ids as uuid[])))
                and set_aside_at >= :from and set_aside_at < :until\
                """;

        /// Later than any record, and an instant of the database too.
        private static final Instant FOR_EVER = Instant.parse("9999-01-01T00:00:00Z");

        <Q extends org.hibernate.reactive.mutiny.Mutiny.AbstractQuery> Q on(Q query) {
            query.setParameter("topics", topics.toArray(String[]::new));
            query.setParameter(
                    "causes",
                    (causes.isEmpty() ? Arrays.stream(DeadLetterCause.values()) : causes.stream())
                            .map(DeadLetterCause::name)
                            .toArray(String[]::new));
            query.setParameter("ids", ids.toArray(UUID[]::new));
            query.setParameter("from", from == null ? Instant.EPOCH : from);
            query.setParameter("until", until == null ? FOR_EVER : until);
            return query;
        }

        /// For the record of what was planned.
        String text() {
            return "topics %s, causes %s, %s, from %s until %s"
                    .formatted(
                            topics.isEmpty() ? "all" : topics,
                            causes.isEmpty() ? "all" : causes,
                            ids.isEmpty() ? "all ids" : ids.size() + " ids",
                            from == null ? "ever" : from,
                            until == null ? "now" : until);
        }
    }

    /// The largest cluster first, at most a page of them.
    Uni<List<Cluster>> clusters() {
        return transactions.run(
                List.of(),
                unit ->
                        unit.session()
                                .createNativeQuery(CLUSTERS, Object[].class)
                                .setParameter("rows", pageRows)
                                .getResultList()
                                .map(rows -> rows.stream().map(DeadLetterList::cluster).toList()));
    }

    /// In the order in which they were set aside, a page after that position.
    Uni<List<Listed>> page(Selection selection, long after) {
        return transactions.run(
                List.of(),
                unit ->
                        selection
                                .on(unit.session().createNativeQuery(PAGE, Object[].class))
                                .setParameter("after", after)
                                .setParameter("rows", pageRows)
                                .getResultList()
                                .map(rows -> rows.stream().map(DeadLetterList::listed).toList()));
    }

    Uni<Optional<DeadLetterStore.Stored>> of(UUID id) {
        return transactions.run(List.of(), unit -> DeadLetterStore.of(unit.session(), id));
    }

    private static Cluster cluster(Object[] row) {
        return new Cluster(
                (String) row[0],
                (String) row[1],
                (long) row[2],
                ((OffsetDateTime) row[3]).toInstant(),
                ((OffsetDateTime) row[4]).toInstant());
    }

    private static Listed listed(Object[] row) {
        return new Listed(
                (UUID) row[0],
                (long) row[1],
                (String) row[2],
                (int) row[3],
                (long) row[4],
                (String) row[5],
                (String) row[6],
                (int) row[7],
                ((OffsetDateTime) row[8]).toInstant(),
                row[9] == null ? null : new HolderId((UUID) row[9]).toString());
    }
}
