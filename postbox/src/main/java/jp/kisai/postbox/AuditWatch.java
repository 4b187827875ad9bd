package jp.kisai.postbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import jp.kisai.postbox.AuditEntries.Place;
import jp.kisai.postbox.AuditTrail.Followed;
import org.jspecify.annotations.Nullable;

/// Follows the chain of the audit trail again and again, a page at a time, and sees whether its
/// days are exported.
@ApplicationScoped
class AuditWatch {

    private final AuditTrail trail;
    private final Drain drain;
    private final Clock clock;
    private final Duration every;
    private final MeterRegistry registry;
    private final List<Gauge> gauges;
    private volatile Instant verifiedAt;
    private volatile long broken;
    private volatile Optional<LocalDate> notExported = Optional.empty();
    private Place reached;
    private long furthest;
    private @Nullable CompletableFuture<?> ticking;

    AuditWatch(
            AuditTrail trail,
            Drain drain,
            Clock clock,
            PostboxSettings settings,
            MeterRegistry registry) {
        this.trail = trail;
        this.drain = drain;
        this.clock = clock;
        this.every = Duration.ofMillis(settings.audit().checkEveryMs());
        this.registry = registry;
        this.verifiedAt = clock.instant();
        this.reached = trail.genesis();
        this.gauges =
                List.of(
                        Gauge.builder("kisai.audit.verified.age.seconds", this::verifiedAge)
                                .description("since the whole chain was last found to hold")
                                .register(registry),
                        Gauge.builder("kisai.audit.broken.position", () -> broken)
                                .description("the first entry at which it does not hold, or 0")
                                .register(registry),
                        Gauge.builder("kisai.audit.export.age.seconds", this::exportAge)
                                .description("since the oldest day that is not exported ended")
                                .register(registry));
    }

    void start(@Observes StartupEvent started) {
        ticking =
                Multi.createFrom()
                        .ticks()
                        .every(every)
                        .onOverflow()
                        .drop()
                        .onItem()
                        .transformToUniAndConcatenate(_ -> drain.piece(this::look))
                        .collect()
                        .last()
                        .subscribeAsCompletionStage();
    }

    /// The registry outlives a service that is started again in the same JVM.
    @PreDestroy
    void stop() {
        if (ticking != null) {
            ticking.cancel(true);
        }
        gauges.forEach(registry::remove);
    }

    /// A database that is away says nothing about the chain: the ages grow.
    Uni<Void> look() {
        return trail.days()
                .invoke(days -> notExported = days.notStored())
                .chain(trail::end)
                .chain(
                        end ->
                                trail.followPage(reached, end.position())
                                        .invoke(followed -> looked(followed, end)))
                .replaceWithVoid()
                .onFailure()
                .recoverWithUni(
                        failure -> {
                            Log.warnf(
                                    "the audit trail was not looked at: %s",
                                    Defects.describe(failure));
                            return Uni.createFrom().voidItem();
                        });
    }

    /// What was the end once is not the end later: entries never become fewer.
    private void looked(Followed followed, Place end) {
        boolean shorter = end.position() < furthest;
        furthest = Math.max(furthest, end.position());
        if (shorter || followed.broken().isPresent()) {
            broken =
                    followed.broken()
                            .map(AuditTrail.Break::position)
                            .orElseGet(() -> end.position() + 1);
            reached = trail.genesis();
            Log.errorf("the audit trail does not hold at entry %d", broken);
        } else if (followed.reached().position() >= end.position()) {
            broken = 0;
            verifiedAt = clock.instant();
            reached = trail.genesis();
        } else {
            reached = followed.reached();
        }
    }

    private double verifiedAge() {
        return secondsSince(verifiedAt);
    }

    private double exportAge() {
        return notExported
                .map(day -> secondsSince(AuditEntries.startOf(day.plusDays(1))))
                .orElse(0.0);
    }

    private double secondsSince(Instant then) {
        return Math.max(0, Duration.between(then, clock.instant()).toSeconds());
    }
}
