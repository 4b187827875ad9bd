package jp.kisai.postbox;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import jp.kisai.contracts.vocabulary.HolderId;

/// Holders behind a failure, and the way out: the failed record is tried again or given up, and
/// what was parked behind it follows in order.
@ApplicationScoped
class HeldHolders {

    private static final String LIST =
            """
            select h.hold, h.holder, h.held_since, h.held_cause, f.topic, f.partition,
                   f.record_offset, f.attempts,
                   (select count(*) from parked p where p.holder = h.holder)
            from postbox_holder h
            join lateral (select topic, partition, record_offset, attempts from parked
                          where holder = h.holder order by id limit 1) f on true
            where h.hold is not null
            order by h.held_since, h.hold
            limit :rows\
            """;

    private static final String CLUSTERS =
            """
            select h.held_cause, f.topic, count(*), cast(sum(f.records) as bigint), min(h.held_since)
            from postbox_holder h
            join lateral (select min(topic) filter (where first) as topic, count(*) as records
                          from (select topic, row_number() over (order by id) = 1 as first
                                from parked where holder = h.holder) p) f on true
            where h.hold is not null
            group by h.held_cause, f.topic
            order by count(*) desc, h.held_cause, f.topic
            limit :rows\
            """;

    private static final String HOLDER = "select holder from postbox_holder where hold = :hold";

    private final Transactions transactions;
    private final ParkedRelease parkedRelease;
    private final int pageRows;

    HeldHolders(Transactions transactions, ParkedRelease parkedRelease, PostboxSettings settings) {
        this.transactions = transactions;
        this.parkedRelease = parkedRelease;
        this.pageRows = settings.operations().pageRows();
    }

    /// A hold, as operators see it.
    ///
    /// @param hold its name in requests; it says nothing of the person
    /// @param holder masked
    /// @param cause what failed, without what the record says
    /// @param attempts how often the failed record was tried
    /// @param records parked, the failed one among them
    record Held(
            UUID hold,
            String holder,
            Instant since,
            String cause,
            String topic,
            int partition,
            long offset,
            int attempts,
            long records) {}

    /// Holds whose first record failed for one cause.
    ///
    /// @param records parked behind them, the failed ones among them
    record Cluster(String cause, String topic, long holds, long records, Instant oldest) {}

    /// The longest held, at most a page of them.
    Uni<List<Held>> list() {
        return transactions.run(
                List.of(),
                unit ->
                        unit.session()
                                .createNativeQuery(LIST, Object[].class)
                                .setParameter("rows", pageRows)
                                .getResultList()
                                .map(rows -> rows.stream().map(HeldHolders::held).toList()));
    }

    /// What failed together, at most a page of clusters.
    Uni<List<Cluster>> clusters() {
        return transactions.run(
                List.of(),
                unit ->
                        unit.session()
                                .createNativeQuery(CLUSTERS, Object[].class)
                                .setParameter("rows", pageRows)
                                .getResultList()
                                .map(rows -> rows.stream().map(HeldHolders::cluster).toList()));
    }

    /// Tries the failed record again and then those behind it. Empty if there is no such hold.
    Uni<Optional<ParkedRelease.Outcome>> retry(UUID hold, OperatorRequest request) {
        return inHold(
                hold,
                holder ->
                        transactions.run(
                                List.of(), unit -> Operations.retried(unit, hold, request)));
    }

    /// Gives the failed record up, and releases those behind it. Empty if there is no such hold.
    Uni<Optional<ParkedRelease.Outcome>> discard(UUID hold, OperatorRequest request) {
        return inHold(
                hold,
                holder ->
                        transactions.run(
                                List.of(holder), unit -> giveUp(unit, hold, holder, request)));
    }

    private Uni<Optional<ParkedRelease.Outcome>> inHold(
            UUID hold, Function<HolderId, Uni<Void>> first) {
        return holderOf(hold)
                .chain(
                        holder ->
                                holder.isEmpty()
                                        ? Uni.createFrom().item(Optional.empty())
                                        : first.apply(holder.get())
                                                .chain(
                                                        () ->
                                                                parkedRelease.release(
                                                                        hold, holder.get()))
                                                .map(Optional::of));
    }

    private Uni<Optional<HolderId>> holderOf(UUID hold) {
        return transactions.run(
                List.of(),
                unit ->
                        unit.session()
                                .createNativeQuery(HOLDER, UUID.class)
                                .setParameter("hold", hold)
                                .getSingleResultOrNull()
                                .map(holder -> Optional.ofNullable(holder).map(HolderId::new)));
    }

    private Uni<Void> giveUp(OpenUnit unit, UUID hold, HolderId holder, OperatorRequest request) {
        if (!hold.equals(unit.locked(holder).hold())) {
            return Uni.createFrom().voidItem();
        }
        return ParkedRecords.first(unit.session(), holder)
                .chain(
                        first ->
                                first.isEmpty()
                                        ? Uni.createFrom().voidItem()
                                        : giveUp(unit, hold, first.get(), request))
                .chain(() -> ParkedRelease.endIfNothingIsLeft(unit, holder));
    }

    private Uni<Void> giveUp(
            OpenUnit unit, UUID hold, ParkedRecords.Parked failed, OperatorRequest request) {
        return Operations.discarded(unit, hold, failed, request)
                .chain(() -> ParkedRecords.remove(unit.session(), failed))
                .chain(
                        () ->
                                DeadLetterStore.resolve(
                                        unit,
                                        Inbox.Name.of(failed.record()).id(),
                                        DeadLetterStore.State.GIVEN_UP))
                .chain(() -> parkedRelease.giveUp(unit, failed));
    }

    private static Cluster cluster(Object[] row) {
        return new Cluster(
                (String) row[0],
                (String) row[1],
                (long) row[2],
                (long) row[3],
                ((OffsetDateTime) row[4]).toInstant());
    }

    private static Held held(Object[] row) {
        return new Held(
                (UUID) row[0],
                new HolderId((UUID) row[1]).toString(),
                ((OffsetDateTime) row[2]).toInstant(),
                (String) row[3],
                (String) row[4],
                (int) row[5],
                (long) row[6],
                (int) row[7],
                (long) row[8]);
    }
}
