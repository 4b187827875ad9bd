package jp.kisai.localstack;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import jp.kisai.localstack.process.ChildProcess;
import jp.kisai.localstack.process.PartFailed;
import org.jspecify.annotations.Nullable;

/// One process of the stack.
///
/// Its data and its address are fixed when it is made, so that after [#stop()] or [#kill()] a
/// [#start()] brings back the same thing at the same place. Methods block, and throw
/// [jp.kisai.localstack.process.PartFailed] with the end of the log when the part does not obey.
public abstract class Part {

    private static final Duration STOP_GRACE = Duration.ofSeconds(15);

    private volatile @Nullable ChildProcess process;

    /// The name a person sees.
    public abstract String name();

    /// Where it answers, for a person to read.
    public abstract String address();

    /// What a person who waits for the start should know; mostly nothing.
    String note() {
        return "";
    }

    abstract ChildProcess launch();

    /// Returns when the process is ready for work.
    abstract void awaitReady(ChildProcess launched);

    /// Asks the process to end, and insists after the grace period.
    ///
    /// @return whether it ended by itself
    boolean end(ChildProcess running, Duration grace) {
        return running.stop(grace);
    }

    /// Starts it and returns when it is ready for work; nothing happens where it runs already.
    public final void start() {
        if (running()) {
            return;
        }
        var launched = launch();
        process = launched;
        awaitReady(launched);
    }

    /// Stops it in an orderly way; nothing happens where it does not run.
    public final void stop() {
        var unused = stop(STOP_GRACE);
    }

    /// Stops it in an orderly way, and in another after the grace period.
    ///
    /// @return whether it ended by itself
    public final boolean stop(Duration grace) {
        var running = process;
        return running == null || end(running, grace);
    }

    /// SIGKILL, without warning, to the process and everything it started.
    public final void kill() {
        var running = process;
        if (running != null) {
            running.kill();
        }
    }

    public final void restart() {
        stop();
        start();
    }

    /// Returns when it is so.
    ///
    /// @throws PartFailed if it is not so within a minute, or this part has ended
    final void awaitTrue(BooleanSupplier condition, String what) {
        var running = process;
        if (running == null) {
            throw new PartFailed(name() + " was never started.");
        }
        try {
            running.awaitReady(condition, Duration.ofMillis(50), Duration.ofMinutes(1));
        } catch (PartFailed never) {
            throw new PartFailed("In vain waited until " + what + ".", never);
        }
    }

    public final boolean running() {
        var current = process;
        return current != null && current.running();
    }

    /// @throws PartFailed if it was never started
    public final long pid() {
        var current = process;
        if (current == null) {
            throw new PartFailed(name() + " was never started.");
        }
        return current.pid();
    }
}
