package jp.kisai.localstack.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What is made once per machine and can be made again: unpacked programs.
final class Cache {

    private Cache() {}

    static Path folder() throws IOException {
        String chosen = System.getenv("KISAI_CACHE");
        var folder =
                chosen == null || chosen.isBlank()
                        ? Path.of(System.getProperty("user.home"), ".cache", "kisai")
                        : Path.of(chosen);
        return Files.createDirectories(folder);
    }
}
