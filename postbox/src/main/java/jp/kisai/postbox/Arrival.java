package jp.kisai.postbox;

import jp.kisai.contracts.CloudEvent;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// A record that could be read, with the event in it. `toString()` shows where it was, nothing of
/// what it says.
public record Arrival(ConsumerRecord<byte[], byte[]> record, CloudEvent<?> event) {

    @Override
    public String toString() {
        return record.topic() + "/" + record.partition() + "/" + record.offset() + " " + event;
    }
}
