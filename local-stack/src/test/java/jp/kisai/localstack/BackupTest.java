package jp.kisai.localstack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import jp.kisai.localstack.process.Folders;
import jp.kisai.localstack.process.Ports;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server's files are lost; a base backup and the archived log bring it back to a named point.
class BackupTest {

    private static final List<String> BEFORE_THE_POINT =
            List.of("before the backup", "before the point");

    @TempDir private Path folder;

    private Database lost;
    private Backup backup;
    private Database elsewhere;

    @BeforeEach
    void loseTheServer() throws Exception {
        Path place = folder.resolve("lost");
        lost = Database.archiving(place, Ports.rememberedIn(place));
        lost.start();
        execute("create table notes (id int generated always as identity, what text)");
        note("before the backup");
        backup = Backup.take(lost, folder.resolve("backup"));
        note("before the point");
        Backup.name(lost, "the-point");
        note("after the point");
        lost.kill();
        Folders.delete(lost.data());
        elsewhere = Database.in(folder.resolve("elsewhere"));
    }

    @AfterEach
    void stop() {
        lost.stop();
        elsewhere.stop();
    }

    @Test
    void bringsBackWhatWasCommittedBeforeThePointAndNothingElse() throws Exception {
        elsewhere = backup.restored(folder.resolve("elsewhere"), "the-point");
        elsewhere.start();
        backup.restoreInto(lost, "the-point");
        lost.start();
        List<String> inPlace = notes(lost);
        note("after the restore");
        Backup.name(lost, "the-next-point");

        assertEquals(BEFORE_THE_POINT, notes(elsewhere), "beside");
        assertEquals(BEFORE_THE_POINT, inPlace, "in its own place");
        assertEquals("after the restore", notes(lost).getLast(), "it works, and archives again");
    }

    private void note(String what) throws SQLException {
        execute("insert into notes (what) values ('" + what + "')");
    }

    private void execute(String command) throws SQLException {
        try (Connection connection = lost.connectAsOwner("licence");
                var statement = connection.createStatement()) {
            statement.execute(command);
        }
    }

    private static List<String> notes(Database database) throws SQLException {
        List<String> notes = new ArrayList<>();
        try (Connection connection = database.connectAsOwner("licence");
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select what from notes order by id")) {
            while (rows.next()) {
                notes.add(rows.getString(1));
            }
        }
        return notes;
    }
}
