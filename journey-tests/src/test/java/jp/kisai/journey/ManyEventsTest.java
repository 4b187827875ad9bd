package jp.kisai.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import jp.kisai.localstack.demo.ExplainCommand;
import jp.kisai.localstack.demo.SampleCommand;
import jp.kisai.localstack.demo.SendCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// Many events at once, as a person sends them: every one is answered, and any can be explained.
class ManyEventsTest {

    private static final Pattern EXPLAIN = Pattern.compile("kisai explain (\\S+)");

    /// More with `-Dkisai.events=10000`.
    private static final int EVENTS = Integer.getInteger("kisai.events", 2_000);

    @TempDir private Path folder;

    @Test
    void everyEventIsAnsweredAndExplained() throws Exception {
        String data = Suite.running().folder().toString();
        Path file = folder.resolve("events.jsonl");
        Files.writeString(file, run(new SampleCommand(), Integer.toString(EVENTS)));

        String report = run(new SendCommand(), file.toString(), "--data", data);

        List<String> ids =
                EXPLAIN.matcher(report)
                        .results()
                        .map((MatchResult found) -> found.group(1))
                        .toList();
        assertFalse(ids.isEmpty(), report);
        for (String id : ids) {
            assertFalse(run(new ExplainCommand(), id, "--data", data).isBlank(), id);
        }
    }

    private static String run(Object command, String... arguments) {
        StringWriter out = new StringWriter();
        int exitCode = new CommandLine(command).setOut(new PrintWriter(out)).execute(arguments);
        assertEquals(0, exitCode, out.toString());
        return out.toString();
    }
}
