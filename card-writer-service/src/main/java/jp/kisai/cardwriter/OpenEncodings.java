package jp.kisai.cardwriter;

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
import java.util.function.ToDoubleFunction;
import jp.kisai.cardwriter.domain.WorkingCalendar;
import jp.kisai.cardwriter.store.Encodings;
import org.hibernate.reactive.mutiny.Mutiny;

/// Open encodings as metrics: how many in each state, how old the oldest is, how many are stuck.
@ApplicationScoped
public class OpenEncodings {

    private final Encodings encodings;
    private final Mutiny.SessionFactory sessions;
    private final Clock clock;
    private final WorkingCalendar calendar;
    private final int stuckAfterWorkingDays;
    private final MultiGauge open;
    private final MultiGauge oldest;
    private final MultiGauge stuck;

    OpenEncodings(
            Encodings encodings,
            Mutiny.SessionFactory sessions,
            Clock clock,
            CardWriterSettings settings,
            MeterRegistry metrics) {
        this.encodings = encodings;
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
    }

    @Scheduled(every = "${kisai.card-writer.counted-every-seconds}s")
    Uni<Void> count() {
        Instant now = clock.instant();
        return sessions.withStatelessSession(
                        session ->
                                encodings.open(
                                        session, calendar.before(now, stuckAfterWorkingDays)))
                .invoke(states -> show(states, now))
                .replaceWithVoid();
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
