package jp.kisai.localstack;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;

/// Programs of the machine that a test needs.
final class Tools {

    private Tools() {}

    /// Skips the test, saying so, where one of them is not there.
    static void assumeInstalled(String... tools) throws InterruptedException {
        for (String tool : tools) {
            assumeTrue(isInstalled(tool), tool + " is not installed: skipped");
        }
    }

    private static boolean isInstalled(String tool) throws InterruptedException {
        try {
            return new ProcessBuilder("sh", "-c", "command -v " + tool).start().waitFor() == 0;
        } catch (IOException noShell) {
            return false;
        }
    }
}
