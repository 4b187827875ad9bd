package jp.kisai.postbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import jp.kisai.contracts.CloudEvent;
import jp.kisai.contracts.EventType;
import jp.kisai.contracts.Events;
import jp.kisai.contracts.Source;
import jp.kisai.contracts.Topics;
import jp.kisai.contracts.event.NoticeSent;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.postbox.tried.Notices;
import jp.kisai.testkit.TestKafka;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/// Events and records for tests.
final class Told {

    private static final Instant TIME = Instant.parse("2026-11-23T01:02:03Z");
    private static final int PARTITION = 90;
    private static final AtomicLong OFFSET = new AtomicLong();

    private Told() {}

    static HolderId someone() {
        return new HolderId(UUID.randomUUID());
    }

    static CloudEvent<NoticeSent> of(HolderId holder) {
        return of(holder, UUID.randomUUID());
    }

    static CloudEvent<NoticeSent> of(HolderId holder, UUID id) {
        return of(holder, id, NoticeSent.Channel.INBOX);
    }

    static CloudEvent<NoticeSent> of(HolderId holder, UUID id, NoticeSent.Channel channel) {
        return new CloudEvent<>(
                id,
                new Source("urn:kisai:somebody"),
                EventType.NOTICE_SENT,
                holder,
                TIME,
                Notices.TOKYO,
                OptionalLong.empty(),
                new NoticeSent(id, NoticeSent.Outcome.APPLIED, channel, List.of()));
    }

    /// The event in a record of its own, at a place of its own.
    static ConsumerRecord<byte[], byte[]> record(CloudEvent<?> event) {
        return record(event.subject(), Events.write(event));
    }

    static ConsumerRecord<byte[], byte[]> record(HolderId key, byte[] value) {
        return new ConsumerRecord<>(
                Topics.NOTICE_SENT, PARTITION, OFFSET.getAndIncrement(), TestKafka.key(key), value);
    }

    static ConsumerRecords<byte[], byte[]> batch(List<CloudEvent<NoticeSent>> events) {
        return records(events.stream().map(Told::record).toList());
    }

    static ConsumerRecords<byte[], byte[]> records(List<ConsumerRecord<byte[], byte[]>> records) {
        return new ConsumerRecords<>(
                Map.of(new TopicPartition(Topics.NOTICE_SENT, PARTITION), new ArrayList<>(records)),
                Map.of());
    }
}
