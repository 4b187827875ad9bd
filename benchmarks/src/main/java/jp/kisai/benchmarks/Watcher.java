package jp.kisai.benchmarks;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Notes when each stage of each holder's journey can be consumed.
///
/// It looks at keys only, and so costs next to nothing: every holder moves once, hence the first
/// record of a holder after the watch began is the journey's.
final class Watcher implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<Stage, Map<String, Long>> seen = new EnumMap<>(Stage.class);
    private final Thread reader;

    private Watcher(KafkaConsumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
        for (Stage stage : Stage.values()) {
            seen.put(stage, new ConcurrentHashMap<>());
        }
        this.reader = Thread.ofPlatform().daemon().name("watcher").start(this::read);
    }

    /// Watches from now on.
    static Watcher on(String bootstrapServers) {
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", bootstrapServers, "fetch.max.wait.ms", 5),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        List<TopicPartition> partitions =
                Quiet.partitions(consumer, Stream.of(Stage.values()).map(Stage::topic).toList());
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        return new Watcher(consumer);
    }

    /// When the holder's journey came to this stage, by `System.nanoTime()`; absent if it has not.
    Map<String, Long> seen(Stage stage) {
        return seen.getOrDefault(stage, Map.of());
    }

    /// Whether the condition came true in time.
    boolean await(Duration limit, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(PAUSE);
        }
        return true;
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            reader.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        try (consumer) {
            while (true) {
                for (ConsumerRecord<byte[], byte[]> found : consumer.poll(POLL)) {
                    note(found);
                }
            }
        } catch (WakeupException closed) {
            // close() asks for this
        }
    }

    private void note(ConsumerRecord<byte[], byte[]> found) {
        String holder = new String(found.key(), StandardCharsets.UTF_8);
        seen.forEach(
                (stage, times) -> {
                    if (stage.topic().equals(found.topic())) {
                        times.putIfAbsent(holder, System.nanoTime());
                    }
                });
    }
}
