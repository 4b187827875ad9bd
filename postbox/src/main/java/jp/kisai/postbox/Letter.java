package jp.kisai.postbox;

import io.quarkus.logging.Log;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Set;
import jp.kisai.contracts.CloudEvent;
import jp.kisai.contracts.EventType;
import jp.kisai.contracts.Events;
import jp.kisai.contracts.Reading;
import jp.kisai.contracts.vocabulary.DeadLetterCause;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// A record after a first look: it can be read and is where it belongs, or it is refused.
sealed interface Letter {

    ConsumerRecord<byte[], byte[]> record();

    /// @param digest what tells a repeated event from another one under the same id: SHA-256 of its
    ///     canonical form, so that white space and the order of members do not matter
    @SuppressWarnings("ArrayRecordComponent") // never compared as a record
    record Legible(Arrival arrival, byte[] digest) implements Letter {
        @Override
        public ConsumerRecord<byte[], byte[]> record() {
            return arrival.record();
        }
    }

    record Refused(RejectedRecord rejected) implements Letter {
        @Override
        public ConsumerRecord<byte[], byte[]> record() {
            return rejected.record();
        }
    }

    /// Whatever is in the record, it is a letter: one that the reading itself fails on is refused,
    /// or a single record could stop the topic.
    ///
    /// @param types what the topic may carry
    static Letter open(ConsumerRecord<byte[], byte[]> record, Set<EventType<?>> types) {
        try {
            return read(record, types);
        } catch (RuntimeException defect) {
            TraceParent.inLogs(
                    record,
                    () ->
                            Log.errorf(
                                    "%s/%d/%d can not be read: %s",
                                    record.topic(),
                                    record.partition(),
                                    record.offset(),
                                    Defects.describe(defect)));
            return refused(record, DeadLetterCause.NOT_PROCESSED, "reading");
        }
    }

    private static Letter read(ConsumerRecord<byte[], byte[]> record, Set<EventType<?>> types) {
        return switch (Events.read(record.value())) {
            case Reading.Unreadable unreadable ->
                    refused(record, unreadable.cause(), unreadable.where());
            case Reading.Read read -> place(record, read.event(), types);
        };
    }

    private static Letter place(
            ConsumerRecord<byte[], byte[]> record, CloudEvent<?> event, Set<EventType<?>> types) {
        if (!types.contains(event.type())) {
            return new Refused(
                    new RejectedRecord(record, event, DeadLetterCause.UNKNOWN_TYPE, "/type"));
        }
        if (record.key() == null
                || !Arrays.equals(
                        record.key(), event.subject().text().getBytes(StandardCharsets.UTF_8))) {
            return new Refused(new RejectedRecord(record, event, DeadLetterCause.WRONG_KEY, "key"));
        }
        return new Legible(new Arrival(record, event), sha256(Events.write(event)));
    }

    private static Letter refused(
            ConsumerRecord<byte[], byte[]> record, DeadLetterCause cause, String where) {
        return new Refused(new RejectedRecord(record, null, cause, where));
    }

    static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
