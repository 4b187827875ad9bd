package jp.kisai.postbox;

import java.util.UUID;
import jp.kisai.contracts.CloudEvent;
import jp.kisai.contracts.vocabulary.DeadLetterCause;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// A record on its way to the dead-letter topic.
///
/// @param event the event in it, where it could be read
/// @param where a JSON pointer or rule, never a value
public record RejectedRecord(
        ConsumerRecord<byte[], byte[]> record,
        @Nullable CloudEvent<?> event,
        DeadLetterCause cause,
        String where) {

    public @Nullable UUID claimedId() {
        return event == null ? null : event.id();
    }

    @Override
    public String toString() {
        return cause + " " + record.topic() + "/" + record.partition() + "/" + record.offset();
    }
}
