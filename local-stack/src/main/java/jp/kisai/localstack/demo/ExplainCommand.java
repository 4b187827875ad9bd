package jp.kisai.localstack.demo;

import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.Callable;
import jp.kisai.localstack.StackAddresses;
import jp.kisai.localstack.doubles.Counter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Tells one event's journey.
@Command(
        name = "explain",
        description =
                "Prints the journey of one event: each hop, what it depended on, who must act.")
public final class ExplainCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "EVENT-ID", description = "the event's CloudEvents id")
    private UUID event;

    @Option(names = "--data", paramLabel = "DIR", defaultValue = ".kisai", hidden = true)
    private Path data;

    @Override
    public Integer call() {
        Counter counter = new Counter(StackAddresses.of(data).access());
        return new JourneyPrinter(counter, spec.commandLine().getOut()).print(event) ? 0 : 1;
    }
}
