package jp.kisai.postbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// Publishes outbox rows and waits until the broker has them.
final class RelayProducer implements AutoCloseable {

    private static final int MOST_BLOCKING_MS = 3_000;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final KafkaProducer<byte[], byte[]> producer;

    /// @param connection where the broker is and how it is spoken to: the `kafka.*` settings
    RelayProducer(Map<String, Object> connection, PostboxSettings.Relay settings) {
        Map<String, Object> configuration = new HashMap<>(connection);
        configuration.put(ProducerConfig.ACKS_CONFIG, "all");
        configuration.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        configuration.put(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE);
        configuration.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5);
        configuration.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
        configuration.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, settings.deliveryTimeoutMs());
        configuration.put(
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                Math.min(30_000, settings.deliveryTimeoutMs() / 2));
        configuration.put(ProducerConfig.LINGER_MS_CONFIG, settings.lingerMs());
        configuration.put(ProducerConfig.BATCH_SIZE_CONFIG, 65_536);
        configuration.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MOST_BLOCKING_MS);
        configuration.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, settings.largestRecordBytes());
        configuration.put(ProducerConfig.CLIENT_ID_CONFIG, "kisai-relay");
        producer =
                new KafkaProducer<>(
                        configuration, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /// @param acknowledged rows the broker has
    /// @param refused rows it will never take, with the reason
    /// @param unreachable topics it did not know in time; none of their later rows was sent
    /// @param failure why others are not known to be there
    record Published(
            List<Long> acknowledged,
            Map<Long, String> refused,
            Set<String> unreachable,
            @Nullable Throwable failure) {}

    Published publish(List<RelayDatabase.Row> rows) throws InterruptedException {
        Map<Long, Future<RecordMetadata>> sent = LinkedHashMap.newLinkedHashMap(rows.size());
        Set<String> unreachable = new HashSet<>();
        for (RelayDatabase.Row row : rows) {
            if (unreachable.contains(row.topic())) {
                continue;
            }
            Future<RecordMetadata> future =
                    producer.send(
                            new ProducerRecord<>(
                                    row.topic(),
                                    null,
                                    null,
                                    row.key(),
                                    row.value(),
                                    row.headers()));
            if (future.state() == Future.State.FAILED
                    && future.exceptionNow() instanceof TimeoutException) {
                unreachable.add(row.topic());
            } else {
                sent.put(row.id(), future);
            }
        }
        producer.flush();
        return outcome(sent, unreachable);
    }

    private static Published outcome(
            Map<Long, Future<RecordMetadata>> sent, Set<String> unreachable)
            throws InterruptedException {
        List<Long> acknowledged = new ArrayList<>(sent.size());
        Map<Long, String> refused = new LinkedHashMap<>();
        Throwable failure = null;
        for (Map.Entry<Long, Future<RecordMetadata>> one : sent.entrySet()) {
            try {
                one.getValue().get();
                acknowledged.add(one.getKey());
            } catch (ExecutionException failed) {
                switch (failed.getCause()) {
                    case RecordTooLargeException tooLarge ->
                            refused.put(one.getKey(), "RECORD_TOO_LARGE");
                    case InvalidTopicException invalid ->
                            refused.put(one.getKey(), "INVALID_TOPIC");
                    case null, default -> failure = failed;
                }
            }
        }
        return new Published(acknowledged, refused, unreachable, failure);
    }

    @Override
    public void close() {
        producer.close(CLOSE_TIMEOUT);
    }
}
