package jp.kisai.testkit;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.postgresql.ds.PGSimpleDataSource;

/// The role that owns the tables of the service under test: for what the service itself may not do,
/// such as planting a trigger that fails.
public final class TablesOwner {

    private TablesOwner() {}

    /// A connection of its own; the caller closes it.
    public static Connection connect() throws SQLException {
        Config config = ConfigProvider.getConfig();
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(config.getValue("quarkus.datasource.jdbc.url", String.class));
        return source.getConnection(
                config.getValue("quarkus.flyway.username", String.class),
                config.getValue("quarkus.flyway.password", String.class));
    }

    /// Does one after the other, each in a transaction of its own.
    public static void execute(String... commands) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String command : commands) {
                statement.execute(command);
            }
        } catch (SQLException cause) {
            throw new IllegalStateException(cause);
        }
    }
}
