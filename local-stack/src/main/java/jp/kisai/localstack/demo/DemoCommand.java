package jp.kisai.localstack.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import jp.kisai.localstack.LocalStack;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Starts the suite and plays a day on it.
@Command(
        name = "demo",
        description = {
            "Starts Kafka, PostgreSQL, Keycloak, the four services and the doubles of the systems"
                    + " outside,",
            "plays one day of municipal events, and prints how each case ended, hop by hop.",
            "Without --once the stack keeps running until Ctrl-C."
        })
public final class DemoCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Spec private CommandSpec spec;

    @Option(
            names = "--once",
            description = "play, then stop; exit code 0 if every case ended as written, else 1")
    private boolean once;

    @Option(
            names = "--events",
            paramLabel = "FILE",
            description = "play these events instead: JSON lines, signed with the simulator's keys")
    private @Nullable Path events;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "where everything is kept (default: ${DEFAULT-VALUE})",
            defaultValue = ".kisai")
    private Path data;

    @Override
    public Integer call()
            throws IOException, GeneralSecurityException, InterruptedException, SQLException {
        List<EventsFile.Line> lines = events == null ? List.of() : EventsFile.read(events);
        Play demo = (stack, outside) -> play(stack, outside, lines);
        return demo.on(LocalStack.builder(data), spec.commandLine().getOut(), PATIENCE);
    }

    private int play(LocalStack stack, Outside outside, List<EventsFile.Line> lines)
            throws IOException, GeneralSecurityException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        boolean asWritten =
                events == null ? playDay(outside.stage(), out) : playFile(outside, lines, out);
        if (!once) {
            outside.stage().save();
            new Welcome(stack, out).print();
            new CountDownLatch(1).await();
        }
        return asWritten ? 0 : 1;
    }

    private static boolean playDay(Stage stage, PrintWriter out) throws InterruptedException {
        Performance performance = new Performance(stage, PATIENCE);
        Counting ready = new Counting(out, "people at the counter", Day.CASES.size());
        List<Performance.Prepared> prepared = performance.prepare(Day.CASES, part -> ready.one());
        ready.end();
        Counting ended = new Counting(out, "cases ended", Day.CASES.size());
        List<Performance.Result> results = performance.play(prepared, result -> ended.one());
        ended.end();
        new Playbill(out).print(results);
        return results.stream().allMatch(Performance.Result::asWritten);
    }

    private boolean playFile(Outside outside, List<EventsFile.Line> lines, PrintWriter out)
            throws IOException, GeneralSecurityException, InterruptedException {
        Neighbours neighbours = outside.neighbours();
        return new SendReport(out)
                .send(new Sending(outside.stage(), neighbours, true), lines, PATIENCE);
    }
}
