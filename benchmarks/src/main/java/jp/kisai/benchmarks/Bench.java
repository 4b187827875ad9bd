package jp.kisai.benchmarks;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.logging.LogManager;
import jp.kisai.contracts.signature.CryptoProviders;
import jp.kisai.localstack.LocalStack;
import jp.kisai.localstack.TerminalProgress;
import jp.kisai.localstack.demo.Outside;
import jp.kisai.localstack.process.Folders;
import jp.kisai.localstack.process.PartFailed;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `./kisai bench`: starts a stack of its own, measures what this machine can do, then how many
/// whole journeys it carries and how long one takes.
///
/// A journey is one signed move of a holder with a valid consent and a successor certificate: from
/// the moment the broker accepted the municipality's event until a consumer sees the new record
/// version, and until it sees the encoding order. Every hop is the real one.
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = {
            "Measures full journeys per second and the latency of one at a steady rate,",
            "beside the machine's own bounds measured in the same run. Takes up to seven minutes."
        })
public final class Bench implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration SETTLING = Duration.ofSeconds(60);
    private static final int WARM_UP = 100;

    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--holders",
            description = "people to move, at most (default: ${DEFAULT-VALUE})",
            defaultValue = "2000")
    private int holders;

    @Option(
            names = "--seconds",
            description = "length of the latency measurement (default: ${DEFAULT-VALUE})",
            defaultValue = "15")
    private int seconds;

    @Option(
            names = "--rate",
            description =
                    "events per second in the latency measurement (default: ${DEFAULT-VALUE})",
            defaultValue = "50")
    private int rate;

    @Option(
            names = "--seed",
            description = "of the holders' ids and moves (default: ${DEFAULT-VALUE})",
            defaultValue = "20261123")
    private long seed;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "where the stack's data goes for the time of the run (default: a temporary"
                            + " folder)")
    private @Nullable Path data;

    public static void main(String[] arguments) {
        // Kafka's clients report every connection; the report says what matters.
        LogManager.getLogManager().reset();
        System.exit(
                new CommandLine(new Bench())
                        .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                        .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                        .setExecutionExceptionHandler(Bench::explain)
                        .execute(arguments));
    }

    /// A part that does not start says why in one line; everything else is a defect.
    private static int explain(Exception failure, CommandLine command, Object unused)
            throws Exception {
        if (failure instanceof PartFailed) {
            command.getErr().println(failure.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
        throw failure;
    }

    @Override
    public Integer call() throws Exception {
        PrintWriter out = requireNonNull(spec).commandLine().getOut();
        if (holders < wanted()) {
            out.println(
                    "--holders must be at least "
                            + wanted()
                            + ": everyone moves once, at --rate for --seconds, and some besides");
            return CommandLine.ExitCode.USAGE;
        }
        CryptoProviders.install();
        Path parent = data == null ? Path.of(System.getProperty("java.io.tmpdir")) : data;
        Path folder = Files.createTempDirectory(Files.createDirectories(parent), "kisai-bench");
        try {
            return measure(folder, new Report(out));
        } finally {
            Folders.delete(folder);
        }
    }

    private int wanted() {
        return rate * seconds + 2 * WARM_UP;
    }

    private int measure(Path folder, Report report)
            throws IOException,
                    GeneralSecurityException,
                    InterruptedException,
                    ExecutionException,
                    SQLException {
        report.machine(Machine.here(folder));
        try (LocalStack stack =
                        LocalStack.builder(folder)
                                .preparation(Outside::prepare)
                                .progress(new TerminalProgress(report.out()))
                                .build()
                                .start();
                Outside outside = Outside.of(stack, PATIENCE);
                Population population = Population.of(stack, seed)) {
            report.versions(Versions.of(stack));
            outside.stage().open();
            Bounds bounds = Bounds.measure(stack);
            report.bounds(bounds);

            List<Population.Mover> movers = population.settle(holders, report);
            if (movers.size() < wanted()) {
                report.out().println("Too few to measure; this machine is too slow or too busy.");
                return CommandLine.ExitCode.SOFTWARE;
            }
            Quiet.await(stack.broker().bootstrapServers(), SETTLING);
            return play(stack, population, movers, bounds, report);
        }
    }

    private int play(
            LocalStack stack,
            Population population,
            List<Population.Mover> movers,
            Bounds bounds,
            Report report)
            throws InterruptedException {
        try (Watcher watcher = Watcher.on(stack.broker().bootstrapServers())) {
            Journeys journeys = new Journeys(population, watcher);
            int steady = rate * seconds;
            journeys.atOnce(movers.subList(0, WARM_UP));
            report.latencies(
                    rate, journeys.atRate(movers.subList(WARM_UP, WARM_UP + steady), rate));
            Journeys.Burst burst = journeys.atOnce(movers.subList(WARM_UP + steady, movers.size()));
            report.throughput(burst, bounds);
            return burst.unfinished() == 0
                    ? CommandLine.ExitCode.OK
                    : CommandLine.ExitCode.SOFTWARE;
        }
    }
}
