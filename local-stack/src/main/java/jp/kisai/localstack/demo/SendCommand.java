package jp.kisai.localstack.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import jp.kisai.localstack.StackAddresses;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Publishes a file of events to the running stack.
@Command(
        name = "send",
        description = {
            "Publishes a file of municipal events (JSON lines) to the running stack, numbered and"
                    + " signed",
            "with the simulator's keys, and waits for the answers."
        })
public final class SendCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "one JSON object a line")
    private Path file;

    @Option(
            names = "--without-certificates",
            description = "nobody asks for a new signature certificate: changes wait for one")
    private boolean withoutCertificates;

    @Option(
            names = "--wait-seconds",
            description = "how long to wait for the answers (default: ${DEFAULT-VALUE})",
            defaultValue = "120")
    private int waitSeconds;

    @Option(names = "--data", paramLabel = "DIR", defaultValue = ".kisai", hidden = true)
    private Path data;

    @Override
    public Integer call() throws IOException, GeneralSecurityException, InterruptedException {
        List<EventsFile.Line> lines = EventsFile.read(file);
        Duration limit = Duration.ofSeconds(waitSeconds);
        try (Outside outside = Outside.of(StackAddresses.of(data), data, limit)) {
            Sending sending =
                    new Sending(outside.stage(), outside.neighbours(), !withoutCertificates);
            return new SendReport(spec.commandLine().getOut()).send(sending, lines, limit) ? 0 : 1;
        }
    }
}
