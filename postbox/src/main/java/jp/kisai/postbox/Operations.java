package jp.kisai.postbox;

import io.smallrye.mutiny.Uni;
import java.util.UUID;
import jp.kisai.contracts.Events;
import jp.kisai.contracts.Reading;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// The record of what operators did, written in the transaction that does it.
final class Operations {

    private static final String RETRIED =
            """
            insert into postbox_operation (id, performed_at, operator, action, hold, reason)
            values (:id, :now, :operator, 'RETRY', :hold, :reason)\
            """;

    private static final String DISCARDED =
            """
            insert into postbox_operation (id, performed_at, operator, action, hold, reason, source,
                                           event, topic, partition, record_offset)
            values (:id, :now, :operator, 'DISCARD', :hold, :reason, :source, :event,
                    :topic, :partition, :offset)\
            """;

    private Operations() {}

    static Uni<Void> retried(OpenUnit unit, UUID hold, HeldHolders.Request request) {
        return unit.session()
                .createNativeQuery(RETRIED)
                .setParameter("id", UUID.randomUUID())
                .setParameter("now", unit.now())
                .setParameter("operator", request.operator())
                .setParameter("hold", hold)
                .setParameter("reason", request.reason())
                .executeUpdate()
                .replaceWithVoid();
    }

    static Uni<Void> discarded(
            OpenUnit unit, UUID hold, ParkedRecords.Parked failed, HeldHolders.Request request) {
        ConsumerRecord<byte[], byte[]> record = failed.record();
        Inbox.Name name =
                switch (Events.read(record.value())) {
                    case Reading.Read read -> Inbox.Name.of(read.event());
                    case Reading.Unreadable unreadable -> Inbox.Name.of(record);
                };
        return unit.session()
                .createNativeQuery(DISCARDED)
                .setParameter("id", UUID.randomUUID())
                .setParameter("now", unit.now())
                .setParameter("operator", request.operator())
                .setParameter("hold", hold)
                .setParameter("reason", request.reason())
                .setParameter("source", name.source())
                .setParameter("event", name.id())
                .setParameter("topic", record.topic())
                .setParameter("partition", record.partition())
                .setParameter("offset", record.offset())
                .executeUpdate()
                .replaceWithVoid();
    }
}
