package jp.kisai.postbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import jp.kisai.contracts.Events;
import jp.kisai.contracts.Topics;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A rebalance that does not end, because another member of the group lives and does not join
/// again: what the service takes meanwhile is dealt with, and each commit is refused.
@QuarkusTest
class RefusedCommitsTest extends PostboxTest {

    /// The connector and the postbox commit twice in this time.
    private static final Duration A_WHILE = Duration.ofMillis(500);

    private static final Duration POLL = Duration.ofMillis(50);

    @Inject KafkaClientService clients;
    @Inject Flows flows;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String broker;

    @ConfigProperty(name = "mp.messaging.incoming.notice-sent.group.id")
    String group;

    private final Desk desk = new Desk();
    private Admin admin;
    private RecordMetadata before;

    @BeforeEach
    void oneIsCommitted() {
        admin = Admin.create(Map.of("bootstrap.servers", broker));
        before = send();
        awaitCommitted(before);
    }

    @AfterEach
    void resume() {
        admin.close();
        flow("resume", Set.of());
    }

    @Test
    void whatIsDealtWithIsCommittedAfterwardsWithoutANewRecord() {
        RecordMetadata refused;
        try (Consumer<byte[], byte[]> idle = neighbour()) {
            refused = sendWithoutCommit(idle);
        }

        awaitCommitted(refused);
    }

    @Test
    void whatIsHeldUpIsNotCommittedWithIt() {
        RecordMetadata refused;
        RecordMetadata heldUp;
        try (Consumer<byte[], byte[]> idle = neighbour()) {
            refused = sendWithoutCommit(idle);
            flow("pause", Set.of(Topics.NOTICE_SENT));
            heldUp = send();
            long behindIt = heldUp.offset() + 1;
            Awaitility.await().atMost(DEADLINE).until(() -> position() == behindIt);
        }

        awaitCommitted(refused);
        awaitStaysCommitted(refused);
        assertEquals(2, rows.handled(holder).size());
        flow("resume", Set.of());
        awaitCommitted(heldUp);
    }

    /// All of one holder, so all in one partition.
    private RecordMetadata send() {
        return kafka.send(Topics.NOTICE_SENT, holder, Events.write(Told.of(holder)));
    }

    /// Returns when the record has been dealt with, and the connector has tried to commit.
    private RecordMetadata sendWithoutCommit(Consumer<byte[], byte[]> idle) {
        Awaitility.await()
                .atMost(DEADLINE)
                .pollInSameThread()
                .until(
                        () -> {
                            idle.poll(POLL);
                            return !idle.assignment().isEmpty();
                        });
        Awaitility.await().atMost(DEADLINE).until(() -> rebalances() && refuses());
        RecordMetadata sent = send();
        Awaitility.await().atMost(DEADLINE).until(() -> rows.handled(holder).size() == 2);
        awaitStaysCommitted(before);
        return sent;
    }

    /// A member that reads something else, so that no partition changes hands.
    private Consumer<byte[], byte[]> neighbour() {
        Consumer<byte[], byte[]> member =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                broker,
                                "group.id",
                                group,
                                "enable.auto.commit",
                                false,
                                "partition.assignment.strategy",
                                CooperativeStickyAssignor.class.getName()),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        member.subscribe(List.of(Topics.CONSENT_CHANGED));
        return member;
    }

    /// The service asks for a rebalance, and the neighbour, which polls no more, does not join.
    private boolean rebalances() throws Exception {
        ask(
                consumer -> {
                    consumer.enforceRebalance();
                    return true;
                });
        return admin.describeConsumerGroups(List.of(group)).all().get().values().stream()
                .anyMatch(described -> described.groupState() == GroupState.PREPARING_REBALANCE);
    }

    private boolean refuses() {
        Map<TopicPartition, OffsetAndMetadata> same =
                Map.of(partition(), new OffsetAndMetadata(before.offset() + 1));
        return ask(
                consumer -> {
                    try {
                        consumer.commitSync(same);
                        return false;
                    } catch (RebalanceInProgressException expected) {
                        return true;
                    }
                });
    }

    private long position() {
        return ask(consumer -> consumer.position(partition()));
    }

    /// The service's own consumer has no answer to this while it waits for the neighbour.
    private long committed() throws Exception {
        OffsetAndMetadata committed =
                admin.listConsumerGroupOffsets(group)
                        .partitionsToOffsetAndMetadata()
                        .get()
                        .get(partition());
        return committed == null ? 0 : committed.offset();
    }

    private void awaitCommitted(RecordMetadata record) {
        Awaitility.await().atMost(DEADLINE).until(() -> committed() == record.offset() + 1);
    }

    private void awaitStaysCommitted(RecordMetadata record) {
        Awaitility.await()
                .during(A_WHILE)
                .atMost(DEADLINE)
                .until(() -> committed() == record.offset() + 1);
    }

    private void flow(String action, Set<String> paused) {
        desk.post("/flows/" + Topics.NOTICE_SENT + "/" + action).statusCode(200);
        Awaitility.await().atMost(DEADLINE).until(() -> flows.paused().equals(Optional.of(paused)));
    }

    private TopicPartition partition() {
        return new TopicPartition(before.topic(), before.partition());
    }

    /// Asks the service's own consumer.
    private <T> T ask(Function<Consumer<byte[], byte[]>, T> question) {
        return clients.<byte[], byte[]>getConsumer("notice-sent")
                .runOnPollingThread(question)
                .await()
                .atMost(DEADLINE);
    }
}
