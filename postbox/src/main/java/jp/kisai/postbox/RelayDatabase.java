package jp.kisai.postbox;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionFactoryConfiguration;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.quarkus.logging.Log;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/// The relay's own database session. Leadership is an advisory lock of this session: it ends with
/// the session, however that ends.
final class RelayDatabase implements AutoCloseable {

    /// Any number, the same in every instance: 0x6b69736169 is "kisai".
    private static final long LEADER_LOCK = 0x6b69736169L;

    /// Rows whose bytes fit the batch; always at least one. `octet_length` of a large value does
    /// not read it.
    private static final String NEXT =
            """
            select id, topic, key, value, headers from outbox
            where id in (
                select id from (
                    select id,
                           sum(coalesce(octet_length(value), 0)) over (order by id)
                               - coalesce(octet_length(value), 0) as before
                    from (select id, value from outbox
                          where refused_at is null and topic <> all (?) order by id limit ?) page
                ) sized
                where before < ?)
            order by id\
            """;

    private static final String MEASURE =
            """
            select (select count(*) from (select 1 from outbox where refused_at is null limit ?) d),
                   (select created_at from outbox where refused_at is null order by id limit 1),
                   (select count(*) from outbox where refused_at is not null),
                   (select count(*) from parked),
                   (select count(*) from postbox_holder where hold is not null),
                   (select min(held_since) from postbox_holder where hold is not null),
                   (select count(*) from (select 1 from dead_letter where state = 'OPEN' limit ?) o),
                   (select set_aside_at from dead_letter where state = 'OPEN'
                    order by set_aside_at limit 1),
                   (select count(*) from operation_plan_letter l join operation_plan p on p.id = l.plan
                    where l.outcome is null and p.confirmed_at is not null)\
            """;

    private static final String SWEEP_INBOX =
            """
            delete from inbox where ctid = any (array(
                select ctid from inbox where received_at < ? limit ?))\
            """;

    private static final String SWEEP_DEAD_LETTERS =
            """
            delete from dead_letter where ctid = any (array(
                select ctid from dead_letter
                where state <> 'OPEN' and resolved_at < ? limit ?))\
            """;

    private static final String SWEEP_TRACES =
            """
            delete from remembered_trace where ctid = any (array(
                select ctid from remembered_trace where remembered_at < ? limit ?))\
            """;

    /// Counting stops here: beyond it "very many" is answer enough.
    private static final int DEEPEST_MEASURED = 100_000;

    private final Connection connection;

    /// Opens a session that is not the pool's: what holds the leadership must end with it, and the
    /// pool would keep it open for others.
    ///
    /// @throws SQLException if the database is not there
    static RelayDatabase open(AgroalDataSource dataSource, PostboxSettings.Relay settings)
            throws SQLException {
        AgroalConnectionFactoryConfiguration configuration =
                dataSource
                        .getConfiguration()
                        .connectionPoolConfiguration()
                        .connectionFactoryConfiguration();
        Properties properties = new Properties();
        properties.putAll(configuration.jdbcProperties());
        if (configuration.principal() instanceof NamePrincipal user) {
            properties.putAll(user.asProperties());
        }
        for (Object credential : configuration.credentials()) {
            if (credential instanceof SimplePassword password) {
                properties.putAll(password.asProperties());
            }
        }
        RelayDatabase database =
                new RelayDatabase(DriverManager.getConnection(configuration.jdbcUrl(), properties));
        try {
            database.prepare(settings);
        } catch (SQLException broken) {
            database.close();
            throw broken;
        }
        return database;
    }

    private RelayDatabase(Connection connection) {
        this.connection = connection;
    }

    private void prepare(PostboxSettings.Relay settings) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, settings.databaseTimeoutMs());
        try (Statement statement = connection.createStatement()) {
            // Another instance leads soon after this one stopped talking, were it only paused.
            statement.execute("set idle_session_timeout = " + settings.leaseMs());
            // A deletion that a crash undoes is a record sent twice, which every inbox absorbs.
            statement.execute("set synchronous_commit = off");
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared as a record
    record Row(
            long id,
            String topic,
            byte @Nullable [] key,
            byte @Nullable [] value,
            List<Header> headers) {}

    record Measures(
            long outboxDepth,
            long outboxAgeMs,
            long refusedRows,
            long parkedRecords,
            long heldHolders,
            long heldAgeMs,
            long openDeadLetters,
            long deadLetterAgeMs,
            long planRecords) {}

    /// Answers whether this session leads now.
    boolean lead() throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select pg_try_advisory_lock(?)")) {
            statement.setLong(1, LEADER_LOCK);
            try (ResultSet answer = statement.executeQuery()) {
                answer.next();
                return answer.getBoolean(1);
            }
        }
    }

    /// The oldest rows, except those of topics that can not be reached now.
    List<Row> next(int rows, long bytes, Collection<String> withoutTopics) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(NEXT)) {
            statement.setArray(1, connection.createArrayOf("text", withoutTopics.toArray()));
            statement.setInt(2, rows);
            statement.setLong(3, bytes);
            List<Row> next = new ArrayList<>();
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    next.add(
                            new Row(
                                    found.getLong(1),
                                    found.getString(2),
                                    found.getBytes(3),
                                    found.getBytes(4),
                                    HeaderLines.read(found.getString(5))));
                }
            }
            return next;
        }
    }

    void delete(List<Long> ids) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("delete from outbox where id = any (?)")) {
            statement.setArray(1, connection.createArrayOf("bigint", ids.toArray()));
            statement.executeUpdate();
        }
    }

    /// Keeps a row that the broker will never take out of the way.
    void refuse(long id, String refusal, Instant now) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "update outbox set refused_at = ?, refusal = ? where id = ?")) {
            statement.setObject(1, OffsetDateTime.ofInstant(now, ZoneOffset.UTC));
            statement.setString(2, refusal);
            statement.setLong(3, id);
            statement.executeUpdate();
        }
    }

    Measures measure(Instant now) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(MEASURE)) {
            statement.setInt(1, DEEPEST_MEASURED);
            statement.setInt(2, DEEPEST_MEASURED);
            try (ResultSet found = statement.executeQuery()) {
                found.next();
                return new Measures(
                        found.getLong(1),
                        age(found, 2, now),
                        found.getLong(3),
                        found.getLong(4),
                        found.getLong(5),
                        age(found, 6, now),
                        found.getLong(7),
                        age(found, 8, now),
                        found.getLong(9));
            }
        }
    }

    private static long age(ResultSet found, int column, Instant now) throws SQLException {
        OffsetDateTime oldest = found.getObject(column, OffsetDateTime.class);
        return oldest == null
                ? 0
                : Math.max(0, now.toEpochMilli() - oldest.toInstant().toEpochMilli());
    }

    /// Topics of which nothing is to be taken.
    Set<String> pausedTopics() throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement("select topic from paused_flow");
                ResultSet found = statement.executeQuery()) {
            Set<String> topics = new HashSet<>();
            while (found.next()) {
                topics.add(found.getString(1));
            }
            return topics;
        }
    }

    /// Forgets what was seen before then, at most so many rows; answers how many.
    int sweepInbox(Instant before, int rows) throws SQLException {
        return sweep(SWEEP_INBOX, before, rows);
    }

    /// Forgets what was set aside and resolved before then. What is open is kept, however old.
    int sweepDeadLetters(Instant before, int rows) throws SQLException {
        return sweep(SWEEP_DEAD_LETTERS, before, rows);
    }

    /// Forgets the traces of changes that were taken up before then.
    int sweepTraces(Instant before, int rows) throws SQLException {
        return sweep(SWEEP_TRACES, before, rows);
    }

    private int sweep(String statementText, Instant before, int rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(statementText)) {
            statement.setObject(1, OffsetDateTime.ofInstant(before, ZoneOffset.UTC));
            statement.setInt(2, rows);
            return statement.executeUpdate();
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException alreadyGone) {
            Log.debugf("the relay's session was gone: %s", Defects.describe(alreadyGone));
        }
    }
}
