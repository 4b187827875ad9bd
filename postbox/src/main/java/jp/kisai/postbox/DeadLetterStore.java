package jp.kisai.postbox;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.kisai.contracts.vocabulary.DeadLetterCause;
import jp.kisai.contracts.vocabulary.HolderId;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.hibernate.reactive.mutiny.Mutiny;

/// Every record that this service set aside, kept beside its dead-letter topic so that an operator
/// can find it, and have it taken up again.
final class DeadLetterStore {

    /// One that is set aside again keeps its place.
    private static final String WRITE =
            """
            insert into dead_letter (id, topic, partition, record_offset, record_timestamp, key,
                                     value, headers, holder, cause, detail, attempts, set_aside_at)
            select id, topic, partition, record_offset, record_timestamp, decode(key, 'base64'),
                   decode(value, 'base64'), headers, cast(holder as uuid), cause, detail,
                   :attempts, :now
            from unnest(cast(:ids as uuid[]), cast(:topics as text[]), cast(:partitions as int[]),
                        cast(:offsets as bigint[]), cast(:timestamps as bigint[]),
                        cast(:keys as text[]), cast(:values as text[]), cast(:headers as text[]),
                        cast(:holders as text[]), cast(:causes as text[]), cast(:details as text[]))
                 with ordinality as aside (id, topic, partition, record_offset, record_timestamp,
                                           key, value, headers, holder, cause, detail, place)
            order by place
            on conflict (id) do nothing\
            """;

    private static final String OF =
            """
            select id, topic, partition, record_offset, record_timestamp, encode(key, 'base64'),
                   encode(value, 'base64'), headers, position, cause, detail, attempts,
                   set_aside_at, state
            from dead_letter where id = :id\
            """;

    private static final String LOCK =
            "select 1 from dead_letter where id = :id and state = 'OPEN' for update";

    /// What a plan's rehearsal took up before counts as taken up.
    private static final String EARLIER =
            """
            select l.id from dead_letter l
            where l.holder = :holder and l.position < :position and l.state = 'OPEN'
              and not exists (select 1 from operation_plan_letter p
                              where p.plan = :plan and p.letter = l.id
                                and p.rehearsed in ('HANDLED', 'ABSORBED'))
            order by l.position limit 1\
            """;

    private static final String RESOLVE =
            """
            update dead_letter set state = :state, resolved_at = :now
            where id = :id and state = 'OPEN'\
            """;

    private static final String FAILED_AGAIN =
            """
            update dead_letter set attempts = attempts + 1, cause = :cause, detail = :detail
            where id = :id and state = 'OPEN'\
            """;

    private DeadLetterStore() {}

    enum State {
        OPEN,
        REPLAYED,
        GIVEN_UP
    }

    /// @param position of those set aside before, each has a lower one
    /// @param detail a JSON pointer, the step, or what failed; never a value
    record Stored(
            UUID id,
            long position,
            ConsumerRecord<byte[], byte[]> record,
            DeadLetterCause cause,
            String detail,
            int attempts,
            Instant setAsideAt,
            State state) {

        /// The key, if it is the id of a holder.
        Optional<HolderId> holder() {
            return Batch.keyOf(record);
        }
    }

    static Uni<Void> write(OpenUnit unit, List<RejectedRecord> rejected, int attempts) {
        List<ConsumerRecord<byte[], byte[]>> records =
                rejected.stream().map(RejectedRecord::record).toList();
        return StoredRecords.set(unit.session().createNativeQuery(WRITE), records, unit.traces())
                .setParameter(
                        "ids",
                        records.stream().map(it -> Inbox.Name.of(it).id()).toArray(UUID[]::new))
                .setParameter(
                        "holders",
                        StoredRecords.texts(
                                records,
                                record -> Batch.keyOf(record).map(HolderId::text).orElse(null)))
                .setParameter("causes", StoredRecords.texts(rejected, it -> it.cause().name()))
                .setParameter("details", StoredRecords.texts(rejected, RejectedRecord::where))
                .setParameter("attempts", attempts)
                .setParameter("now", unit.now())
                .executeUpdate()
                .replaceWithVoid();
    }

    static Uni<Optional<Stored>> of(Mutiny.StatelessSession session, UUID id) {
        return session.createNativeQuery(OF, Object[].class)
                .setParameter("id", id)
                .getSingleResultOrNull()
                .map(row -> Optional.ofNullable(row).map(DeadLetterStore::stored));
    }

    /// Answers whether it is still open; it stays so until the end of the transaction.
    static Uni<Boolean> lockOpen(Mutiny.StatelessSession session, UUID id) {
        return session.createNativeQuery(LOCK, Integer.class)
                .setParameter("id", id)
                .getSingleResultOrNull()
                .map(found -> found != null);
    }

    /// The first of this holder's that was set aside before it and is not resolved.
    ///
    /// @param plan the plan that is rehearsed, or an id that no plan has
    static Uni<Optional<UUID>> earlierOpen(
            Mutiny.StatelessSession session, HolderId holder, long position, UUID plan) {
        return session.createNativeQuery(EARLIER, UUID.class)
                .setParameter("holder", holder.value())
                .setParameter("position", position)
                .setParameter("plan", plan)
                .getSingleResultOrNull()
                .map(Optional::ofNullable);
    }

    /// Nothing happens to one that is resolved, or to a record that never was set aside.
    static Uni<Void> resolve(OpenUnit unit, UUID id, State state) {
        return unit.session()
                .createNativeQuery(RESOLVE)
                .setParameter("state", state.name())
                .setParameter("now", unit.now())
                .setParameter("id", id)
                .executeUpdate()
                .replaceWithVoid();
    }

    static Uni<Void> failedAgain(OpenUnit unit, UUID id, DeadLetterCause cause, String detail) {
        return unit.session()
                .createNativeQuery(FAILED_AGAIN)
                .setParameter("cause", cause.name())
                .setParameter("detail", detail)
                .setParameter("id", id)
                .executeUpdate()
                .replaceWithVoid();
    }

    private static Stored stored(Object[] row) {
        return new Stored(
                (UUID) row[0],
                (long) row[8],
                StoredRecords.read(row),
                DeadLetterCause.valueOf((String) row[9]),
                (String) row[10],
                (int) row[11],
                ((OffsetDateTime) row[12]).toInstant(),
                State.valueOf((String) row[13]));
    }
}
