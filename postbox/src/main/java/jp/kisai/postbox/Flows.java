package jp.kisai.postbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Flows that an operator has paused: the batch in hand waits at the door, its offsets are kept,
/// and goes in when the flow is let go.
///
/// Which are paused stands in the database, so every instance knows it, and one that starts too:
/// until it has asked, its doors are shut.
@ApplicationScoped
class Flows {

    private static final String LIST =
            "select topic, paused_at, paused_by, reason from paused_flow order by topic";

    private static final String PAUSE =
            """
            insert into paused_flow (topic, paused_at, paused_by, reason)
            values (:topic, :now, :operator, :reason) on conflict (topic) do nothing\
            """;

    private static final String RESUME = "delete from paused_flow where topic = :topic";

    private final Transactions transactions;
    private final Instance<Intake> intakes;
    private final Map<String, CompletableFuture<Void>> shut = new ConcurrentHashMap<>();
    private volatile Set<String> paused = Set.of();
    private volatile boolean known;

    Flows(Transactions transactions, @Any Instance<Intake> intakes, MeterRegistry registry) {
        this.transactions = transactions;
        this.intakes = intakes;
        for (String topic : topics()) {
            shut.put(topic, new CompletableFuture<>());
            Gauge.builder("kisai.postbox.flow.paused", () -> paused.contains(topic) ? 1 : 0)
                    .description("1 where an operator has paused the flow")
                    .tag("topic", topic)
                    .register(registry);
        }
    }

    /// One flow, and who paused it.
    record Flow(
            String topic,
            boolean paused,
            @Nullable Instant since,
            @Nullable String by,
            @Nullable String reason) {}

    /// The topics that this service takes.
    Set<String> topics() {
        Set<String> topics = new TreeSet<>();
        intakes.forEach(intake -> topics.add(intake.topic()));
        return topics;
    }

    /// Completes when records of this topic may enter.
    Uni<Void> open(String topic) {
        CompletableFuture<Void> door = shut.get(topic);
        return door == null
                ? Uni.createFrom().voidItem()
                : Uni.createFrom().completionStage(door.copy());
    }

    /// Called by the relay's thread with what the database says.
    void paused(Set<String> now) {
        now.forEach(topic -> shut.computeIfAbsent(topic, _ -> new CompletableFuture<>()));
        paused = Set.copyOf(now);
        known = true;
        Map<String, CompletableFuture<Void>> opened = new HashMap<>(shut);
        opened.keySet().removeAll(now);
        opened.forEach(
                (topic, door) -> {
                    shut.remove(topic);
                    door.complete(null);
                });
    }

    /// For health: what is paused; nothing is known before the database was asked.
    Optional<Set<String>> paused() {
        return known ? Optional.of(paused) : Optional.empty();
    }

    Uni<List<Flow>> list() {
        return transactions
                .run(
                        List.of(),
                        unit ->
                                unit.session()
                                        .createNativeQuery(LIST, Object[].class)
                                        .getResultList())
                .map(this::flows);
    }

    /// Does nothing if it is paused.
    Uni<List<Flow>> pause(String topic, OperatorRequest request) {
        return transactions
                .run(
                        List.of(),
                        unit ->
                                unit.session()
                                        .createNativeQuery(PAUSE)
                                        .setParameter("topic", topic)
                                        .setParameter("now", unit.now())
                                        .setParameter("operator", request.operator())
                                        .setParameter("reason", request.reason())
                                        .executeUpdate()
                                        .chain(
                                                rows ->
                                                        audited(
                                                                unit,
                                                                rows,
                                                                Operations.Action.PAUSE,
                                                                topic,
                                                                request)))
                .chain(this::list);
    }

    /// Does nothing if it is not paused.
    Uni<List<Flow>> resume(String topic, OperatorRequest request) {
        return transactions
                .run(
                        List.of(),
                        unit ->
                                unit.session()
                                        .createNativeQuery(RESUME)
                                        .setParameter("topic", topic)
                                        .executeUpdate()
                                        .chain(
                                                rows ->
                                                        audited(
                                                                unit,
                                                                rows,
                                                                Operations.Action.RESUME,
                                                                topic,
                                                                request)))
                .chain(this::list);
    }

    private static Uni<Void> audited(
            OpenUnit unit,
            int rows,
            Operations.Action action,
            String topic,
            OperatorRequest request) {
        return rows == 0
                ? Uni.createFrom().voidItem()
                : Operations.flow(unit, action, topic, request);
    }

    private List<Flow> flows(List<Object[]> rows) {
        Map<String, Flow> flows = new HashMap<>();
        for (Object[] row : rows) {
            flows.put(
                    (String) row[0],
                    new Flow(
                            (String) row[0],
                            true,
                            ((OffsetDateTime) row[1]).toInstant(),
                            (String) row[2],
                            (String) row[3]));
        }
        return topics().stream()
                .map(topic -> flows.getOrDefault(topic, new Flow(topic, false, null, null, null)))
                .toList();
    }
}
