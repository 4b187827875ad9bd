package jp.kisai.testkit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import jp.kisai.contracts.Events;
import jp.kisai.contracts.Headers;
import jp.kisai.contracts.Reading;
import jp.kisai.contracts.Topics;
import jp.kisai.contracts.vocabulary.HolderId;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/// A plain Kafka client for tests: sends records, and sees what has come into every topic since it
/// connected.
///
/// One per test class, opened in `@BeforeAll`. Not for use by several threads.
public final class TestKafka implements AutoCloseable {

    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final String CONTENT_TYPE = "application/cloudevents+json; charset=UTF-8";

    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, List<ConsumerRecord<byte[], byte[]>>> seen = new HashMap<>();
    private final Map<ConsumerRecord<byte[], byte[]>, Reading> readings = new HashMap<>();

    private TestKafka(String bootstrapServers) {
        producer =
                new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers",
                                bootstrapServers,
                                "acks",
                                "all",
                                "linger.ms",
                                0),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
        consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", bootstrapServers, "enable.auto.commit", false),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        List<TopicPartition> everything =
                Topics.ALL.stream()
                        .flatMap(topic -> Stream.of(topic, Topics.deadLetterOf(topic)))
                        .flatMap(topic -> consumer.partitionsFor(topic).stream())
                        .map(TestKafka::partition)
                        .toList();
        consumer.assign(everything);
        consumer.endOffsets(everything).forEach(consumer::seek);
    }

    /// Connects to the broker that [KafkaAndPostgres] started.
    public static TestKafka connect() {
        return new TestKafka(Servers.running().bootstrapServers());
    }

    /// Sends a value without a signature, keyed by its holder. Returns when the broker has it.
    public RecordMetadata send(String topic, HolderId holder, byte[] value) {
        return send(topic, key(holder), value, Map.of());
    }

    /// As a producer outside the suite does: with a detached signature over the value.
    public RecordMetadata sendSigned(
            String topic, HolderId holder, byte[] value, byte[] signature) {
        return send(topic, key(holder), value, Map.of(Headers.SIGNATURE, signature));
    }

    /// Sends exactly this record, right or wrong. The content type is added where it is missing.
    public RecordMetadata send(
            String topic,
            byte @Nullable [] key,
            byte @Nullable [] value,
            Map<String, byte[]> headers) {
        List<Header> all = new ArrayList<>();
        headers.forEach((name, content) -> all.add(new RecordHeader(name, content)));
        if (!headers.containsKey(Headers.CONTENT_TYPE)) {
            all.add(
                    new RecordHeader(
                            Headers.CONTENT_TYPE, CONTENT_TYPE.getBytes(StandardCharsets.UTF_8)));
        }
        try {
            return producer.send(new ProducerRecord<>(topic, null, key, value, all))
                    .get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException cause) {
            throw new IllegalStateException("the broker did not take the record", cause);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    /// The records of this topic with this holder's key, in order, that are there now.
    public List<ConsumerRecord<byte[], byte[]>> records(String topic, HolderId holder) {
        byte[] key = key(holder);
        return records(topic, found -> Arrays.equals(found.key(), key));
    }

    /// The records of this topic that fulfil the condition, in order within each partition, that
    /// are there now.
    public List<ConsumerRecord<byte[], byte[]>> records(
            String topic, Predicate<ConsumerRecord<byte[], byte[]>> condition) {
        readAll();
        return seen.getOrDefault(topic, List.of()).stream().filter(condition).toList();
    }

    /// What a record says; read once, however often it is asked for.
    public Reading reading(ConsumerRecord<byte[], byte[]> record) {
        return readings.computeIfAbsent(record, unread -> Events.read(unread.value()));
    }

    /// Waits until there are at least so many records of this holder, and returns all there are.
    ///
    /// @throws org.awaitility.core.ConditionTimeoutException after 20 seconds
    public List<ConsumerRecord<byte[], byte[]>> await(String topic, HolderId holder, int count) {
        return Awaitility.await(count + " records of " + holder + " in " + topic)
                .atMost(DEADLINE)
                .pollInSameThread()
                .pollInterval(POLL)
                .until(() -> records(topic, holder), found -> found.size() >= count);
    }

    /// The record key of a holder.
    public static byte[] key(HolderId holder) {
        return holder.text().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close(DEADLINE);
        consumer.close();
    }

    /// Polls until every partition's end, as it was when the reading began, is reached.
    private void readAll() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream()
                .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                seen.computeIfAbsent(record.topic(), _ -> new ArrayList<>()).add(record);
            }
        }
    }

    private static TopicPartition partition(PartitionInfo info) {
        return new TopicPartition(info.topic(), info.partition());
    }
}
