package jp.kisai.localstack;

import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Timer;
import java.util.TimerTask;

/// Shows the start of a stack, one line a part.
///
/// On a terminal the lines are there from the beginning and their seconds run; elsewhere a line is
/// printed when there is something to say. What stays is a table of parts, seconds and addresses.
public final class TerminalProgress implements Progress {

    private static final long REDRAW_MS = 100;
    private static final double NANOS = 1e9;
    private static final String CLEAR_LINE = "\u001b[2K";

    private enum State {
        STARTING,
        READY,
        FAILED
    }

    private record Line(Part part, State state, long begun, Duration took) {}

    private final PrintWriter out;
    private final boolean terminal;
    private final Map<String, Line> lines = new LinkedHashMap<>();
    private int drawn;

    public TerminalProgress(PrintWriter out) {
        this(out, onTerminal());
    }

    TerminalProgress(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
        if (terminal) {
            var tick =
                    new TimerTask() {
                        @Override
                        public void run() {
                            redrawWhileStarting();
                        }
                    };
            new Timer("progress", true).scheduleAtFixedRate(tick, REDRAW_MS, REDRAW_MS);
        }
    }

    /// Whether a person watches, and lines can be drawn again.
    public static boolean onTerminal() {
        return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    }

    @Override
    public synchronized void starting(Part part) {
        show(new Line(part, State.STARTING, System.nanoTime(), Duration.ZERO));
    }

    @Override
    public synchronized void ready(Part part, Duration took) {
        show(new Line(part, State.READY, 0, took));
    }

    @Override
    public synchronized void failed(Part part) {
        show(new Line(part, State.FAILED, 0, Duration.ZERO));
    }

    @Override
    public synchronized void stopping() {
        // What is still on its way up is not drawn again.
        lines.clear();
        drawn = 0;
        out.printf("%nStopping …%n");
        out.flush();
    }

    @Override
    public synchronized void stopped(Duration took) {
        out.printf(Locale.ROOT, "Stopped in %.1f s.%n", took.toNanos() / NANOS);
        out.flush();
    }

    private void show(Line line) {
        lines.put(line.part().name(), line);
        if (terminal) {
            redraw();
        } else if (line.state() != State.STARTING || !line.part().note().isEmpty()) {
            out.println(text(line));
            out.flush();
        }
    }

    private synchronized void redrawWhileStarting() {
        if (lines.values().stream().anyMatch(line -> line.state() == State.STARTING)) {
            redraw();
        }
    }

    private void redraw() {
        if (drawn > 0) {
            out.printf("\u001b[%dA", drawn);
        }
        for (Line line : lines.values()) {
            out.println(CLEAR_LINE + text(line));
        }
        drawn = lines.size();
        out.flush();
    }

    private static String text(Line line) {
        return switch (line.state()) {
            case STARTING -> {
                double seconds = (System.nanoTime() - line.begun()) / NANOS;
                yield row(line.part(), seconds, "starting", line.part().note());
            }
            case READY ->
                    row(line.part(), line.took().toNanos() / NANOS, "ready", line.part().address());
            case FAILED -> "  %-21s          failed".formatted(line.part().name());
        };
    }

    private static String row(Part part, double seconds, String state, String remark) {
        return String.format(
                        Locale.ROOT,
                        "  %-21s %5.1f s  %-8s  %s",
                        part.name(),
                        seconds,
                        state,
                        remark)
                .stripTrailing();
    }
}
