package jp.kisai.localstack.operate;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Holders who are held by a failure, and what waits behind it.
@Command(
        name = "parked",
        description = "Holders who are held by a failure, in every service, by cause.",
        synopsisSubcommandLabel = "[COMMAND]")
public final class ParkedCommand implements Callable<Integer> {

    private static final String PATH = "/operations/parked";

    @Spec private CommandSpec spec;
    @Mixin private final Operator operator = new Operator();

    @Override
    public Integer call() {
        Table.ofEveryService(
                        operator.desk(),
                        PATH + "/clusters",
                        "topic",
                        "holds",
                        "records",
                        "oldest",
                        "cause")
                .print(out(), "Nobody is held.");
        return 0;
    }

    @Command(name = "list", description = "Hold by hold, the longest held first.")
    int list(@Mixin Operator by, @Parameters(paramLabel = "SERVICE") String service) {
        Table.of(
                        by.desk().get(service, PATH),
                        "hold",
                        "holder",
                        "since",
                        "topic",
                        "attempts",
                        "records",
                        "cause")
                .print(out(), "Nobody is held.");
        return 0;
    }

    @Command(name = "retry", description = "Tries the failed record again, then those behind it.")
    int retry(
            @Mixin Operator by,
            @Parameters(paramLabel = "SERVICE") String service,
            @Parameters(paramLabel = "HOLD") String hold,
            @Option(names = "--reason", required = true, description = "names nobody")
                    String reason) {
        return resolve(by, service, hold, "/retry", reason);
    }

    @Command(
            name = "discard",
            description = "Gives the failed record up, and releases those behind it.")
    int discard(
            @Mixin Operator by,
            @Parameters(paramLabel = "SERVICE") String service,
            @Parameters(paramLabel = "HOLD") String hold,
            @Option(names = "--reason", required = true, description = "names nobody")
                    String reason) {
        return resolve(by, service, hold, "/discard", reason);
    }

    /// @return 1 if the holder is still held
    private int resolve(Operator by, String service, String hold, String way, String reason) {
        JsonNode outcome =
                by.desk().post(service, PATH + "/" + hold + way, Map.of("reason", reason));
        out().printf(
                        "%s released, %s waiting %s%n",
                        outcome.path("released").asText(),
                        outcome.path("waiting").asText(),
                        outcome.path("cause").asText(""));
        return outcome.path("waiting").asLong() == 0 ? 0 : 1;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
