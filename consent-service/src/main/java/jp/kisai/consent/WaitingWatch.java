package jp.kisai.consent;

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
import jp.kisai.consent.store.WaitingStore;
import jp.kisai.consent.store.WaitingStore.Waiting;
import jp.kisai.contracts.vocabulary.Doubt;
import jp.kisai.postbox.Postbox;
import jp.kisai.postbox.UnitOfWork;

/// Counts what waits, by doubt, and how old the oldest of it is.
@ApplicationScoped
class WaitingWatch {

    private final Postbox postbox;
    private final WaitingStore store;
    private volatile Counted counted = new Counted(Instant.EPOCH, Map.of());

    private record Counted(Instant at, Map<Doubt, Waiting> waiting) {

        long items(Doubt doubt) {
            Waiting found = waiting.get(doubt);
            return found == null ? 0 : found.items();
        }

        long oldestSeconds(Doubt doubt) {
            Waiting found = waiting.get(doubt);
            return found == null ? 0 : Duration.between(found.oldest(), at).toSeconds();
        }
    }

    WaitingWatch(Postbox postbox, WaitingStore store, MeterRegistry metrics) {
        this.postbox = postbox;
        this.store = store;
        for (Doubt doubt : Doubt.values()) {
            Gauge.builder("kisai.consent.waiting.items", () -> counted.items(doubt))
                    .description("items that wait")
                    .tag("doubt", doubt.name())
                    .register(metrics);
            Gauge.builder(
                            "kisai.consent.waiting.oldest.seconds",
                            () -> counted.oldestSeconds(doubt))
                    .description("age of the oldest change with such an item")
                    .tag("doubt", doubt.name())
                    .register(metrics);
        }
    }

    @Scheduled(
            every = "${kisai.consent.waiting-counted-every-seconds}s",
            concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> count() {
        return postbox.transact(List.of(), this::count);
    }

    private Uni<Void> count(UnitOfWork work) {
        return store.byDoubt(work.session())
                .invoke(waiting -> counted = new Counted(work.now(), waiting))
                .replaceWithVoid();
    }
}
