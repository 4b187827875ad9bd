package jp.kisai.localstack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabaseTest {

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
        var refusal =
                assertThrows(
                        SQLException.class,
                        () ->
                                DriverManager.getConnection(
                                        database.jdbcUrl("licence"),
                                        database.username("consent"),
                                        database.password()));

        assertTrue(refusal.toString().contains("permission denied"), refusal.toString());
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

    private String ask(String name, String question) throws SQLException {
        try (Connection connection = database.connect(name);
                var statement = connection.createStatement();
                var answer = statement.executeQuery(question)) {
            assertTrue(answer.next());
            return answer.getString(1);
        }
    }

    private void execute(String name, String command) throws SQLException {
        try (Connection connection = database.connect(name);
                var statement = connection.createStatement()) {
            statement.execute(command);
        }
    }
}
