package jp.kisai.consent.store;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.Uuids;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// A record that was set aside or was a repetition, as part of its event's journey.
@Entity
@Table(name = "oddities")
public class OddityRow {

    @Id UUID id;
    String producer;
    UUID event;
    String what;
    String topic;
    int partition;
    long position;
    Instant at;

    /// @param what the cause of setting aside, or `DUPLICATE`
    public static OddityRow of(
            ChangeKey key, String what, ConsumerRecord<?, ?> record, Instant at) {
        OddityRow row = new OddityRow();
        row.id =
                Uuids.derived(
                        "oddity",
                        what,
                        key.text(),
                        record.topic(),
                        Integer.toString(record.partition()),
                        Long.toString(record.offset()));
        row.producer = key.producer().digits();
        row.event = key.id();
        row.what = what;
        row.topic = record.topic();
        row.partition = record.partition();
        row.position = record.offset();
        row.at = at;
        return row;
    }
}
