package jp.kisai.localstack.process;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// A tiny shell process that ends our children when this JVM is gone, however it went.
///
/// A shutdown hook does not run when a JVM is killed with SIGKILL; a pipe is closed by the kernel
/// in every case. The watchdog is told each child's pid over its standard input, and at the end of
/// that input kills those that are still on its list.
final class Watchdog {

    private static final String SCRIPT =
            """
            trap '' INT TERM HUP
            pids=' '
            while read -r change pid; do
              case $change in
                add) pids="$pids$pid " ;;
                drop) case "$pids" in *" $pid "*) pids="${pids%% $pid *} ${pids#* $pid }" ;; esac ;;
              esac
            done
            for pid in $pids; do kill -TERM "$pid"; done
            [ "$pids" = ' ' ] || sleep 2
            for pid in $pids; do kill -KILL "$pid"; done
            """;

    private static final Watchdog INSTANCE = new Watchdog();

    private final OutputStream input;

    private Watchdog() {
        try {
            input =
                    new ProcessBuilder(Detached.command("sh", "-c", SCRIPT))
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .getOutputStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void add(long pid) {
        INSTANCE.tell("add " + pid + "\n");
    }

    static void drop(long pid) {
        INSTANCE.tell("drop " + pid + "\n");
    }

    private synchronized void tell(String line) {
        try {
            input.write(line.getBytes(StandardCharsets.US_ASCII));
            input.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("The watchdog of the child processes is gone.", e);
        }
    }
}
