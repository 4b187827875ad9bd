package jp.kisai.localstack.drill;

import java.io.IOException;
import java.io.PrintWriter;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import jp.kisai.localstack.LocalStack;
import jp.kisai.localstack.Service;
import jp.kisai.localstack.demo.Case;
import jp.kisai.localstack.demo.Counting;
import jp.kisai.localstack.demo.Moving;
import jp.kisai.localstack.demo.Outside;
import jp.kisai.localstack.demo.Performance;
import jp.kisai.localstack.demo.Performance.Prepared;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `./kisai drill rolling-restart`.
@Command(
        name = "rolling-restart",
        description = {
            "Starts two copies of each service, has people move at a steady rate, restarts each copy,",
            "one after the other, and judges whether anything was lost, doubled or left over.",
            "Takes about six minutes on two cores and 6 GB of memory. Exit code 0 if all is well, else 1."
        })
public final class RollingRestartCommand implements Callable<Integer> {

    /// So many come to the counter at the same time.
    private static final int QUEUE = 24;

    @Spec private CommandSpec spec;

    @Option(
            names = "--kill",
            description = "instead of stopping both of a pair in order, kill -9 one of each")
    private boolean kill;

    @Option(
            names = "--only",
            paramLabel = "SERVICE",
            split = ",",
            description =
                    "the services that get a second copy and are restarted, such as licence-service"
                            + " (default: all)")
    private @Nullable List<String> only;

    @Option(
            names = "--people",
            description = "who move once each, at most (default: ${DEFAULT-VALUE})",
            defaultValue = "360")
    private int people;

    @Option(
            names = "--rate",
            description = "moves a second (default: ${DEFAULT-VALUE})",
            defaultValue = "2")
    private double rate;

    @Mixin private final DrillFolder folder = new DrillFolder();

    @Override
    public Integer call()
            throws IOException, GeneralSecurityException, InterruptedException, SQLException {
        List<Service> chosen = chosen();
        return folder.play(
                spec.commandLine().getOut(),
                UnaryOperator.identity(),
                (stack, outside) -> play(stack, outside, chosen));
    }

    private int play(LocalStack stack, Outside outside, List<Service> chosen)
            throws IOException, InterruptedException, SQLException {
        PrintWriter out = spec.commandLine().getOut();
        RollingRestart drill =
                new RollingRestart(stack, outside, chosen, kill, new RollReport(out));
        drill.doubled();
        List<Prepared> prepared = comeToTheCounter(outside, out);
        return drill.play(prepared, rate) ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private List<Service> chosen() {
        return only == null
                ? List.of(Service.values())
                : only.stream().map(Service::named).toList();
    }

    private List<Prepared> comeToTheCounter(Outside outside, PrintWriter out)
            throws InterruptedException {
        Performance performance = new Performance(outside.stage(), DrillFolder.PATIENCE);
        List<Case> cases = Moving.people(people);
        List<Prepared> prepared = new ArrayList<>();
        Counting came = new Counting(out, "people came to the counter", people);
        for (int first = 0; first < people; first += QUEUE) {
            List<Case> next = cases.subList(first, Math.min(people, first + QUEUE));
            prepared.addAll(performance.prepare(next, _ -> came.one()));
        }
        came.end();
        return prepared;
    }
}
