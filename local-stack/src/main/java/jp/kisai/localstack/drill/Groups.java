package jp.kisai.localstack.drill;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import jp.kisai.localstack.Service;
import jp.kisai.localstack.ServiceProcess;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/// What the broker says of the services' consumer groups, one for each service.
public final class Groups implements AutoCloseable {

    private final Admin admin;

    public Groups(String bootstrapServers) {
        admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
    }

    /// How many partitions each member has, by the name it was given.
    public Map<String, Integer> partitions(Service service) {
        Map<String, Integer> partitions = new TreeMap<>();
        for (MemberDescription member : members(service)) {
            partitions.put(
                    member.groupInstanceId().orElse(member.consumerId()),
                    member.assignment().topicPartitions().size());
        }
        return partitions;
    }

    /// Whether these copies, and no others, share the work: each has the same channels, and each
    /// channel of each has a partition.
    public boolean sharedBy(Service service, List<ServiceProcess> copies) {
        Map<String, Integer> partitions = partitions(service);
        Set<Set<String>> channels =
                copies.stream()
                        .map(copy -> channels(copy, partitions.keySet()))
                        .collect(Collectors.toSet());
        int members =
                copies.stream().mapToInt(copy -> channels(copy, partitions.keySet()).size()).sum();
        return channels.size() == 1
                && members > 0
                && members == partitions.size()
                && !partitions.containsValue(0);
    }

    /// Records that the group has not committed yet, on all its topics.
    public long lag(Service service) {
        Map<TopicPartition, OffsetAndMetadata> committed =
                Answer.to(
                        admin.listConsumerGroupOffsets(service.module())
                                .partitionsToOffsetAndMetadata());
        Set<TopicPartition> partitions = new HashSet<>(committed.keySet());
        members(service)
                .forEach(member -> partitions.addAll(member.assignment().topicPartitions()));
        Map<TopicPartition, ListOffsetsResultInfo> ends =
                Answer.to(
                        admin.listOffsets(
                                        partitions.stream()
                                                .collect(
                                                        Collectors.toMap(
                                                                partition -> partition,
                                                                _ -> OffsetSpec.latest())))
                                .all());
        long lag = 0;
        for (Map.Entry<TopicPartition, ListOffsetsResultInfo> end : ends.entrySet()) {
            OffsetAndMetadata done = committed.get(end.getKey());
            lag += end.getValue().offset() - (done == null ? 0 : done.offset());
        }
        return lag;
    }

    /// Gives the partitions of a copy that was stopped for good to the others at once. Without it
    /// they have them when the copy's session is over.
    public void forget(ServiceProcess copy) {
        Set<MemberToRemove> gone =
                channels(copy, partitions(copy.service()).keySet()).stream()
                        .map(channel -> new MemberToRemove(copy.instanceId() + "-" + channel))
                        .collect(Collectors.toSet());
        if (!gone.isEmpty()) {
            Answer.to(
                    admin.removeMembersFromConsumerGroup(
                                    copy.service().module(),
                                    new RemoveMembersFromConsumerGroupOptions(gone))
                            .all());
        }
    }

    @Override
    public void close() {
        admin.close();
    }

    private static Set<String> channels(ServiceProcess copy, Collection<String> members) {
        String prefix = copy.instanceId() + "-";
        return members.stream()
                .filter(member -> member.startsWith(prefix))
                .map(member -> member.substring(prefix.length()))
                .collect(Collectors.toSet());
    }

    private Collection<MemberDescription> members(Service service) {
        Map<String, ConsumerGroupDescription> groups =
                Answer.to(admin.describeConsumerGroups(List.of(service.module())).all());
        return requireNonNull(groups.get(service.module())).members();
    }
}
