package jp.kisai.notification;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import jp.kisai.notification.domain.Channel;
import jp.kisai.notification.store.Deliveries;
import jp.kisai.notification.store.Deliveries.Pending;
import jp.kisai.postbox.Postbox;
import jp.kisai.postbox.UnitOfWork;

/// Counts the notices that are on their way to holders, channel by channel, and for how long the
/// oldest of them has been.
@ApplicationScoped
class DeliveryWatch {

    private final Postbox postbox;
    private final Deliveries deliveries;
    private volatile Counted counted = new Counted(Instant.EPOCH, Map.of());

    private record Counted(Instant at, Map<Channel, Pending> pending) {

        long deliveries(Channel channel) {
            Pending found = pending.get(channel);
            return found == null ? 0 : found.deliveries();
        }

        long oldestSeconds(Channel channel) {
            Pending found = pending.get(channel);
            return found == null ? 0 : Duration.between(found.oldest(), at).toSeconds();
        }
    }

    DeliveryWatch(Postbox postbox, Deliveries deliveries, MeterRegistry metrics) {
        this.postbox = postbox;
        this.deliveries = deliveries;
        for (Channel channel : Channel.values()) {
            Gauge.builder("kisai.notice.pending", () -> counted.deliveries(channel))
                    .description("notices that are on their way")
                    .tag("channel", channel.name())
                    .register(metrics);
            Gauge.builder(
                            "kisai.notice.pending.oldest.seconds",
                            () -> counted.oldestSeconds(channel))
                    .description("for how long the oldest of them has been told")
                    .tag("channel", channel.name())
                    .register(metrics);
        }
    }

    @Scheduled(
            every = "${kisai.notification.delivery.counted-every-seconds}s",
            concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> count() {
        return postbox.transact(List.of(), this::count);
    }

    private Uni<Void> count(UnitOfWork work) {
        return deliveries
                .pending(work.session())
                .invoke(pending -> counted = new Counted(work.now(), pending))
                .replaceWithVoid();
    }
}
