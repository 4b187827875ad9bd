package jp.kisai.localstack.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.regex.Pattern;
import jp.kisai.localstack.Home;
import org.junit.jupiter.api.Test;
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

    /// The weekly drill of a cluster looks for the same facts.
    @Test
    void comparesTheSameInTheCluster() throws IOException {
        String script =
                Files.readString(
                        Home.folder()
                                .resolve("deploy/k8s/components/restore-drill/restore-drill.sh"));

        assertEquals(
                Reconciliation.FACTS.stream().map(Reconciliation.Fact::name).toList(),
                Pattern.compile("(?m)^fact '([^']+)'")
                        .matcher(script)
                        .results()
                        .map(found -> found.group(1))
                        .toList());
    }
}
