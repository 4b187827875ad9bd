package jp.kisai.localstack;

import java.nio.file.Files;
import java.nio.file.Path;
import jp.kisai.localstack.process.PartFailed;

/// The checkout we were built from: the services and Keycloak are taken from its build folders.
public final class Home {

    private static final String PROPERTY = "kisai.home";

    private Home() {}

    /// The folder named by the system property `kisai.home`, else the nearest one at or above the
    /// working directory that holds the launcher.
    public static Path folder() {
        String named = System.getProperty(PROPERTY);
        if (named != null) {
            return Path.of(named).toAbsolutePath();
        }
        for (var folder = Path.of("").toAbsolutePath();
                folder != null;
                folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("kisai"))
                    && Files.isDirectory(folder.resolve("local-stack"))) {
                return folder;
            }
        }
        throw new PartFailed(
                "Run this inside the Kisai checkout, or set -D" + PROPERTY + "=FOLDER.");
    }
}
