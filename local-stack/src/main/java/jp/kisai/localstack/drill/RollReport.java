package jp.kisai.localstack.drill;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import jp.kisai.localstack.ServiceProcess;

/// What is printed of a rolling restart, in the order in which it becomes known.
final class RollReport {

    private static final int SHOWN = 5;
    private static final double MILLIS = 1e3;

    private final PrintWriter out;

    RollReport(PrintWriter out) {
        this.out = out;
    }

    void started(ServiceProcess copy, Duration took) {
        line("  %-23s ready after %4.1f s", copy.instanceId(), seconds(took));
    }

    void restarted(Restart restart, Load load) {
        line(
                "  %-23s gone after %4.1f s, ready again after %4.1f s; %d of %d moves have ended",
                restart.copy(),
                seconds(restart.stopping()),
                seconds(restart.starting()),
                load.ended(),
                load.sent());
    }

    void load(Load load, double perSecond) {
        List<Duration> times = load.answerTimes();
        line(
                "%n  %d moves at %.1f a second, %d ended as written",
                load.sent(), perSecond, load.ended());
        if (!times.isEmpty()) {
            line(
                    "  answered after %.2f s at the median, %.1f s at the 95th percentile, %.1f s at"
                            + " the longest",
                    seconds(times.get(times.size() / 2)),
                    seconds(times.get(times.size() * 95 / 100)),
                    seconds(times.getLast()));
        }
    }

    void repeats(long published, long redelivered, long duplicates) {
        line(
                "  %d records published again, %d taken again, %d recognised as seen%n",
                published, redelivered, duplicates);
    }

    void judged(Judgement judgement) {
        line("  %-3s  %s", judgement.holds() ? "yes" : "NO", judgement.claim());
        judgement.against().stream().limit(SHOWN).forEach(one -> line("         %s", one));
        if (judgement.against().size() > SHOWN) {
            line("         and %d more", judgement.against().size() - SHOWN);
        }
    }

    boolean verdict(List<Judgement> judgements) {
        boolean passed = judgements.stream().allMatch(Judgement::holds);
        line(passed ? "%nPassed." : "%nFailed.");
        return passed;
    }

    private void line(String format, Object... values) {
        out.printf(Locale.ROOT, format + "%n", values);
        out.flush();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / MILLIS;
    }
}
