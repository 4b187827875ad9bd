package jp.kisai.postbox;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/// Commits what the broker refused when the connector did. The connector commits each offset once;
/// where the group rebalances or the broker is away just then, it waits for the partition's next
/// record. If none comes, what was dealt with long ago counts as lag, and is delivered again after
/// a restart.
@ApplicationScoped
class RefusedCommits {

    /// How long polling may be put off. The broker answers nothing else on a connection on which it
    /// lets a member wait for the others of its group; what it answers late is there the next time.
    private static final Duration ANSWER = Duration.ofMillis(200);

    private final KafkaClientService clients;
    private final Vertx vertx;
    private final long afterMs;
    private final Map<TopicPartition, Handled> uncertain = new ConcurrentHashMap<>();
    private CompletableFuture<Void> looking = CompletableFuture.completedFuture(null);
    private long timer;

    RefusedCommits(KafkaClientService clients, Vertx vertx, PostboxSettings settings) {
        this.clients = clients;
        this.vertx = vertx;
        this.afterMs = settings.commitAgainAfterMs();
    }

    /// Every record of a partition before this offset has been dealt with, durably. That stays
    /// true whoever reads the partition later.
    private record Handled(long next, long at) {

        boolean quietFor(Duration time) {
            return System.nanoTime() - at >= time.toNanos();
        }
    }

    void start(@Observes StartupEvent started) {
        timer = vertx.setPeriodic(afterMs, _ -> look());
    }

    /// The connector itself commits when it stops.
    void stop(@Observes ShutdownEvent stopped) {
        vertx.cancelTimer(timer);
    }

    /// Called with each batch that has come to its end.
    void handled(ConsumerRecords<byte[], byte[]> records) {
        long now = System.nanoTime();
        for (TopicPartition partition : records.partitions()) {
            long last = records.records(partition).getLast().offset();
            uncertain.put(partition, new Handled(last + 1, now));
        }
    }

    /// Passed over while the last look has not come to its end, as one that waits for a broker.
    private void look() {
        if (!uncertain.isEmpty() && looking.isDone()) {
            looking =
                    CompletableFuture.allOf(
                            clients.getConsumerChannels().stream()
                                    .flatMap(channel -> clients.getConsumers(channel).stream())
                                    .map(this::lookAt)
                                    .toArray(CompletableFuture<?>[]::new));
        }
    }

    private CompletableFuture<Void> lookAt(KafkaConsumer<Object, Object> consumer) {
        return consumer.runOnPollingThread((Consumer<Object, Object> own) -> commit(own))
                .onFailure()
                .invoke(
                        refused ->
                                Log.debugf(
                                        "offsets are committed later: %s",
                                        Defects.describe(refused)))
                .onFailure()
                .recoverWithNull()
                .subscribeAsCompletionStage();
    }

    /// Runs on the thread that polls, as the connector's commits do: nothing that is committed here
    /// is behind what was committed before. Where a partition is no longer the consumer's, the next
    /// reader deals with what was not committed.
    private void commit(Consumer<Object, Object> consumer) {
        Map<TopicPartition, Handled> quiet = new HashMap<>(uncertain);
        quiet.keySet().retainAll(consumer.assignment());
        quiet.values().removeIf(handled -> !handled.quietFor(Duration.ofMillis(afterMs)));
        if (quiet.isEmpty()) {
            return;
        }
        var committed = consumer.committed(quiet.keySet(), ANSWER);
        Map<TopicPartition, OffsetAndMetadata> behind = new HashMap<>();
        quiet.forEach(
                (partition, handled) -> {
                    OffsetAndMetadata known = committed.get(partition);
                    if (known == null || known.offset() < handled.next()) {
                        behind.put(partition, new OffsetAndMetadata(handled.next()));
                    }
                });
        if (!behind.isEmpty()) {
            consumer.commitSync(behind, ANSWER);
            Log.infof("committed after a refusal: %s", behind.keySet());
        }
        quiet.forEach(uncertain::remove);
    }
}
