package jp.kisai.postbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A service of yesterday gets the postbox of today, whose migrations have lower numbers than what
/// it has applied.
@QuarkusTest
class UpgradeTest extends PostboxTest {

    private static final List<String> YESTERDAY =
            List.of("/db/postbox/V0001__postbox.sql", "/db/tried/V1001__effect.sql");

    private static final String SCHEMA = "upgraded";

    @Inject Flyway flyway;

    @TempDir private Path folder;

    @Test
    void aDatabaseOfYesterdayTakesThePostboxOfToday() throws IOException {
        for (String migration : YESTERDAY) {
            Path name = Objects.requireNonNull(Path.of(migration).getFileName());
            try (InputStream text = UpgradeTest.class.getResourceAsStream(migration)) {
                Files.copy(Objects.requireNonNull(text, migration), folder.resolve(name));
            }
        }
        Flyway.configure()
                .dataSource(flyway.getConfiguration().getDataSource())
                .schemas(SCHEMA)
                .locations("filesystem:" + folder)
                .load()
                .migrate();
        Flyway today =
                Flyway.configure().configuration(flyway.getConfiguration()).schemas(SCHEMA).load();

        int executed = today.migrate().migrationsExecuted;

        assertTrue(executed > 0, "the postbox has new migrations since");
        assertEquals(0, today.info().pending().length, "nothing is left out");
    }
}
