package jp.kisai.cardwriter;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;
import jp.kisai.cardwriter.domain.WorkingCalendar;
import jp.kisai.cardwriter.store.Encodings;
import jp.kisai.cardwriter.store.FactoryPauseRow;
import jp.kisai.cardwriter.store.FactoryPauses;
import jp.kisai.postbox.Postbox;
import org.hibernate.reactive.mutiny.Mutiny;

/// Open encodings as metrics: how many in each state, how old the oldest is, how many are stuck;
/// and for how long the factory has been paused.
@ApplicationScoped
public class OpenEncodings {

    private final Encodings encodings;
    private final Postbox postbox;
    private final Mutiny.SessionFactory sessions;
    private final Clock clock;
    private final WorkingCalendar calendar;
    private final int stuckAfterWorkingDays;
    private final MultiGauge open;
    private final MultiGauge oldest;
    private final MultiGauge stuck;
    private final AtomicLong pausedSeconds = new AtomicLong();
    private final FactoryPauses pauses;
    private final String factory;

    OpenEncodings(
            Encodings encodings,
            FactoryPauses pauses,
            Postbox postbox,
            Mutiny.SessionFactory sessions,
            Clock clock,
            CardWriterSettings settings,
            MeterRegistry metrics) {
        this.encodings = encodings;
        this.pauses = pauses;
        this.factory = settings.factory().name();
        this.postbox = postbox;
        this.sessions = sessions;
        this.clock = clock;
        this.calendar = settings.calendar();
        this.stuckAfterWorkingDays = settings.stuckAfterWorkingDays();
        this.open =
                MultiGauge.builder("kisai.card.writer.open")
                        .description("Encodings that have not come to their end")
                        .register(metrics);
        this.oldest =
                MultiGauge.builder("kisai.card.writer.oldest")
                        .description("Age of the oldest open encoding")
                        .baseUnit("seconds")
                        .register(metrics);
        this.stuck =
                MultiGauge.builder("kisai.card.writer.stuck")
                        .description("Open encodings that have not moved for too long")
                        .register(metrics);
        Gauge.builder("kisai.card.writer.paused", pausedSeconds, AtomicLong::get)
                .description("Since when no order leaves for the factory; 0 while they do")
                .baseUnit("seconds")
                .register(metrics);
    }

    @Scheduled(every = "${kisai.card-writer.counted-every-seconds}s")
    Uni<Void> count() {
        return postbox.whole(this::counted);
    }

    private Uni<Void> counted() {
        Instant now = clock.instant();
        return sessions.withStatelessSession(
                        session ->
                                encodings.open(
                                        session, calendar.before(now, stuckAfterWorkingDays)))
                .invoke(states -> show(states, now))
                .chain(() -> sessions.withStatelessSession(session -> pauses.of(session, factory)))
                .invoke(pause -> pausedSeconds.set(pause.map(row -> age(row, now)).orElse(0L)))
                .replaceWithVoid();
    }

    /// At least a second: 0 says that it is not paused.
    private static long age(FactoryPauseRow pause, Instant now) {
        return Math.max(1, Duration.between(pause.pausedAt, now).toSeconds());
    }

    private void show(List<Encodings.Open> states, Instant now) {
        register(open, states, Encodings.Open::count);
        register(stuck, states, Encodings.Open::stuck);
        register(oldest, states, it -> Duration.between(it.oldest(), now).toSeconds());
    }

    private static void register(
            MultiGauge gauge,
            List<Encodings.Open> states,
            ToDoubleFunction<Encodings.Open> measure) {
        gauge.register(
                states.stream()
                        .map(
                                it ->
                                        MultiGauge.Row.of(
                                                Tags.of("state", it.state().name()), it, measure))
                        .toList(),
                true);
    }
}
