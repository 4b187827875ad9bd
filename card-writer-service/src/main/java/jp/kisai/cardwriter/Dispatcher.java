package jp.kisai.cardwriter;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.kisai.cardwriter.domain.EncodingJob;
import jp.kisai.cardwriter.domain.RetryRules;
import jp.kisai.cardwriter.domain.chip.ChipImage;
import jp.kisai.cardwriter.domain.chip.ChipSigner;
import jp.kisai.cardwriter.outside.FactoryOrders;
import jp.kisai.cardwriter.outside.SigningKey;
import jp.kisai.cardwriter.store.ChipFiles;
import jp.kisai.cardwriter.store.Desks;
import jp.kisai.cardwriter.store.EncodingRow;
import jp.kisai.cardwriter.store.Encodings;
import jp.kisai.cardwriter.store.FactoryPauses;
import jp.kisai.contracts.EventType;
import jp.kisai.contracts.event.EncodingOrdered;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.postbox.Postbox;
import jp.kisai.postbox.UnitOfWork;
import org.hibernate.reactive.mutiny.Mutiny;

/// Sends what is due, and gives up waiting for answers that are overdue.
///
/// Orders are signed and encrypted before the transaction, from what was read without a lock. Under
/// the lock each is released only if its encoding still stands where it stood: a newer version, a
/// receipt, a suspension or a pause in between wins.
@ApplicationScoped
public class Dispatcher {

    private final Encodings encodings;
    private final FactoryPauses pauses;
    private final FactoryOrders orders;
    private final ChipSigner signer;
    private final Postbox postbox;
    private final Mutiny.SessionFactory sessions;
    private final Clock clock;
    private final RetryRules rules;
    private final int most;

    Dispatcher(
            Encodings encodings,
            FactoryPauses pauses,
            FactoryOrders orders,
            SigningKey key,
            Postbox postbox,
            Mutiny.SessionFactory sessions,
            Clock clock,
            CardWriterSettings settings) {
        this.encodings = encodings;
        this.pauses = pauses;
        this.orders = orders;
        this.signer = key.onChips();
        this.postbox = postbox;
        this.sessions = sessions;
        this.clock = clock;
        this.rules = settings.retryRules();
        this.most = settings.ordersPerDispatch();
    }

    /// An encoding that is due, as it was read; with its order, if it is to be sent.
    private record Due(EncodingRow row, Optional<Order> order) {

        HolderId holder() {
            return new HolderId(row.holder);
        }

        boolean stillStands(EncodingRow now) {
            return row.state.equals(now.state)
                    && row.attempts == now.attempts
                    && row.moves == now.moves;
        }
    }

    private record Order(ChipImage image, String envelope) {}

    /// Works until nothing more is due. What fails here is tried again at the next tick.
    @Scheduled(
            every = "${kisai.card-writer.dispatched-every-seconds}s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> dispatch() {
        return Multi.createBy()
                .repeating()
                .uni(() -> postbox.whole(this::round))
                .whilst(dispatched -> dispatched == most)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Integer> round() {
        return sessions.withStatelessSession(this::due)
                .chain(
                        due ->
                                due.isEmpty()
                                        ? Uni.createFrom().item(0)
                                        : prepare(due).chain(this::release));
    }

    /// Nothing is due while the factory is paused: no order leaves, and no answer is late.
    private Uni<List<EncodingRow>> due(Mutiny.StatelessSession session) {
        return pauses.of(session, orders.factory())
                .chain(
                        pause ->
                                pause.isPresent()
                                        ? Uni.createFrom().item(List.<EncodingRow>of())
                                        : encodings.due(session, clock.instant(), most));
    }

    /// On as many threads as the machine has cores: two signatures and an encryption for each order
    /// are most of what a dispatch takes.
    private Uni<List<Due>> prepare(List<EncodingRow> rows) {
        return Uni.createFrom()
                .item(() -> rows.parallelStream().map(this::prepared).toList())
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private Due prepared(EncodingRow row) {
        if (row.job() instanceof EncodingJob.Sendable) {
            ChipImage image = ChipFiles.image(row, signer);
            String envelope = orders.envelope(row.intent(), image, clock.instant());
            return new Due(row, Optional.of(new Order(image, envelope)));
        }
        return new Due(row, Optional.empty());
    }

    /// The factory may have been paused while orders were prepared: then nothing leaves.
    private Uni<Integer> release(List<Due> prepared) {
        List<HolderId> holders = prepared.stream().map(Due::holder).toList();
        return postbox.transact(
                holders,
                work ->
                        pauses.settled(work.session(), orders.factory())
                                .chain(
                                        pause ->
                                                pause.isPresent()
                                                        ? Uni.createFrom().item(0)
                                                        : release(work, holders, prepared)));
    }

    private Uni<Integer> release(UnitOfWork work, List<HolderId> holders, List<Due> prepared) {
        List<UUID> ids = prepared.stream().map(due -> due.row().orderId).toList();
        return Desks.read(work, holders, ids)
                .invoke(desks -> release(work, desks, prepared))
                .chain(Desks::write)
                .replaceWith(prepared.size());
    }

    private void release(UnitOfWork work, Desks desks, List<Due> prepared) {
        for (Due due : prepared) {
            desks.encoding(due.row().orderId, due.holder())
                    .filter(due::stillStands)
                    .ifPresent(row -> release(work, desks, row, due));
        }
    }

    private void release(UnitOfWork work, Desks desks, EncodingRow row, Due due) {
        switch (row.job()) {
            case EncodingJob.Sendable job ->
                    due.order().ifPresent(order -> send(work, desks, row, job, order));
            case EncodingJob.WithFactory job -> desks.take(job.silent(work.now(), rules));
            case EncodingJob.OfficerNeeded _, EncodingJob.Held _, EncodingJob.Ended _ -> {}
        }
    }

    private void send(
            UnitOfWork work, Desks desks, EncodingRow row, EncodingJob.Sendable job, Order order) {
        EncodingJob.Open released =
                desks.of(job.intent().holder())
                        .release(job, order.image().readBackSha256(), work.now(), rules);
        if (!(released instanceof EncodingJob.Ordered ordered)) {
            desks.take(released);
            return;
        }
        desks.take(ordered, order.image());
        work.send(
                EventType.ENCODING_ORDERED,
                job.intent().holder(),
                job.intent().prefecture(),
                new EncodingOrdered(
                        row.orderId, orders.factory(), job.intent().version(), order.envelope()),
                row.orderId.toString(),
                "attempt",
                Integer.toString(row.moves));
    }
}
