package jp.kisai.localstack.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import jp.kisai.contracts.vocabulary.ChangeKey;

/// Sends events, counts along on one line, and prints the tally of answers.
final class SendReport {

    private static final int SHOWN = 5;

    private final PrintWriter out;

    SendReport(PrintWriter out) {
        this.out = out;
    }

    /// @return whether every event was answered
    boolean send(Sending sending, List<EventsFile.Line> lines, Duration limit)
            throws IOException, InterruptedException {
        sending.send(lines);
        int all = sending.sent().size();
        Counting answers = new Counting(out, "answered", all);
        Map<String, Integer> tally = sending.awaitAnswers(limit, answers::reached);
        answers.end();
        tally.forEach((answer, count) -> out.printf("  %6d  %s%n", count, answer));
        out.println("  Ask for any of them, for example:");
        sending.sent().keySet().stream()
                .limit(SHOWN)
                .map(ChangeKey::id)
                .forEach(id -> out.printf("    ./kisai explain %s%n", id));
        out.flush();
        return !tally.containsKey(Sending.UNANSWERED);
    }
}
