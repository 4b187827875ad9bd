package jp.kisai.localstack.drill;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import jp.kisai.localstack.Home;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the drill proves is what operators are told to do.
class RestoreRunbookTest {

    @ParameterizedTest
    @ValueSource(strings = {RestoreDrill.SEQUENCES, RestoreDrill.FLOOR, Offsets.KNOWN})
    void givesTheStatementsOfTheDrill(String statement) throws IOException {
        String runbook =
                Files.readString(Home.folder().resolve("docs/operate/backup-and-restore.md"));

        assertTrue(runbook.contains(statement + ";"), statement);
    }
}
