package jp.kisai.consent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import jp.kisai.consent.store.ConsentRow;
import jp.kisai.consent.store.Standings;
import jp.kisai.contracts.Events;
import jp.kisai.contracts.Reading;
import jp.kisai.contracts.Topics;
import jp.kisai.contracts.event.ConsentChanged;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.postbox.Postbox;
import jp.kisai.testkit.KafkaAndPostgres;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The sweep of consents whose ten years are over, by what it leaves behind: the marks in the table
/// and the published events. Nothing here asks a rule or a REST answer whether a consent is over.
///
/// `-Dkisai.tests.expiring-consents=1250000` sweeps a million, and measures it.
@QuarkusTest
@WithTestResource(TrustFiles.class)
@WithTestResource(
        value = KafkaAndPostgres.class,
        initArgs = @ResourceArg(name = "database", value = "consent"))
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsentExpiryTest {

    private static final Logger LOG = Logger.getLogger(ConsentExpiryTest.class);

    private static final int MANY = Integer.getInteger("kisai.tests.expiring-consents", 5_000);
    private static final Duration LIMIT = Duration.ofMinutes(10);

    /// The n-th holder of this test is this and n, in hexadecimal.
    private static final String HOLDER = "0e0e0e0e-0000-7000-8000-";

    /// One in ten of them runs on for another year, one in ten was replaced by a later one.
    private static final String CONSENTS =
            """
            insert into consents
              (holder, version, given_at, items, wording, authority, serial, evidence, registered_at, registered_by,
               starts_at, ends_at, state)
            select cast(? || lpad(to_hex(n), 12, '0') as uuid), 1, now() - interval '10 years 2 days', 'ADDRESS,NAME',
                   '2025-03', 'aa', to_hex(n), cast(? || lpad(to_hex(n), 12, '0') as uuid), now(), 'test',
                   now() - interval '10 years 1 day',
                   case when n % 10 = 1 then now() + interval '1 year' else now() - interval '1 day' end,
                   case when n % 10 = 2 then 'REPLACED' else 'OPEN' end
            from generate_series(1, ?) as n\
            """;

    private static final String HOLDERS =
            """
            insert into holders (holder, prefecture, presence)
            select cast(? || lpad(to_hex(n), 12, '0') as uuid), '46', 'PRESENT' from generate_series(1, ?) as n\
            """;

    private static final String CERTIFICATES =
            """
            insert into certificates
              (authority, serial, holder, not_before, not_after, distribution_point, name, name_substitutes,
               birth_date, gender, address, address_substitutes, received_at)
            select 'aa', to_hex(n), cast(? || lpad(to_hex(n), 12, '0') as uuid), now() - interval '3 years',
                   timestamptz '2041-02-28T14:59:59Z', 'ee', '記載　花子', '00000', date '1990-01-02', 'FEMALE',
                   '鹿児島県鹿児島市山下町１１番１号', '0000000000000000', now()
            from generate_series(1, ?) as n\
            """;

    @Inject ConsentExpiry expiry;
    @Inject Standings standings;
    @Inject Postbox postbox;
    @Inject DataSource database;

    @Test
    @Order(1)
    void marksAndTellsEachThatIsOverExactlyOnce() throws SQLException {
        insert();

        long begin = System.nanoTime();
        expiry.sweep().await().atMost(LIMIT);
        Duration marked = Duration.ofNanos(System.nanoTime() - begin);
        Heard heard = Heard.awaiting(over(), LIMIT.minus(marked));
        Duration told = Duration.ofNanos(System.nanoTime() - begin);

        LOG.infof(
                "%,d consents: %,d marked as expired in %.1f s, told in %.1f s",
                MANY, over(), marked.toMillis() / 1000.0, told.toMillis() / 1000.0);
        assertEquals(Map.of("EXPIRED", over(), "OPEN", MANY / 10, "REPLACED", MANY / 10), states());
        assertEquals(over(), heard.holders.cardinality());
        assertEquals(over(), heard.events);
        assertTrue(told.compareTo(LIMIT) < 0, told.toString());
    }

    @Test
    @Order(2)
    void findsNothingASecondTime() throws SQLException {
        Map<String, Integer> before = states();

        expiry.sweep().await().atMost(LIMIT);

        assertEquals(before, states());
        assertEquals(over(), Heard.awaiting(over(), LIMIT).events);
    }

    @ParameterizedTest
    @CsvSource({
        "2046-11-22T14:59:59.999999Z, OPEN",
        "2046-11-22T15:00:00Z,        EXPIRED",
        "2046-11-22T15:00:00.000001Z, EXPIRED",
    })
    void marksFromTheVeryInstantOfTheEnd(Instant now, String state) throws SQLException {
        HolderId holder = new HolderId(UUID.randomUUID());
        insert(holder, Instant.parse("2046-11-22T15:00:00Z"));

        List<ConsentRow> marked =
                postbox.transact(
                                List.of(holder),
                                work -> standings.expire(work.session(), List.of(holder), now))
                        .await()
                        .atMost(LIMIT);

        assertEquals(state.equals("EXPIRED") ? 1 : 0, marked.size());
        assertEquals(state, state(holder));
    }

    private static int over() {
        return MANY - 2 * (MANY / 10);
    }

    private void insert() throws SQLException {
        try (Connection connection = database.getConnection()) {
            for (String statement : List.of(HOLDERS, CERTIFICATES, CONSENTS)) {
                try (PreparedStatement insert = connection.prepareStatement(statement)) {
                    int parameters = insert.getParameterMetaData().getParameterCount();
                    for (int i = 1; i < parameters; i++) {
                        insert.setString(i, HOLDER);
                    }
                    insert.setInt(parameters, MANY);
                    insert.executeUpdate();
                }
            }
        }
    }

    private void insert(HolderId holder, Instant end) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement insert =
                        connection.prepareStatement(
                                """
                                insert into consents
                                  (holder, version, given_at, items, wording, authority, serial, evidence,
                                   registered_at, registered_by, starts_at, ends_at, state)
                                values (cast(? as uuid), 1, now(), 'NAME', '2025-03', 'aa', '1', gen_random_uuid(),
                                        now(), 'test', now(), cast(? as timestamptz), 'OPEN')\
                                """)) {
            insert.setString(1, holder.text());
            insert.setString(2, end.toString());
            insert.executeUpdate();
        }
    }

    private Map<String, Integer> states() throws SQLException {
        Map<String, Integer> states = new TreeMap<>();
        try (Connection connection = database.getConnection();
                PreparedStatement select =
                        connection.prepareStatement(
                                "select state, count(*) from consents where cast(holder as text) like ?"
                                        + " group by state")) {
            select.setString(1, HOLDER + "%");
            ResultSet rows = select.executeQuery();
            while (rows.next()) {
                states.put(rows.getString(1), rows.getInt(2));
            }
        }
        return states;
    }

    private String state(HolderId holder) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select =
                        connection.prepareStatement(
                                "select state from consents where holder = cast(? as uuid)")) {
            select.setString(1, holder.text());
            ResultSet row = select.executeQuery();
            assertTrue(row.next());
            return row.getString(1);
        }
    }

    /// What the topic says of this test's holders, counted as it is read.
    private static final class Heard {

        private final BitSet holders = new BitSet();
        private int events;

        /// Reads the topic from its beginning until so many were heard of, and to its end.
        static Heard awaiting(int count, Duration atMost) {
            Heard heard = new Heard();
            long deadline = System.nanoTime() + atMost.toNanos();
            try (KafkaConsumer<byte[], byte[]> consumer =
                    new KafkaConsumer<>(
                            Map.of(
                                    "bootstrap.servers",
                                    ConfigProvider.getConfig()
                                            .getValue("kafka.bootstrap.servers", String.class)),
                            new ByteArrayDeserializer(),
                            new ByteArrayDeserializer())) {
                List<TopicPartition> partitions =
                        consumer.partitionsFor(Topics.CONSENT_CHANGED).stream()
                                .map(info -> new TopicPartition(info.topic(), info.partition()))
                                .toList();
                consumer.assign(partitions);
                consumer.seekToBeginning(partitions);
                while (heard.events < count && System.nanoTime() < deadline) {
                    consumer.poll(Duration.ofMillis(100)).forEach(heard::add);
                }
                Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
                while (ends.entrySet().stream()
                        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                    consumer.poll(Duration.ofMillis(100)).forEach(heard::add);
                }
            }
            return heard;
        }

        private void add(ConsumerRecord<byte[], byte[]> record) {
            if (Events.read(record.value()) instanceof Reading.Read(var event)
                    && event.subject().text().startsWith(HOLDER)
                    && event.data() instanceof ConsentChanged changed) {
                assertEquals(ConsentChanged.Kind.EXPIRED, changed.kind());
                assertEquals("46", event.prefecture().digits());
                assertEquals(
                        Instant.parse("2041-02-28T14:59:59Z"), changed.certificateValidUntil());
                holders.set(
                        Integer.parseInt(event.subject().text().substring(HOLDER.length()), 16));
                events++;
            }
        }
    }
}
