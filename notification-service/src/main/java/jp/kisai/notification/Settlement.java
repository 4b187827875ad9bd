package jp.kisai.notification;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.notification.domain.Channel;
import jp.kisai.notification.domain.Dispatch;
import jp.kisai.notification.domain.Dispatch.Receipt;
import jp.kisai.notification.domain.Notice;
import jp.kisai.notification.domain.Preference;
import jp.kisai.notification.outside.Post;
import jp.kisai.notification.store.Deliveries;
import jp.kisai.notification.store.DeliveryRow;
import jp.kisai.notification.store.Notices;
import jp.kisai.notification.store.Preferences;
import jp.kisai.postbox.Postbox;
import jp.kisai.postbox.UnitOfWork;

/// Writes down what became of deliveries, in one transaction with the events that tell of it and
/// with the next channel's delivery where one channel is dead.
@ApplicationScoped
class Settlement {

    private static final String SENT = "sent";
    private static final String OVERTAKEN = "overtaken";
    private static final String AGAIN = "again";
    private static final String DEAD = "dead";
    private static final List<String> RESULTS = List.of(SENT, OVERTAKEN, AGAIN, DEAD);

    private final Postbox postbox;
    private final Deliveries deliveries;
    private final Notices notices;
    private final Preferences preferences;
    private final Post post;
    private final MeterRegistry meters;
    private final Dispatch.Rules rules;

    Settlement(
            Postbox postbox,
            Deliveries deliveries,
            Notices notices,
            Preferences preferences,
            Post post,
            MeterRegistry meters,
            NotificationSettings settings) {
        this.postbox = postbox;
        this.deliveries = deliveries;
        this.notices = notices;
        this.preferences = preferences;
        this.post = post;
        this.meters = meters;
        this.rules = settings.delivery().rules();
        // Of a counter that begins with its first event, Prometheus sees no rise.
        for (Channel channel : post.running()) {
            RESULTS.forEach(result -> counter(channel.name(), result));
        }
    }

    /// A delivery as it was claimed, and what its channel said.
    record Asked(DeliveryRow row, Receipt receipt) {}

    /// A delivery that another has claimed meanwhile is that other's to settle.
    Uni<Void> settle(List<Asked> asked) {
        Map<DeliveryRow.Key, Receipt> receipts = new HashMap<>();
        asked.forEach(each -> receipts.put(key(each.row()), each.receipt()));
        List<DeliveryRow> claimed = asked.stream().map(Asked::row).toList();
        Set<HolderId> holders =
                claimed.stream().map(DeliveryRow::to).collect(Collectors.toUnmodifiableSet());
        return postbox.transact(
                holders,
                work ->
                        deliveries
                                .stillClaimed(work.session(), claimed)
                                .call(rows -> settled(work, rows, receipts))
                                .call(rows -> deliveries.save(work.session(), rows))
                                .chain(rows -> failOver(work, rows)));
    }

    private Uni<Void> settled(
            UnitOfWork work, List<DeliveryRow> rows, Map<DeliveryRow.Key, Receipt> receipts) {
        return notices.of(work.session(), rows.stream().map(row -> row.notice).distinct().toList())
                .invoke(
                        found -> {
                            Map<UUID, Notice> byId =
                                    found.stream()
                                            .collect(
                                                    Collectors.toMap(
                                                            Notice::id, Function.identity()));
                            for (DeliveryRow row : rows) {
                                Notice notice = byId.get(row.notice);
                                Receipt receipt = receipts.get(key(row));
                                if (notice != null && receipt != null) {
                                    settle(work, row, notice, receipt);
                                }
                            }
                        })
                .replaceWithVoid();
    }

    private void settle(UnitOfWork work, DeliveryRow row, Notice notice, Receipt receipt) {
        Dispatch.Next next = Dispatch.after(receipt, row.attempts, work.now(), rules);
        row.settle(next, work.now());
        if (next instanceof Dispatch.Next.Sent) {
            NoticeEvents.send(work, notice, row.responsible(), NoticeEvents.word(row.over()));
        }
        // Counted before the commit: a settlement that is tried again counts again.
        counter(row.channel, result(next)).increment();
    }

    private Counter counter(String channel, String result) {
        return meters.counter("kisai.notice.deliveries", "channel", channel, "result", result);
    }

    /// Where a channel is dead, the holder's next one takes its place.
    private Uni<Void> failOver(UnitOfWork work, List<DeliveryRow> settled) {
        List<DeliveryRow> dead =
                settled.stream().filter(row -> row.state.equals(DeliveryRow.DEAD)).toList();
        if (dead.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<HolderId> holders = dead.stream().map(DeliveryRow::to).distinct().toList();
        return preferences
                .of(work.session(), holders)
                .chain(
                        said ->
                                deliveries
                                        .of(
                                                work.session(),
                                                dead.stream().map(row -> row.notice).toList())
                                        .map(tried -> replacements(work, dead, tried, said)))
                .chain(rows -> deliveries.add(work.session(), rows));
    }

    private List<DeliveryRow> replacements(
            UnitOfWork work,
            List<DeliveryRow> dead,
            List<DeliveryRow> tried,
            Map<HolderId, Preference> said) {
        Map<UUID, List<Channel>> channels =
                tried.stream()
                        .collect(
                                Collectors.groupingBy(
                                        row -> row.notice,
                                        Collectors.mapping(
                                                DeliveryRow::over, Collectors.toList())));
        List<DeliveryRow> rows = new ArrayList<>();
        for (DeliveryRow row : dead) {
            said.getOrDefault(row.to(), Preference.DEFAULT)
                    .next(post.running(), channels.getOrDefault(row.notice, List.of()))
                    .map(
                            channel ->
                                    DeliveryRow.pending(
                                            row.notice,
                                            channel,
                                            row.to(),
                                            row.responsible(),
                                            work.now()))
                    .ifPresent(rows::add);
        }
        return rows;
    }

    private static String result(Dispatch.Next next) {
        return switch (next) {
            case Dispatch.Next.Sent _ -> SENT;
            case Dispatch.Next.Overtaken _ -> OVERTAKEN;
            case Dispatch.Next.Again _ -> AGAIN;
            case Dispatch.Next.Dead _ -> DEAD;
        };
    }

    private static DeliveryRow.Key key(DeliveryRow row) {
        return new DeliveryRow.Key(row.notice, row.channel);
    }
}
