package jp.kisai.localstack.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// One running child: its output goes to a log file, and it does not outlive this JVM.
public final class ChildProcess {

    private static final Duration KILL_DEADLINE = Duration.ofSeconds(10);
    private static final int TAIL_LINES = 12;
    private static final int TAIL_WIDTH = 400;

    private final String name;
    private final Process process;
    private final Path log;

    private ChildProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /// Starts the command with these additions to the environment; output is appended to the log.
    public static ChildProcess start(
            String name, List<String> command, Map<String, String> environment, Path log) {
        try {
            Files.createDirectories(log.getParent());
            var builder =
                    new ProcessBuilder(Detached.command(command))
                            .redirectInput(
                                    ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment);
            var process = builder.start();
            Watchdog.add(process.pid());
            return new ChildProcess(name, process, log);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not start " + name + ".", e);
        }
    }

    /// Runs a command to its end, within the deadline.
    public static void run(
            String name,
            List<String> command,
            Map<String, String> environment,
            Path log,
            Duration deadline) {
        var child = start(name, command, environment, log);
        if (!child.awaitEnd(deadline)) {
            child.kill();
            throw child.failure(" did not end within " + deadline.toSeconds() + " s");
        }
        Watchdog.drop(child.pid());
        if (child.process.exitValue() != 0) {
            throw child.failure(" failed");
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean running() {
        return process.isAlive();
    }

    /// Asks until the answer is yes; a process that ends before, or a deadline that passes, is an
    /// error that carries the end of the log.
    public void awaitReady(BooleanSupplier ready, Duration pause, Duration deadline) {
        long giveUp = System.nanoTime() + deadline.toNanos();
        while (!ready.getAsBoolean()) {
            if (!process.isAlive()) {
                throw failure(" ended with code " + process.exitValue() + " while starting");
            }
            if (System.nanoTime() > giveUp) {
                throw failure(" was not ready within " + deadline.toSeconds() + " s");
            }
            awaitEnd(pause);
        }
    }

    /// SIGTERM, and SIGKILL when the process is still there after the grace period.
    ///
    /// @return whether it ended by itself
    public boolean stop(Duration grace) {
        process.destroy();
        return end(grace);
    }

    /// SIGINT, which PostgreSQL takes as "disconnect everybody and shut down".
    ///
    /// @return whether it ended by itself
    public boolean interrupt(Duration grace) {
        try {
            new ProcessBuilder("sh", "-c", "kill -INT " + process.pid()).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return end(grace);
    }

    /// SIGKILL to the process and everything it started: nothing of it gets to run another
    /// instruction, as when the machine loses power.
    public void kill() {
        var descendants = process.descendants().toList();
        process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
        // What shares memory or a port with them must not start before they are gone.
        descendants.forEach(
                descendant ->
                        descendant
                                .onExit()
                                .orTimeout(KILL_DEADLINE.toMillis(), TimeUnit.MILLISECONDS)
                                .join());
        if (!awaitEnd(KILL_DEADLINE)) {
            throw failure(" (pid " + pid() + ") survived SIGKILL");
        }
        Watchdog.drop(pid());
    }

    private boolean end(Duration grace) {
        if (awaitEnd(grace)) {
            Watchdog.drop(pid());
            return true;
        }
        kill();
        return false;
    }

    private boolean awaitEnd(Duration deadline) {
        try {
            return process.waitFor(deadline.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new PartFailed("Interrupted while waiting for " + name + ".");
        }
    }

    private PartFailed failure(String what) {
        return new PartFailed(name + what + ". " + log + " ends with:\n" + tail());
    }

    private String tail() {
        try {
            var lines =
                    new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                            .lines()
                            .map(line -> line.substring(0, Math.min(line.length(), TAIL_WIDTH)))
                            .toList();
            return String.join(
                    "\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        } catch (IOException e) {
            return "(not readable: " + e.getMessage() + ")";
        }
    }
}
