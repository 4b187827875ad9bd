package jp.kisai.localstack.demo;

import java.io.PrintWriter;
import jp.kisai.localstack.TerminalProgress;

/// Counts along on one line of a terminal; elsewhere says only where it ended.
public final class Counting {

    private final PrintWriter out;
    private final String what;
    private final int all;
    private final boolean terminal = TerminalProgress.onTerminal();
    private int done;

    public Counting(PrintWriter out, String what, int all) {
        this.out = out;
        this.what = what;
        this.all = all;
    }

    public synchronized void one() {
        reached(done + 1);
    }

    public synchronized void reached(int now) {
        if (terminal && now != done) {
            out.printf("\r  %d of %d %s", now, all, what);
            out.flush();
        }
        done = now;
    }

    /// Leaves the last count standing.
    public synchronized void end() {
        out.printf("%s  %d of %d %s%n", terminal ? "\r" : "", done, all, what);
        out.flush();
    }
}
