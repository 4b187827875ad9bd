package jp.kisai.consent;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import jp.kisai.consent.domain.Limits;
import jp.kisai.consent.store.ListCoverage;
import jp.kisai.consent.store.ListCoverage.Coverage;
import jp.kisai.postbox.Postbox;
import jp.kisai.postbox.UnitOfWork;

/// Notices that revocation lists stay away while there is still time: what is decided rests on
/// them, and without a fresh one nothing new is.
@ApplicationScoped
class ListWatch {

    private final Postbox postbox;
    private final ListCoverage lists;
    private final Duration most;
    private volatile Coverage coverage = new Coverage(0, 0);

    ListWatch(Postbox postbox, ListCoverage lists, Limits limits, MeterRegistry metrics) {
        this.postbox = postbox;
        this.lists = lists;
        this.most = limits.listMaxAge();
        Gauge.builder("kisai.consent.lists.age.ratio", () -> coverage.used())
                .description("part of its allowed age that the oldest list in use has used up")
                .register(metrics);
        Gauge.builder("kisai.consent.lists.missing", () -> coverage.missing())
                .description("distribution points of certificates for which there is no list")
                .register(metrics);
    }

    @Scheduled(
            every = "${kisai.consent.lists-watched-every-seconds}s",
            concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> watch() {
        return postbox.transact(List.of(), this::measure);
    }

    private Uni<Void> measure(UnitOfWork work) {
        return lists.measure(work.session(), work.now(), most)
                .invoke(found -> coverage = found)
                .replaceWithVoid();
    }
}
