package jp.kisai.benchmarks;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import jp.kisai.contracts.Topics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Notes when each holder's new record version, and each holder's encoding order, can be consumed.
///
/// It looks at keys only, and so costs next to nothing: every holder moves once, hence the first
/// record of a holder after the watch began is the journey's.
final class Watcher implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, Long> recorded = new ConcurrentHashMap<>();
    private final Map<String, Long> ordered = new ConcurrentHashMap<>();
    private final Thread reader;

    private Watcher(KafkaConsumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
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
                Quiet.partitions(
                        consumer, List.of(Topics.LICENCE_CHANGED, Topics.ENCODING_ORDERED));
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        return new Watcher(consumer);
    }

    /// When the holder's new version was consumed, by `System.nanoTime()`; absent if not yet.
    Map<String, Long> recorded() {
        return recorded;
    }

    /// When the holder's encoding order was consumed.
    Map<String, Long> ordered() {
        return ordered;
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
                    Map<String, Long> seen =
                            found.topic().equals(Topics.LICENCE_CHANGED) ? recorded : ordered;
                    seen.putIfAbsent(
                            new String(found.key(), StandardCharsets.UTF_8), System.nanoTime());
                }
            }
        } catch (WakeupException closed) {
            // close() asks for this
        }
    }
}
