package jp.kisai.localstack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabaseTest {

    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private Path data;
    private Database database;

    @BeforeAll
    void start(@TempDir Path data) {
        this.data = data;
        database = Database.in(data);
        database.start();
    }

    @AfterAll
    void stop() {
        database.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fsync", "synchronous_commit", "full_page_writes"})
    void isAsDurableAsInProduction(String setting) throws SQLException {
        assertEquals("on", ask("consent", "show " + setting));
    }

    @Test
    void keepsWhatWasCommittedWhenKilled() throws SQLException {
        int port = database.port();
        execute("licence", "create table kept (what text)");
        execute("licence", "insert into kept values ('committed before the kill')");

        database.kill();
        database.start();

        assertEquals(port, database.port());
        assertEquals("committed before the kill", ask("licence", "select what from kept"));
    }

    @Test
    void startsAlthoughTheNumberOfTheKilledServerBelongsToAnotherProcessNow() throws Exception {
        var file = data.resolve("database/postmaster.pid");
        database.kill();
        var lines = Files.readAllLines(file);
        lines.set(0, Long.toString(ProcessHandle.current().pid()));
        Files.write(file, lines);

        database.start();

        assertEquals("1", ask("consent", "select 1"));
    }

    @Test
    void keepsEachServiceToItsOwnDatabase() {
        for (String role : List.of(database.username("consent"), database.owner("consent"))) {
            var refusal = assertThrows(SQLException.class, () -> connectAs(role, "licence"));

            assertTrue(refusal.toString().contains("permission denied"), refusal.toString());
        }
    }

    @Test
    void givesTheServiceNothingOfItsOwn() throws SQLException {
        execute("card_writer", "create table cards (number text)");
        try (Connection connection = connectAs(database.username("card_writer"), "card_writer");
                var statement = connection.createStatement()) {
            for (String command :
                    List.of(
                            "create table mine (what text)",
                            "select * from cards",
                            "drop table cards",
                            "set role " + database.owner("card_writer"))) {
                var refusal =
                        assertThrows(SQLException.class, () -> statement.execute(command), command);

                assertEquals(INSUFFICIENT_PRIVILEGE, refusal.getSQLState(), command);
            }
        }
    }

    @Test
    void takesWhatAnEarlierVersionGaveToTheServicesRole() throws SQLException {
        execute("notification", "create table sent (what text)");
        execute("notification", "insert into sent values ('before the upgrade')");
        try (Connection connection = database.connectAsSuperuser("notification");
                var statement = connection.createStatement()) {
            statement.execute("reassign owned by notification_owner to notification");
            statement.execute("drop role notification_owner");
        }

        database.stop();
        database.start();

        assertEquals("before the upgrade", ask("notification", "select what from sent"));
        assertEquals(
                "notification_owner",
                ask("notification", "select tableowner from pg_tables where tablename = 'sent'"));
        assertEquals(
                "notification_owner",
                ask(
                        "notification",
                        "select pg_get_userbyid(datdba) from pg_database"
                                + " where datname = 'notification'"));
    }

    @Test
    void wantsThePassword() {
        assertThrows(
                SQLException.class,
                () -> DriverManager.getConnection(database.jdbcUrl("consent"), "consent", "guess"));
    }

    @Test
    void storesJapaneseText() throws SQLException {
        assertEquals("辻󠄀", ask("card_writer", "select '辻󠄀'"));
        assertEquals("UTF8", ask("card_writer", "show server_encoding"));
    }

    private Connection connectAs(String role, String name) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(name), role, database.password());
    }

    private String ask(String name, String question) throws SQLException {
        try (Connection connection = database.connectAsOwner(name);
                var statement = connection.createStatement();
                var answer = statement.executeQuery(question)) {
            assertTrue(answer.next());
            return answer.getString(1);
        }
    }

    private void execute(String name, String command) throws SQLException {
        try (Connection connection = database.connectAsOwner(name);
                var statement = connection.createStatement()) {
            statement.execute(command);
        }
    }
}
