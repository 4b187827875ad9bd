package jp.kisai.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Produces and consumes at the same time, through the stack's broker, with the relay's settings.
final class BrokerBound {

    private static final String TOPIC = "bench.bound";
    private static final int PARTITIONS = 8;
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration REST = Duration.ofSeconds(10);

    private BrokerBound() {}

    static double perSecond(String bootstrapServers, Duration time)
            throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, PARTITIONS, (short) 1))).all().get();
            try {
                return run(bootstrapServers, time);
            } finally {
                admin.deleteTopics(List.of(TOPIC)).all().get();
            }
        }
    }

    private static double run(String bootstrapServers, Duration time) throws InterruptedException {
        AtomicLong produced = new AtomicLong();
        long begin = System.nanoTime();
        Thread producing =
                Thread.ofPlatform()
                        .start(
                                () ->
                                        produced.set(
                                                produce(bootstrapServers, begin + time.toNanos())));
        long consumed = 0;
        long lastAt = begin;
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", bootstrapServers),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    IntStream.range(0, PARTITIONS)
                            .mapToObj(number -> new TopicPartition(TOPIC, number))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long deadline = begin + time.plus(REST).toNanos();
            while ((producing.isAlive() || consumed < produced.get())
                    && System.nanoTime() < deadline) {
                int count = consumer.poll(POLL).count();
                if (count > 0) {
                    consumed += count;
                    lastAt = System.nanoTime();
                }
            }
        }
        producing.join();
        return consumed / ((lastAt - begin) / 1e9);
    }

    private static long produce(String bootstrapServers, long end) {
        byte[] value = new byte[Bounds.EVENT_BYTES];
        long sent = 0;
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers",
                                bootstrapServers,
                                "acks",
                                "all",
                                "linger.ms",
                                2,
                                "batch.size",
                                65536),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            while (System.nanoTime() < end) {
                var unused =
                        producer.send(
                                new ProducerRecord<>(
                                        TOPIC, (int) (sent % PARTITIONS), null, value));
                sent++;
            }
        }
        return sent;
    }
}
