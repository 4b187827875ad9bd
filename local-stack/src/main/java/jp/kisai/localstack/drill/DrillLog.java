package jp.kisai.localstack.drill;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/// What a drill does and what it finds, line by line with the seconds since its beginning.
final class DrillLog {

    private static final double NANOS = 1e9;

    private final PrintWriter out;
    private final long begun = System.nanoTime();
    private final List<String> failures = new ArrayList<>();

    DrillLog(PrintWriter out) {
        this.out = out;
    }

    /// What was found not to hold.
    List<String> failures() {
        return List.copyOf(failures);
    }

    void say(String what) {
        out.printf("%5.0f s  %s%n", (System.nanoTime() - begun) / NANOS, what);
        out.flush();
    }

    /// @param started in nanoseconds of the machine
    void said(String what, long started) {
        say("%s (%.1f s)".formatted(what, (System.nanoTime() - started) / NANOS));
    }

    /// @param otherwise what speaks against it
    void judge(String claim, boolean holds, String otherwise) {
        if (holds) {
            say("  ok    " + claim);
        } else {
            say("  WRONG " + claim + ":\n      " + otherwise);
            failures.add(claim);
        }
    }
}
