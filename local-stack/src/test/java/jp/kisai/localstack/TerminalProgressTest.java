package jp.kisai.localstack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TerminalProgressTest {

    private final StringWriter printed = new StringWriter();
    @TempDir private Path data;

    @Test
    void printsOneLineForEachPartThatIsReadyWhereNobodyWatches() {
        var broker = Broker.in(data);
        var progress = new TerminalProgress(new PrintWriter(printed), false);

        progress.starting(broker);
        progress.ready(broker, Duration.ofMillis(3_240));

        assertEquals(
                "  Kafka                   3.2 s  ready     " + broker.address(),
                printed.toString().stripTrailing());
    }

    @Test
    void redrawsTheSameLinesOnATerminal() {
        var broker = Broker.in(data);
        var database = Database.in(data);
        var progress = new TerminalProgress(new PrintWriter(printed), true);

        progress.starting(broker);
        progress.starting(database);
        progress.ready(database, Duration.ofMillis(600));
        progress.ready(broker, Duration.ofMillis(3_240));

        var text = printed.toString();
        assertTrue(text.contains("\u001b[2A"), "goes up over both lines");
        var last = text.substring(text.lastIndexOf("\u001b[2A"));
        assertTrue(last.contains("3.2 s  ready"), last);
        assertTrue(last.contains("0.6 s  ready"), last);
    }

    @Test
    void saysWhichPartFailed() {
        var progress = new TerminalProgress(new PrintWriter(printed), false);

        progress.failed(Database.in(data));

        assertTrue(printed.toString().contains("PostgreSQL"));
        assertTrue(printed.toString().contains("failed"));
        assertFalse(printed.toString().contains("\u001b"), "no control characters in a log");
    }
}
