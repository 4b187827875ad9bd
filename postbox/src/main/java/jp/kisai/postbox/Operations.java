package jp.kisai.postbox;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import jp.kisai.contracts.Events;
import jp.kisai.contracts.Reading;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// The record of what operators did, written in the transaction that does it. It can not be
/// rewritten.
@ApplicationScoped
class Operations {

    /// Texts, so that what does not belong to an action may be absent.
    private static final String WRITE =
            """
            insert into postbox_operation (id, performed_at, operator, action, hold, reason, source,
                                           event, topic, partition, record_offset, letter, plan,
                                           outcome)
            select :id, :now, :operator, :action, cast(d.f[1] as uuid), :reason, d.f[2],
                   cast(d.f[3] as uuid), d.f[4], cast(d.f[5] as int), cast(d.f[6] as bigint),
                   cast(d.f[7] as uuid), cast(d.f[8] as uuid), d.f[9]
            from (select cast(:facts as text[]) as f) d\
            """;

    private static final String LATEST =
            """
            select performed_at, operator, action, reason, hold, letter, plan, topic, partition,
                   record_offset, outcome
            from postbox_operation where performed_at < :before
            order by performed_at desc, id limit :rows\
            """;

    private final Transactions transactions;
    private final int pageRows;

    Operations(Transactions transactions, PostboxSettings settings) {
        this.transactions = transactions;
        this.pageRows = settings.operations().pageRows();
    }

    enum Action {
        RETRY,
        DISCARD,
        REPLAY,
        GIVE_UP,
        PREPARE,
        CONFIRM,
        PAUSE,
        RESUME
    }

    /// One thing that was done.
    ///
    /// @param topic with partition and offset: the record that it was done to
    /// @param outcome what came of it, where that is not the action itself
    record Done(
            Instant at,
            String operator,
            String action,
            String reason,
            @Nullable UUID hold,
            @Nullable UUID letter,
            @Nullable UUID plan,
            @Nullable String topic,
            @Nullable Integer partition,
            @Nullable Long offset,
            @Nullable String outcome) {}

    /// The newest before then, at most a page of them.
    Uni<List<Done>> latest(Instant before) {
        return transactions.run(
                List.of(),
                unit ->
                        unit.session()
                                .createNativeQuery(LATEST, Object[].class)
                                .setParameter("before", before)
                                .setParameter("rows", pageRows)
                                .getResultList()
                                .map(rows -> rows.stream().map(Operations::done).toList()));
    }

    static Uni<Void> retried(OpenUnit unit, UUID hold, OperatorRequest request) {
        return write(unit, Action.RETRY, request, facts(hold, null, null, null, null, null));
    }

    static Uni<Void> discarded(
            OpenUnit unit, UUID hold, ParkedRecords.Parked failed, OperatorRequest request) {
        return write(
                unit,
                Action.DISCARD,
                request,
                facts(hold, failed.record(), null, null, null, null));
    }

    /// @param plan the plan that it belongs to
    static Uni<Void> resolved(
            OpenUnit unit,
            Action action,
            DeadLetterStore.Stored letter,
            @Nullable UUID plan,
            String outcome,
            OperatorRequest request) {
        return write(
                unit,
                action,
                request,
                facts(null, letter.record(), letter.id(), plan, null, outcome));
    }

    static Uni<Void> planned(OpenUnit unit, Action action, UUID plan, OperatorRequest request) {
        return write(unit, action, request, facts(null, null, null, plan, null, null));
    }

    static Uni<Void> flow(OpenUnit unit, Action action, String topic, OperatorRequest request) {
        return write(unit, action, request, facts(null, null, null, null, topic, null));
    }

    private static @Nullable String[] facts(
            @Nullable UUID hold,
            @Nullable ConsumerRecord<byte[], byte[]> record,
            @Nullable UUID letter,
            @Nullable UUID plan,
            @Nullable String topic,
            @Nullable String outcome) {
        Inbox.Name name = record == null ? null : nameOf(record);
        return new @Nullable String[] {
            text(hold),
            name == null ? null : name.source(),
            name == null ? null : name.id().toString(),
            record == null ? topic : record.topic(),
            record == null ? null : Integer.toString(record.partition()),
            record == null ? null : Long.toString(record.offset()),
            text(letter),
            text(plan),
            outcome
        };
    }

    private static @Nullable String text(@Nullable UUID id) {
        return id == null ? null : id.toString();
    }

    private static Inbox.Name nameOf(ConsumerRecord<byte[], byte[]> record) {
        return switch (Events.read(record.value())) {
            case Reading.Read read -> Inbox.Name.of(read.event());
            case Reading.Unreadable _ -> Inbox.Name.of(record);
        };
    }

    private static Uni<Void> write(
            OpenUnit unit, Action action, OperatorRequest request, @Nullable String[] facts) {
        unit.because(request.reason());
        return unit.session()
                .createNativeQuery(WRITE)
                .setParameter("id", UUID.randomUUID())
                .setParameter("now", unit.now())
                .setParameter("operator", request.operator())
                .setParameter("action", action.name())
                .setParameter("reason", request.reason())
                .setParameter("facts", facts)
                .executeUpdate()
                .replaceWithVoid();
    }

    private static Done done(Object[] row) {
        return new Done(
                ((OffsetDateTime) row[0]).toInstant(),
                (String) row[1],
                (String) row[2],
                (String) row[3],
                (UUID) row[4],
                (UUID) row[5],
                (UUID) row[6],
                (String) row[7],
                (Integer) row[8],
                (Long) row[9],
                (String) row[10]);
    }
}
