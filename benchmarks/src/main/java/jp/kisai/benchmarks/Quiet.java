package jp.kisai.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import jp.kisai.contracts.Topics;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Waits until nothing is written to any topic any more: what came before no longer disturbs.
final class Quiet {

    private static final Duration STILL = Duration.ofSeconds(4);
    private static final Duration PAUSE = Duration.ofMillis(250);

    private Quiet() {}

    /// Returns when the topics have been still for four seconds, or after the limit.
    static void await(String bootstrapServers, Duration limit) throws InterruptedException {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", bootstrapServers),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = partitions(consumer, Topics.ALL);
            long deadline = System.nanoTime() + limit.toNanos();
            long stillSince = System.nanoTime();
            long written = written(consumer, partitions);
            while (System.nanoTime() < deadline
                    && System.nanoTime() - stillSince < STILL.toNanos()) {
                Thread.sleep(PAUSE);
                long now = written(consumer, partitions);
                if (now != written) {
                    written = now;
                    stillSince = System.nanoTime();
                }
            }
        }
    }

    static List<TopicPartition> partitions(
            KafkaConsumer<byte[], byte[]> consumer, List<String> topics) {
        return topics.stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }

    private static long written(
            KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        return consumer.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
    }
}
