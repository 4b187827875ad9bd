package jp.kisai.localstack.drill;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import jp.kisai.localstack.Database;
import jp.kisai.localstack.Service;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/// How far a service has read its topics, as the broker has it, brought to what its database knows.
final class Offsets implements AutoCloseable {

    /// A service takes a partition in order, so behind the last record that it knows lies nothing
    /// that it does not. A topic of which it knows nothing is read from its beginning.
    static final String KNOWN =
            "select topic, partition, max(record_offset) + 1 from inbox group by topic, partition";

    private final Admin admin;

    Offsets(String bootstrapServers) {
        admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
    }

    /// Sets the group back to the first record that the database does not know. No copy of the
    /// service runs.
    ///
    /// @return how many records will be read again
    long rewind(Service service, Database database) throws SQLException {
        forgetMembers(service);
        Map<TopicPartition, Long> known = known(service, database);
        Map<TopicPartition, OffsetAndMetadata> committed = committed(service);
        Map<TopicPartition, OffsetAndMetadata> rewound = new HashMap<>();
        long again = 0;
        for (Map.Entry<TopicPartition, OffsetAndMetadata> one : committed.entrySet()) {
            long from = Math.min(known.getOrDefault(one.getKey(), 0L), one.getValue().offset());
            rewound.put(one.getKey(), new OffsetAndMetadata(from));
            again += one.getValue().offset() - from;
        }
        Answer.to(admin.alterConsumerGroupOffsets(service.module(), rewound).all());
        return again;
    }

    /// Deletes what the broker knows of the group. No copy of the service runs.
    void lose(Service service) {
        forgetMembers(service);
        Answer.to(admin.deleteConsumerGroups(Set.of(service.module())).all());
    }

    /// Deletes every record of a topic.
    void loseRecords(String topic) {
        TopicDescription description =
                Answer.to(admin.describeTopics(Set.of(topic)).allTopicNames()).get(topic);
        if (description == null) {
            throw new IllegalArgumentException("there is no topic " + topic);
        }
        Set<TopicPartition> partitions =
                description.partitions().stream()
                        .map(partition -> new TopicPartition(topic, partition.partition()))
                        .collect(Collectors.toSet());
        Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
        list(partitions, OffsetSpec.latest())
                .forEach((partition, end) -> all.put(partition, RecordsToDelete.beforeOffset(end)));
        Answer.to(admin.deleteRecords(all).all());
    }

    /// Whether the service has read all that is there.
    boolean read(Service service) {
        Map<TopicPartition, OffsetAndMetadata> committed = committed(service);
        Map<TopicPartition, Long> begins = list(committed.keySet(), OffsetSpec.earliest());
        Map<TopicPartition, Long> ends = list(committed.keySet(), OffsetSpec.latest());
        return !committed.isEmpty()
                && committed.entrySet().stream()
                        .allMatch(
                                one -> {
                                    long end = ends.getOrDefault(one.getKey(), Long.MAX_VALUE);
                                    return one.getValue().offset() >= end
                                            || begins.getOrDefault(one.getKey(), 0L) == end;
                                });
    }

    private Map<TopicPartition, Long> list(Set<TopicPartition> partitions, OffsetSpec which) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        Answer.to(
                        admin.listOffsets(
                                        partitions.stream()
                                                .collect(
                                                        Collectors.toMap(
                                                                partition -> partition,
                                                                _ -> which)))
                                .all())
                .forEach((partition, found) -> offsets.put(partition, found.offset()));
        return offsets;
    }

    private static Map<TopicPartition, Long> known(Service service, Database database)
            throws SQLException {
        Map<TopicPartition, Long> known = new HashMap<>();
        try (Connection connection = database.connectAsOwner(service.database());
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery(KNOWN)) {
            while (rows.next()) {
                known.put(new TopicPartition(rows.getString(1), rows.getInt(2)), rows.getLong(3));
            }
        }
        return known;
    }

    private Map<TopicPartition, OffsetAndMetadata> committed(Service service) {
        return Answer.to(
                admin.listConsumerGroupOffsets(service.module()).partitionsToOffsetAndMetadata());
    }

    /// A static member that was stopped counts as present until its session is over.
    private void forgetMembers(Service service) {
        var described = admin.describeConsumerGroups(Set.of(service.module())).all();
        var group = Answer.to(described).get(service.module());
        if (group != null && !group.members().isEmpty()) {
            Answer.to(
                    admin.removeMembersFromConsumerGroup(
                                    service.module(), new RemoveMembersFromConsumerGroupOptions())
                            .all());
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
