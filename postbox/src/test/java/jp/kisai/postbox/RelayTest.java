package jp.kisai.postbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.Metrics;
import io.quarkus.arc.ClientProxy;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.kisai.contracts.EventType;
import jp.kisai.contracts.Topics;
import jp.kisai.contracts.event.NoticeSent;
import jp.kisai.postbox.tried.Notices;
import jp.kisai.testkit.TablesOwner;
import jp.kisai.testkit.TestKafka;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// What the relay promises: what is committed is published, in order, at least once, by one leader.
@QuarkusTest
class RelayTest extends PostboxTest {

    private static final String LEADER =
            "select pid from pg_locks where locktype = 'advisory' and granted and database ="
                    + " (select oid from pg_database where datname = current_database())";

    @Inject Relay relay;
    @Inject AgroalDataSource dataSource;
    @Inject RelaySignal signal;
    @Inject PostboxMetrics metrics;
    @Inject Flows flows;
    @Inject Clock clock;
    @Inject PostboxSettings settings;

    @Inject
    @Identifier("default-kafka-broker")
    Map<String, Object> broker;

    @Test
    void aRecordThatIsPublishedTwiceHasOneEffect() {
        forbidDeletion();
        UUID notice = UUID.randomUUID();
        try {
            tell(notice);
            kafka.await(Topics.NOTICE_SENT, holder, 3);
        } finally {
            allowDeletion();
        }

        Awaitility.await().atMost(DEADLINE).until(() -> outbox(), List::isEmpty);
        int published = kafka.records(Topics.NOTICE_SENT, holder).size();
        Awaitility.await()
                .atMost(DEADLINE)
                .until(() -> rows.duplicates(holder).size() == published - 1);
        assertEquals(1, rows.handled(holder).size());
    }

    @Test
    void anotherSessionLeadsWhenTheLeadersIsLost() {
        Relay second = new Relay(dataSource, broker, signal, metrics, flows, clock, settings);
        second.start();
        try {
            List<Object> leader =
                    Awaitility.await()
                            .atMost(DEADLINE)
                            .until(() -> rows.of(LEADER), it -> it.size() == 1);

            rows.of("select pg_terminate_backend(?)", leader.getFirst());

            List<Object> next =
                    Awaitility.await()
                            .atMost(DEADLINE)
                            .until(
                                    () -> rows.of(LEADER),
                                    now -> now.size() == 1 && !now.equals(leader));
            assertEquals(1, next.size());
            take(several(10));
            assertEquals(10, kafka.await(Topics.CHANGE_ANSWERED, holder, 10).size());
        } finally {
            second.stop();
        }
    }

    @Test
    void whoeverStopsHandsTheLeadershipOver() {
        Relay second = new Relay(dataSource, broker, signal, metrics, flows, clock, settings);
        second.start();
        ClientProxy.unwrap(relay).stop();
        try {
            take(several(10));

            assertEquals(10, kafka.await(Topics.CHANGE_ANSWERED, holder, 10).size());
            assertTrue(second.alive());
        } finally {
            second.stop();
            ClientProxy.unwrap(relay).start();
        }
    }

    @Test
    void whatIsCommittedWhileNobodyRelaysIsPublishedLater() {
        ClientProxy.unwrap(relay).stop();
        take(several(3));
        assertEquals(3, outbox().size());
        assertEquals(0, kafka.records(Topics.CHANGE_ANSWERED, holder).size());

        ClientProxy.unwrap(relay).start();

        kafka.await(Topics.CHANGE_ANSWERED, holder, 3);
    }

    @Test
    void aRowTheBrokerWillNeverTakeIsKeptAndBlocksNobody() {
        insert(Topics.NOTICE_SENT, new byte[3 << 20]);

        take(several(1));

        kafka.await(Topics.CHANGE_ANSWERED, holder, 1);
        Awaitility.await()
                .atMost(DEADLINE)
                .untilAsserted(
                        () ->
                                assertEquals(
                                        List.of("RECORD_TOO_LARGE"),
                                        rows.of(
                                                "select refusal from outbox where key = ?",
                                                key())));
        Awaitility.await().atMost(DEADLINE).until(() -> refusedRows() >= 1);
        rows.of("delete from outbox where key = ?", key());
    }

    @Test
    void aTopicThatIsNotThereBlocksNoOther() {
        insert("no.such-topic.v1", new byte[1]);

        take(several(1));

        kafka.await(Topics.CHANGE_ANSWERED, holder, 1);
        assertEquals(1, rows.of("select id from outbox where key = ?", key()).size());
        rows.of("delete from outbox where key = ?", key());
    }

    @Test
    void theInboxForgetsWhatIsOlderThanItsRetention() {
        take(several(3));
        Instant later = clock.instant().plusSeconds(60);
        try (RelayDatabase database = open()) {
            assertEquals(
                    0,
                    database.sweepInbox(clock.instant().minusSeconds(3600), 2),
                    "all are younger");
            assertEquals(2, database.sweepInbox(later, 2), "a sweep is limited");
        } catch (SQLException cause) {
            throw new IllegalStateException(cause);
        }
    }

    @Test
    void theTraceOfAChangeIsForgottenInTheEnd() {
        String change = Notices.CHIYODA.digits() + "/" + UUID.randomUUID();
        rows.of(
                "insert into remembered_trace values (?, 'a trace', ?)",
                change,
                OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC));
        try (RelayDatabase database = open()) {
            assertEquals(
                    0,
                    database.sweepTraces(clock.instant().minusSeconds(3600), 2),
                    "all are younger");
            assertTrue(database.sweepTraces(clock.instant().plusSeconds(60), 2) > 0);
        } catch (SQLException cause) {
            throw new IllegalStateException(cause);
        }
    }

    private RelayDatabase open() throws SQLException {
        return RelayDatabase.open(dataSource, settings.relay());
    }

    /// Publishes to the topic that this very service takes.
    private void tell(UUID notice) {
        await(
                postbox.transact(
                        List.of(holder),
                        work ->
                                Uni.createFrom()
                                        .voidItem()
                                        .invoke(
                                                () ->
                                                        work.send(
                                                                EventType.NOTICE_SENT,
                                                                holder,
                                                                Notices.TOKYO,
                                                                new NoticeSent(
                                                                        notice,
                                                                        NoticeSent.Outcome.APPLIED,
                                                                        NoticeSent.Channel.INBOX,
                                                                        List.of()),
                                                                notice.toString()))));
    }

    private double refusedRows() {
        return Metrics.globalRegistry.get("kisai.postbox.outbox.refused").gauge().value();
    }

    private List<Object> outbox() {
        return rows.of("select id from outbox where key = ?", key());
    }

    private byte[] key() {
        return TestKafka.key(holder);
    }

    private void insert(String topic, byte[] value) {
        rows.of(
                "insert into outbox (topic, key, value, headers, created_at) values (?, ?, ?, '',"
                        + " ?)",
                topic,
                key(),
                value,
                OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC));
    }

    private void forbidDeletion() {
        TablesOwner.execute(
                """
                create function refuse() returns trigger language plpgsql as
                $$ begin raise exception 'planted'; end $$\
                """,
                "create trigger refuse before delete on outbox for each statement execute function"
                        + " refuse()");
    }

    private void allowDeletion() {
        TablesOwner.execute("drop trigger refuse on outbox", "drop function refuse");
    }
}
