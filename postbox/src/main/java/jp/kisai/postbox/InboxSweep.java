package jp.kisai.postbox;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/// Forgets inbox rows that no topic can deliver again, dead letters that were resolved as long ago,
/// and traces of changes that wait no more. The leading relay takes a step between two rounds, so
/// the sweep never delays publishing by more than one small statement.
final class InboxSweep {

    private final Duration retention;
    private final Duration traceRetention;
    private final Duration every;
    private final int rows;
    private Instant next = Instant.EPOCH;

    InboxSweep(PostboxSettings settings) {
        retention = Duration.ofDays(settings.inbox().retentionDays());
        traceRetention = Duration.ofDays(settings.traceRetentionDays());
        every = Duration.ofSeconds(settings.inbox().sweepEverySeconds());
        rows = settings.inbox().sweepRows();
    }

    /// Answers whether there is more to do at once.
    boolean step(RelayDatabase database, Instant now) throws SQLException {
        if (now.isBefore(next)) {
            return false;
        }
        Instant before = now.minus(retention);
        int forgotten =
                Math.max(
                        Math.max(
                                database.sweepInbox(before, rows),
                                database.sweepDeadLetters(before, rows)),
                        database.sweepTraces(now.minus(traceRetention), rows));
        boolean more = forgotten == rows;
        if (!more) {
            next = now.plus(every);
        }
        return more;
    }
}
