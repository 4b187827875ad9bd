package jp.kisai.notification;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import jp.kisai.testkit.TablesOwner;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.postgresql.ds.PGSimpleDataSource;

/// The service's database as somebody sees it who connects beside the service, and may even cut its
/// connections.
final class ServiceDatabase implements AutoCloseable {

    private final Connection connection;

    private ServiceDatabase(Connection connection) {
        this.connection = connection;
    }

    /// As the service's own role.
    static ServiceDatabase open() throws SQLException {
        Config config = ConfigProvider.getConfig();
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(config.getValue("quarkus.datasource.jdbc.url", String.class));
        return new ServiceDatabase(
                source.getConnection(
                        config.getValue("quarkus.datasource.username", String.class),
                        config.getValue("quarkus.datasource.password", String.class)));
    }

    /// As the role that owns the tables, who may empty and analyse them.
    static ServiceDatabase openAsOwner() throws SQLException {
        return new ServiceDatabase(TablesOwner.connect());
    }

    /// @return how many rows it wrote
    long write(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeLargeUpdate(sql);
        }
    }

    long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /// Ends every connection but this, whatever it is in the middle of.
    void cut() throws SQLException {
        try (PreparedStatement cut =
                connection.prepareStatement(
                        "select pg_terminate_backend(pid) from pg_stat_activity"
                                + " where datname = current_database() and pid <> pg_backend_pid()")) {
            cut.executeQuery().close();
        }
    }

    /// The outcomes in a holder's inbox of what this is about, as they were ranked.
    List<String> inbox(UUID holder, String about) {
        try (PreparedStatement select =
                connection.prepareStatement(
                        "select outcome from notice where holder = ? and about = ? order by rank")) {
            select.setObject(1, holder);
            select.setString(2, about);
            List<String> outcomes = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    outcomes.add(rows.getString(1));
                }
            }
            return outcomes;
        } catch (SQLException cause) {
            throw new IllegalStateException("the inbox cannot be read", cause);
        }
    }

    /// How many of a holder's notices have not come to an end over a channel.
    long onTheWay(UUID holder) {
        try (PreparedStatement select =
                connection.prepareStatement(
                        "select count(*) from delivery where holder = ? and state = 'PENDING'")) {
            select.setObject(1, holder);
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        } catch (SQLException cause) {
            throw new IllegalStateException("the deliveries cannot be read", cause);
        }
    }

    /// A mistake that the table's own rule would have stopped.
    void tellTwice(UUID holder) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "insert into notice (id, holder, about, outcome, kind, prefecture, follows,"
                                + " happened_at, told_at, rank) select gen_random_uuid(), holder, about,"
                                + " outcome || ' ', kind, prefecture, follows, happened_at, told_at, rank"
                                + " from notice where holder = ?")) {
            insert.setObject(1, holder);
            insert.executeUpdate();
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
