package jp.kisai.testkit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.postgresql.ds.PGSimpleDataSource;

/// A real broker with all topics, a real PostgreSQL with one service's database, and an issuer of
/// tokens.
///
/// ```java
/// @QuarkusTest
/// @WithTestResource(
///         value = KafkaAndPostgres.class,
///         initArgs = @ResourceArg(name = "database", value = "consent"))
/// ```
/// All test classes of a module share the servers, their topics and the database: a test tells its
/// own events and rows from others' by using a fresh holder. Any other argument becomes a
/// configuration property of the service under test.
public final class KafkaAndPostgres implements QuarkusTestResourceLifecycleManager {

    /// The argument that names the database and the service's role.
    public static final String DATABASE = "database";

    private static final String PASSWORD = "kisai";

    private Map<String, String> arguments = Map.of();

    @Override
    public void init(Map<String, String> initArgs) {
        if (!initArgs.getOrDefault(DATABASE, "").matches("[a-z_]{1,40}")) {
            throw new IllegalArgumentException(
                    "name the service's database: @ResourceArg(name = \"database\", …)");
        }
        arguments = Map.copyOf(initArgs);
    }

    @Override
    public Map<String, String> start() {
        Servers servers = Servers.running();
        String database = arguments.getOrDefault(DATABASE, "");
        String address = "postgresql://" + servers.database() + "/" + database;
        createDatabase(servers.database(), database);
        Map<String, String> settings = new HashMap<>(arguments);
        settings.remove(DATABASE);
        settings.put("kafka.bootstrap.servers", servers.bootstrapServers());
        settings.put("quarkus.datasource.reactive.url", address);
        settings.put("quarkus.datasource.jdbc.url", "jdbc:" + address);
        settings.put("quarkus.datasource.username", database);
        settings.put("quarkus.datasource.password", PASSWORD);
        settings.put("quarkus.flyway.username", owner(database));
        settings.put("quarkus.flyway.password", PASSWORD);
        // A public key is only used where no server is named.
        settings.put("quarkus.oidc.auth-server-url", "");
        settings.put("quarkus.oidc.public-key", Tokens.publicKey());
        return settings;
    }

    /// The role that owns the tables, as in production; the service's role is named as the
    /// database.
    private static String owner(String database) {
        return database + "_owner";
    }

    /// The servers serve the test classes that follow, and end with the JVM.
    @Override
    public void stop() {}

    private static void createDatabase(String server, String name) {
        // Not through DriverManager, which knows the drivers of one class loader only.
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl("jdbc:postgresql://" + server + "/postgres");
        try (Connection connection = source.getConnection("postgres", PASSWORD);
                Statement statement = connection.createStatement()) {
            try (ResultSet found =
                    statement.executeQuery(
                            "select from pg_database where datname = '" + name + "'")) {
                if (found.next()) {
                    return;
                }
            }
            for (String role : List.of(owner(name), name)) {
                statement.execute("create role " + role + " login password '" + PASSWORD + "'");
            }
            statement.execute("create database " + name + " owner " + owner(name));
        } catch (SQLException cause) {
            throw new IllegalStateException("the database " + name + " cannot be created", cause);
        }
    }
}
