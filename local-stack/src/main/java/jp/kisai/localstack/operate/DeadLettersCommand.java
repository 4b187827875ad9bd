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

/// Records that were set aside: listed, shown, taken up again, given up.
@Command(
        name = "dead-letters",
        description = "Records that were set aside, in every service, by cause.",
        synopsisSubcommandLabel = "[COMMAND]")
public final class DeadLettersCommand implements Callable<Integer> {

    private static final String PATH = "/operations/dead-letters";

    @Spec private CommandSpec spec;
    @Mixin private final Operator operator = new Operator();

    @Override
    public Integer call() {
        Table.ofEveryService(
                        operator.desk(),
                        PATH + "/clusters",
                        "topic",
                        "cause",
                        "records",
                        "oldest",
                        "newest")
                .print(out(), "Nothing is set aside.");
        return 0;
    }

    @Command(name = "list", description = "One by one, as they were set aside, 100 at a time.")
    int list(
            @Mixin Operator by,
            @Parameters(paramLabel = "SERVICE") String service,
            @Option(names = "--topic", defaultValue = "", description = "of this topic only")
                    String topic,
            @Option(names = "--cause", defaultValue = "", description = "for this cause only")
                    String cause,
            @Option(names = "--from", defaultValue = "", description = "an instant in UTC")
                    String from,
            @Option(names = "--until", defaultValue = "", description = "an instant in UTC")
                    String until,
            @Option(names = "--after", defaultValue = "", description = "a position")
                    String after) {
        JsonNode page =
                by.desk()
                        .get(
                                service,
                                PATH,
                                Map.of(
                                        "topic", topic, "cause", cause, "from", from, "until",
                                        until, "after", after));
        Table.of(
                        page,
                        "id",
                        "position",
                        "topic",
                        "cause",
                        "detail",
                        "attempts",
                        "setAsideAt",
                        "holder")
                .print(out(), "Nothing of the kind is set aside.");
        return 0;
    }

    @Command(name = "show", description = "One record, without what it says of a person.")
    int show(
            @Mixin Operator by,
            @Parameters(paramLabel = "SERVICE") String service,
            @Parameters(paramLabel = "LETTER") String letter) {
        JsonNode shown = by.desk().get(service, PATH + "/" + letter);
        PrintWriter out = out();
        shown.properties()
                .forEach(
                        fact -> {
                            if (!fact.getKey().equals("outline")) {
                                String value =
                                        fact.getValue().isValueNode()
                                                ? fact.getValue().asText()
                                                : fact.getValue().toString();
                                out.printf("%-12s %s%n", fact.getKey(), value);
                            }
                        });
        shown.path("outline")
                .properties()
                .forEach(
                        line ->
                                out.printf(
                                        "  %-48s %s%n", line.getKey(), line.getValue().asText()));
        out.flush();
        return 0;
    }

    @Command(name = "replay", description = "Takes one record up again. Asking twice does no harm.")
    int replay(
            @Mixin Operator by,
            @Parameters(paramLabel = "SERVICE") String service,
            @Parameters(paramLabel = "LETTER") String letter,
            @Option(names = "--rehearse", description = "does it, and rolls it back")
                    boolean rehearse,
            @Option(names = "--reason", required = true, description = "names nobody")
                    String reason) {
        return print(
                by.desk()
                        .post(
                                service,
                                PATH
                                        + "/"
                                        + letter
                                        + "/replay"
                                        + (rehearse ? "?rehearsal=true" : ""),
                                Map.of("reason", reason)));
    }

    @Command(name = "discard", description = "Gives one record up: it never will be handled.")
    int discard(
            @Mixin Operator by,
            @Parameters(paramLabel = "SERVICE") String service,
            @Parameters(paramLabel = "LETTER") String letter,
            @Option(names = "--reason", required = true, description = "names nobody")
                    String reason) {
        return print(
                by.desk()
                        .post(service, PATH + "/" + letter + "/discard", Map.of("reason", reason)));
    }

    /// @return 1 if the record is still open
    private int print(JsonNode attempt) {
        String ending = attempt.path("ending").asText();
        out().println((ending + " " + attempt.path("detail").asText("")).strip());
        return ending.equals("REJECTED") || ending.equals("FAILED") ? 1 : 0;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
