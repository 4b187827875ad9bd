package jp.kisai.localstack;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Tries everything in one principal's name, and says what the broker let it do. Anything else
/// than *done* and *not authorised* is an error of the test.
final class KafkaCaller implements AutoCloseable {

    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(20);

    private final Map<String, Object> settings;
    private final Admin admin;

    KafkaCaller(Map<String, String> client) {
        settings = new HashMap<>(client);
        settings.put("retry.backoff.ms", 10);
        settings.put("request.timeout.ms", (int) DEADLINE.toMillis());
        settings.put("default.api.timeout.ms", (int) DEADLINE.toMillis());
        admin = Admin.create(settings);
    }

    Admin admin() {
        return admin;
    }

    /// What the broker's authorizer answers for every operation on these topics.
    Map<String, Set<AclOperation>> topicOperations(Collection<String> topics) {
        return answers(
                admin.describeTopics(
                                topics,
                                new DescribeTopicsOptions().includeAuthorizedOperations(true))
                        .topicNameValues(),
                found -> found.authorizedOperations());
    }

    Map<String, Set<AclOperation>> groupOperations(Collection<String> groups) {
        return answers(
                admin.describeConsumerGroups(
                                groups,
                                new DescribeConsumerGroupsOptions()
                                        .includeAuthorizedOperations(true))
                        .describedGroups(),
                found -> found.authorizedOperations());
    }

    Set<AclOperation> clusterOperations() {
        return of(
                admin.describeCluster(
                                new DescribeClusterOptions().includeAuthorizedOperations(true))
                        .authorizedOperations());
    }

    Set<String> listedTopics() {
        return of(admin.listTopics().names());
    }

    /// Where it learns the last offset, as whoever measures lag does.
    Set<String> measured(Collection<String> topics) {
        var asked =
                admin.listOffsets(
                        topics.stream()
                                .collect(
                                        Collectors.toMap(
                                                KafkaCaller::first, _ -> OffsetSpec.latest())));
        var futures = new HashMap<String, KafkaFuture<ListOffsetsResultInfo>>();
        topics.forEach(topic -> futures.put(topic, asked.partitionResult(first(topic))));
        return done(futures);
    }

    /// Where a producer with the fewest demands may write: it is not even idempotent.
    Set<String> written(Collection<String> topics) {
        return written(topics, Map.of("enable.idempotence", false, "acks", "1"));
    }

    /// With what the services' relays ask for: idempotent, and acknowledged by all.
    Set<String> writtenAsRelaysDo(Collection<String> topics) {
        return written(
                topics,
                Map.of(
                        "enable.idempotence",
                        true,
                        "acks",
                        "all",
                        "max.in.flight.requests.per.connection",
                        5));
    }

    private Set<String> written(Collection<String> topics, Map<String, Object> kind) {
        var written = new TreeSet<String>();
        try (var producer = producer(kind)) {
            for (String topic : topics) {
                var sent = producer.send(new ProducerRecord<>(topic, 0, null, new byte[1]));
                if (isDone(() -> sent.get(DEADLINE.toSeconds(), TimeUnit.SECONDS))) {
                    written.add(topic);
                }
            }
        }
        return written;
    }

    KafkaProducer<byte[], byte[]> producer(Map<String, Object> kind) {
        return new KafkaProducer<>(
                with(kind), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /// Where it may read without a group. Every topic has a record.
    Set<String> read(Collection<String> topics) {
        var read = new TreeSet<String>();
        var quick = Map.<String, Object>of("fetch.max.wait.ms", 5, "enable.auto.commit", false);
        try (var consumer =
                new KafkaConsumer<>(
                        with(quick), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            for (String topic : topics) {
                consumer.assign(List.of(first(topic)));
                consumer.seek(first(topic), 0);
                if (getsARecord(consumer)) {
                    read.add(topic);
                }
            }
        }
        return read;
    }

    private static boolean getsARecord(KafkaConsumer<byte[], byte[]> consumer) {
        long end = System.nanoTime() + DEADLINE.toNanos();
        while (System.nanoTime() < end) {
            try {
                if (!consumer.poll(POLL).isEmpty()) {
                    return true;
                }
            } catch (TopicAuthorizationException _) {
                return false;
            }
        }
        throw new AssertionError("neither a record nor a refusal of " + consumer.assignment());
    }

    /// The topics whose offsets it may move in this group, as a member of the group does.
    Set<String> committed(String group, Collection<String> topics) {
        var moved =
                admin.alterConsumerGroupOffsets(
                        group,
                        topics.stream()
                                .collect(
                                        Collectors.toMap(
                                                KafkaCaller::first,
                                                _ -> new OffsetAndMetadata(0))));
        var futures = new HashMap<String, KafkaFuture<Void>>();
        topics.forEach(topic -> futures.put(topic, moved.partitionResult(first(topic))));
        return done(futures);
    }

    boolean seesOffsetsOf(String group) {
        return isDone(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    }

    /// Whether it may not even become a member.
    boolean isRefusedBy(String group, Collection<String> topics) {
        try (var consumer =
                new KafkaConsumer<>(
                        with(Map.of("group.id", group)),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            consumer.subscribe(topics);
            long end = System.nanoTime() + DEADLINE.toNanos();
            while (System.nanoTime() < end && consumer.groupMetadata().memberId().isEmpty()) {
                if (isRefused(consumer)) {
                    return true;
                }
            }
            return false;
        }
    }

    private static boolean isRefused(KafkaConsumer<byte[], byte[]> consumer) {
        try {
            consumer.poll(POLL);
            return false;
        } catch (GroupAuthorizationException _) {
            return true;
        } catch (TopicAuthorizationException _) {
            // Said of the topics, and before the group is asked: it is asked at the next poll.
            return false;
        }
    }

    /// The topics of which the group has committed a record.
    Set<String> topicsBegunBy(String group) {
        return of(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                .entrySet()
                .stream()
                .filter(one -> one.getValue().offset() > 0)
                .map(one -> one.getKey().topic())
                .collect(Collectors.toSet());
    }

    static boolean isDone(KafkaFuture<?> act) {
        return isDone(() -> act.get(DEADLINE.toSeconds(), TimeUnit.SECONDS));
    }

    /// Those of many acts that the broker did.
    static <K> Set<K> done(Map<K, ? extends KafkaFuture<?>> acts) {
        return acts.entrySet().stream()
                .filter(act -> isDone(act.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    static TopicPartition first(String topic) {
        return new TopicPartition(topic, 0);
    }

    @Override
    public void close() {
        admin.close(DEADLINE);
    }

    private Map<String, Object> with(Map<String, Object> more) {
        var all = new HashMap<>(settings);
        all.putAll(more);
        return all;
    }

    private static <T> Map<String, Set<AclOperation>> answers(
            Map<String, KafkaFuture<T>> asked, Function<T, Set<AclOperation>> operations) {
        return asked.entrySet().stream()
                .filter(one -> isDone(one.getValue()))
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey, one -> operations.apply(of(one.getValue()))));
    }

    private static <T> T of(KafkaFuture<T> answer) {
        try {
            return answer.get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private interface Act {
        Object act() throws ExecutionException, InterruptedException, TimeoutException;
    }

    private static boolean isDone(Act act) {
        try {
            act.act();
            return true;
        } catch (AuthorizationException refused) {
            return false;
        } catch (ExecutionException | TimeoutException failed) {
            if (Stream.iterate((Throwable) failed, t -> t != null, Throwable::getCause)
                    .anyMatch(AuthorizationException.class::isInstance)) {
                return false;
            }
            throw new AssertionError(failed);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
