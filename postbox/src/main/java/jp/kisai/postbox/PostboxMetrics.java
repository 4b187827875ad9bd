package jp.kisai.postbox;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;
import jp.kisai.contracts.vocabulary.DeadLetterCause;

/// What operators see of the postbox. No tag names a person, an event or a record.
@ApplicationScoped
class PostboxMetrics {

    private final MeterRegistry registry;
    private final List<Gauge> gauges = new ArrayList<>();
    private final Counter handled;
    private final Counter duplicates;
    private final Counter redelivered;
    private final Counter parked;
    private final Counter sent;
    private final Counter refused;
    private final Map<DeadLetterCause, Counter> deadLetters = new EnumMap<>(DeadLetterCause.class);
    private final Map<Attempt.Ending, Counter> replays = new EnumMap<>(Attempt.Ending.class);
    private final AtomicLong outboxDepth = new AtomicLong();
    private final AtomicLong outboxAgeMs = new AtomicLong();
    private final AtomicLong parkedRecords = new AtomicLong();
    private final AtomicLong heldHolders = new AtomicLong();
    private final AtomicLong heldAgeMs = new AtomicLong();
    private final AtomicLong openLetters = new AtomicLong();
    private final AtomicLong letterAgeMs = new AtomicLong();
    private final AtomicLong planRecords = new AtomicLong();
    private final AtomicLong refusedRows = new AtomicLong();
    private final AtomicLong leader = new AtomicLong();

    PostboxMetrics(MeterRegistry registry, World world) {
        this.registry = registry;
        handled = taken(registry, "handled");
        duplicates = taken(registry, "duplicate");
        redelivered = taken(registry, "redelivered");
        parked = taken(registry, "parked");
        for (DeadLetterCause cause : DeadLetterCause.values()) {
            deadLetters.put(
                    cause,
                    Counter.builder("kisai.postbox.dead.letters")
                            .description("records set aside")
                            .tag("cause", cause.name())
                            .register(registry));
        }
        for (Attempt.Ending ending : Attempt.Ending.values()) {
            replays.put(
                    ending,
                    Counter.builder("kisai.postbox.replays")
                            .description("records taken up again by operators")
                            .tag("ending", ending.name())
                            .register(registry));
        }
        sent =
                Counter.builder("kisai.postbox.sent")
                        .description("records acknowledged by the broker")
                        .register(registry);
        refused =
                Counter.builder("kisai.postbox.refused")
                        .description("records the broker will never take")
                        .register(registry);
        gauge("waiting", "flows that wait for a broken world", world, World::waiting);
        gauges();
    }

    private void gauges() {
        gauge("outbox.depth", "records to be published", outboxDepth);
        gauge("outbox.oldest.age.ms", "age of the oldest of them", outboxAgeMs);
        gauge("outbox.refused", "refused records kept for an operator", refusedRows);
        gauge("parked", "records behind held holders", parkedRecords);
        gauge("holders.held", "holders held by a failure", heldHolders);
        gauge("held.oldest.age.ms", "since when the longest of them is", heldAgeMs);
        gauge("dead.letters.open", "records set aside and not resolved", openLetters);
        gauge("dead.letters.oldest.age.ms", "age of the oldest of them", letterAgeMs);
        gauge("plan.records", "records of confirmed plans still to do", planRecords);
        gauge("relay.leader", "1 where this instance publishes", leader);
    }

    private static Counter taken(MeterRegistry registry, String outcome) {
        return Counter.builder("kisai.postbox.taken")
                .description("records taken from topics")
                .tag("outcome", outcome)
                .register(registry);
    }

    private void gauge(String name, String description, AtomicLong value) {
        gauge(name, description, value, AtomicLong::doubleValue);
    }

    private <T> void gauge(String name, String description, T of, ToDoubleFunction<T> value) {
        gauges.add(
                Gauge.builder("kisai.postbox." + name, of, value)
                        .description(description)
                        .register(registry));
    }

    /// The registry outlives a service that is started again in the same JVM, and would go on to
    /// look at what is no more.
    @PreDestroy
    void forget() {
        gauges.forEach(registry::remove);
    }

    void count(Settlement.Tally tally) {
        handled.increment(tally.handled());
        duplicates.increment(tally.duplicates());
        redelivered.increment(tally.redelivered());
        parked.increment(tally.parked());
        tally.deadLetters().forEach(cause -> requireNonNull(deadLetters.get(cause)).increment());
    }

    void replayed(Attempt.Ending ending) {
        requireNonNull(replays.get(ending)).increment();
    }

    void sent(int records) {
        sent.increment(records);
    }

    void refused() {
        refused.increment();
    }

    void leads(boolean leads) {
        leader.set(leads ? 1 : 0);
    }

    void measured(RelayDatabase.Measures measures) {
        outboxDepth.set(measures.outboxDepth());
        outboxAgeMs.set(measures.outboxAgeMs());
        refusedRows.set(measures.refusedRows());
        parkedRecords.set(measures.parkedRecords());
        heldHolders.set(measures.heldHolders());
        heldAgeMs.set(measures.heldAgeMs());
        openLetters.set(measures.openDeadLetters());
        planRecords.set(measures.planRecords());
        letterAgeMs.set(measures.deadLetterAgeMs());
    }
}
