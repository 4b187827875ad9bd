package jp.kisai.localstack;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import jp.kisai.localstack.demo.Outside;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Starts the suite and plays nothing.
@Command(
        name = "up",
        description = "Starts everything the demo starts, plays nothing, and runs until Ctrl-C.")
public final class UpCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(names = "--data", paramLabel = "DIR", description = "where everything is kept")
    private Path data;

    @Override
    public Integer call() throws InterruptedException {
        var out = spec.commandLine().getOut();
        try (var stack =
                LocalStack.builder(data)
                        .preparation(Outside::prepare)
                        .progress(new TerminalProgress(out))
                        .build()) {
            stack.start();
            out.println("Running. Data and logs are in " + data + ". Ctrl-C stops everything.");
            new CountDownLatch(1).await();
        }
        return 0;
    }
}
