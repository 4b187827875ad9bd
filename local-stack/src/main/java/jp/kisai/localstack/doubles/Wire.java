package jp.kisai.localstack.doubles;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import jp.kisai.contracts.CloudEvent;
import jp.kisai.contracts.Events;
import jp.kisai.contracts.Headers;
import jp.kisai.contracts.signature.DetachedSignature;
import jp.kisai.contracts.vocabulary.HolderId;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// A producer outside the suite: puts signed events on their topics, and anything else a test
/// wants there.
public final class Wire implements AutoCloseable {

    private final KafkaProducer<byte[], byte[]> producer;

    public Wire(String bootstrapServers) {
        producer =
                new KafkaProducer<>(
                        Map.of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrapServers,
                                ProducerConfig.ACKS_CONFIG,
                                "all",
                                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                                true,
                                ProducerConfig.LINGER_MS_CONFIG,
                                2),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }

    /// Completes when the broker has the record; the event is then *accepted*.
    public CompletableFuture<RecordMetadata> send(CloudEvent<?> event, Pem signer) {
        byte[] value = Events.write(event);
        return send(
                event.type().topic(),
                event.subject(),
                value,
                DetachedSignature.sign(value, signer.key(), signer.certificate()));
    }

    /// As [#send(CloudEvent, Pem)], from a system that traces what it does.
    ///
    /// @param traceParent where the event is in its trace (W3C Trace Context)
    public CompletableFuture<RecordMetadata> send(
            CloudEvent<?> event, Pem signer, String traceParent) {
        byte[] value = Events.write(event);
        ProducerRecord<byte[], byte[]> message =
                message(
                        event.type().topic(),
                        event.subject(),
                        value,
                        DetachedSignature.sign(value, signer.key(), signer.certificate()));
        message.headers()
                .add(Headers.TRACE_PARENT, traceParent.getBytes(StandardCharsets.US_ASCII));
        return send(message);
    }

    /// Bytes as they are, with the signature as it is: for forgeries and damage.
    public CompletableFuture<RecordMetadata> send(
            String topic, HolderId key, byte[] value, byte[] signature) {
        return send(message(topic, key, value, signature));
    }

    private static ProducerRecord<byte[], byte[]> message(
            String topic, HolderId key, byte[] value, byte[] signature) {
        ProducerRecord<byte[], byte[]> message =
                new ProducerRecord<>(topic, key.text().getBytes(StandardCharsets.UTF_8), value);
        message.headers()
                .add(
                        Headers.CONTENT_TYPE,
                        "application/cloudevents+json; charset=UTF-8"
                                .getBytes(StandardCharsets.UTF_8))
                .add(Headers.SIGNATURE, signature);
        return message;
    }

    private CompletableFuture<RecordMetadata> send(ProducerRecord<byte[], byte[]> message) {
        CompletableFuture<RecordMetadata> accepted = new CompletableFuture<>();
        var unused =
                producer.send(
                        message,
                        (metadata, failure) -> {
                            if (failure == null) {
                                accepted.complete(metadata);
                            } else {
                                accepted.completeExceptionally(failure);
                            }
                        });
        return accepted;
    }

    @Override
    public void close() {
        producer.close();
    }
}
