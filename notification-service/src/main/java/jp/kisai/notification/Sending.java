package jp.kisai.notification;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.kisai.notification.Letters.Desk;
import jp.kisai.notification.domain.Dispatch.Receipt;
import jp.kisai.notification.domain.Notice;
import jp.kisai.notification.outside.Envelope;
import jp.kisai.notification.outside.Post;
import jp.kisai.notification.store.Deliveries;
import jp.kisai.notification.store.DeliveryRow;
import jp.kisai.notification.store.Notices;
import jp.kisai.postbox.Postbox;
import jp.kisai.postbox.UnitOfWork;
import org.jspecify.annotations.Nullable;

/// Brings notices to holders over their channels: claims what is due, sends it outside any
/// transaction, and has written down what came of it.
///
/// A crash in between lets the claim run out, and the delivery is made again under the same key: a
/// channel may be asked twice, and no notice is lost. Before each attempt it is seen whether the
/// notice still says what is so; what was overtaken is not sent any more.
@ApplicationScoped
class Sending {

    private final Postbox postbox;
    private final Deliveries deliveries;
    private final Notices notices;
    private final LastLook lastLook;
    private final Letters letters;
    private final Post post;
    private final Settlement settlement;
    private final NotificationSettings.Delivery settings;

    Sending(
            Postbox postbox,
            Deliveries deliveries,
            Notices notices,
            LastLook lastLook,
            Letters letters,
            Post post,
            Settlement settlement,
            NotificationSettings settings) {
        this.postbox = postbox;
        this.deliveries = deliveries;
        this.notices = notices;
        this.lastLook = lastLook;
        this.letters = letters;
        this.post = post;
        this.settlement = settlement;
        this.settings = settings.delivery();
    }

    /// @param envelope absent if there is nothing left to say
    private record Claimed(DeliveryRow row, @Nullable Envelope envelope) {}

    /// Works until nothing more is due. What fails here is tried again at the next tick.
    @Scheduled(
            every = "${kisai.notification.delivery.send-every-seconds}s",
            concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> send() {
        return Multi.createBy()
                .repeating()
                .uni(() -> postbox.whole(this::round))
                .whilst(sent -> sent == settings.batch())
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Integer> round() {
        return postbox.transact(
                        List.of(),
                        work ->
                                deliveries.claim(
                                        work.session(),
                                        work.now(),
                                        work.now()
                                                .plus(Duration.ofSeconds(settings.leaseSeconds())),
                                        settings.batch()))
                .chain(
                        rows ->
                                rows.isEmpty()
                                        ? Uni.createFrom().item(0)
                                        : sent(rows).replaceWith(rows.size()));
    }

    private Uni<Void> sent(List<DeliveryRow> rows) {
        return postbox.transact(List.of(), work -> opened(work, rows))
                .chain(
                        claimed ->
                                Multi.createFrom()
                                        .iterable(claimed)
                                        .onItem()
                                        .transformToUni(this::ask)
                                        .merge(settings.atOnce())
                                        .collect()
                                        .asList())
                .chain(settlement::settle);
    }

    private Uni<List<Claimed>> opened(UnitOfWork work, List<DeliveryRow> rows) {
        List<UUID> ids = rows.stream().map(row -> row.notice).distinct().toList();
        return notices.of(work.session(), ids)
                .chain(found -> lastLook.at(work, found))
                .chain(
                        left ->
                                letters.desk(work.session(), left.values())
                                        .map(desk -> opened(rows, left, desk)));
    }

    private static List<Claimed> opened(List<DeliveryRow> rows, Map<UUID, Notice> left, Desk desk) {
        Map<UUID, Envelope> envelopes = new HashMap<>();
        left.forEach((id, notice) -> envelopes.put(id, desk.envelope(id, notice)));
        return rows.stream().map(row -> new Claimed(row, envelopes.get(row.notice))).toList();
    }

    private Uni<Settlement.Asked> ask(Claimed claimed) {
        Envelope envelope = claimed.envelope();
        Uni<Receipt> receipt =
                envelope == null
                        ? Uni.createFrom().item(new Receipt.NotAsked())
                        : post.send(claimed.row().over(), envelope);
        return receipt.map(it -> new Settlement.Asked(claimed.row(), it));
    }
}
