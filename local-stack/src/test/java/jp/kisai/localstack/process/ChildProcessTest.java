package jp.kisai.localstack.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(20);

    @TempDir private Path folder;

    /// Starts a child and waits for its own end: what the test kills.
    static final class Parent {

        private Parent() {}

        public static void main(String[] arguments) throws IOException, InterruptedException {
            var log = Path.of(arguments[0]);
            var stubborn = List.of("sh", "-c", "trap '' TERM; while :; do sleep 1; done");
            var child = ChildProcess.start("child", stubborn, Map.of(), log);
            System.out.println(child.pid());
            new java.util.concurrent.CountDownLatch(1).await();
        }
    }

    @Test
    void doesNotOutliveAParentThatIsKilled() throws IOException {
        var parent =
                new ProcessBuilder(
                                Java.program(),
                                "-cp",
                                Java.classPath(),
                                Parent.class.getName(),
                                folder.resolve("log").toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        long pid;
        try (var output = parent.inputReader(UTF_8)) {
            pid = Long.parseLong(output.readLine());
        }
        assertTrue(ProcessHandle.of(pid).isPresent());

        parent.destroyForcibly();

        await().atMost(LIMIT).until(() -> ProcessHandle.of(pid).isEmpty());
    }

    @Test
    void killsWhatTheChildStarted() throws IOException {
        var file = folder.resolve("grandchild");
        var child = start("sleep 600 & echo $! > " + file + "; wait");
        await().atMost(LIMIT).until(() -> Files.exists(file) && Files.size(file) > 0);
        long grandchild = Long.parseLong(Files.readString(file).strip());

        child.kill();

        assertFalse(child.running());
        await().atMost(LIMIT).until(() -> ProcessHandle.of(grandchild).isEmpty());
    }

    @Test
    void insistsWhenAskingIsNotEnough() throws IOException {
        var file = folder.resolve("ready");
        var child = start("trap '' TERM; echo > " + file + "; while :; do sleep 0.1; done");
        await().atMost(LIMIT).until(() -> Files.exists(file));

        child.stop(Duration.ofMillis(300));

        assertFalse(child.running());
    }

    @Test
    void showsTheEndOfTheLogOfAProcessThatEndsWhileStarting() {
        var child = start("echo the disk is full; exit 3");

        var failure =
                assertThrows(PartFailed.class, () -> child.awaitReady(() -> false, PAUSE, LIMIT));

        assertTrue(failure.toString().contains("ended with code 3"), failure.toString());
        assertTrue(failure.toString().contains("the disk is full"), failure.toString());
    }

    @Test
    void givesUpOnAProcessThatIsNotReadyInTime() {
        var child = start("sleep 600");

        var failure =
                assertThrows(
                        PartFailed.class,
                        () -> child.awaitReady(() -> false, PAUSE, Duration.ofMillis(200)));

        assertTrue(failure.toString().contains("was not ready"), failure.toString());
        child.kill();
    }

    private ChildProcess start(String script) {
        return ChildProcess.start(
                "child", List.of("sh", "-c", script), Map.of(), folder.resolve("log"));
    }
}
