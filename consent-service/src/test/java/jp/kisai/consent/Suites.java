package jp.kisai.consent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/// Where the public conformance suites lie: test data that others made, which is read and never
/// copied. `KISAI_SUITES` names the folder; without it, `../shared/suites` beside the repository.
public final class Suites {

    private Suites() {}

    /// Skips the test, saying so, where the suite is absent.
    public static Path suite(String name) {
        String given = System.getenv("KISAI_SUITES");
        Path folder =
                (given == null ? Path.of("..", "..", "shared", "suites") : Path.of(given))
                        .resolve(name);
        Assumptions.assumeTrue(
                Files.isReadable(folder.resolve("manifest.json")),
                () ->
                        "the suite "
                                + name
                                + " is not there: set KISAI_SUITES to the suites' folder");
        return folder;
    }

    public static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
