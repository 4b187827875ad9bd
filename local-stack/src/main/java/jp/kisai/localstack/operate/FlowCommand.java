package jp.kisai.localstack.operate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Which topics the services take, and which an operator has paused.
@Command(
        name = "flow",
        description = "The flows of every service, and who paused which.",
        synopsisSubcommandLabel = "[COMMAND]")
public final class FlowCommand implements Callable<Integer> {

    private static final String PATH = "/operations/flows";

    @Spec private CommandSpec spec;
    @Mixin private final Operator operator = new Operator();

    @Override
    public Integer call() {
        Desk desk = operator.desk();
        Table table = heading();
        desk.services().forEach(service -> add(table, service, desk.get(service, PATH)));
        print(table);
        return 0;
    }

    @Command(name = "pause", description = "Takes nothing more of the topic, in every instance.")
    int pause(
            @Mixin Operator by,
            @Parameters(paramLabel = "SERVICE") String service,
            @Parameters(paramLabel = "TOPIC") String topic,
            @Option(names = "--reason", required = true, description = "names nobody")
                    String reason) {
        return change(by, service, topic, "/pause", reason);
    }

    @Command(name = "resume", description = "Goes on where it stopped.")
    int resume(
            @Mixin Operator by,
            @Parameters(paramLabel = "SERVICE") String service,
            @Parameters(paramLabel = "TOPIC") String topic,
            @Option(names = "--reason", required = true, description = "names nobody")
                    String reason) {
        return change(by, service, topic, "/resume", reason);
    }

    private int change(Operator by, String service, String topic, String way, String reason) {
        Table table = heading();
        add(
                table,
                service,
                by.desk().post(service, PATH + "/" + topic + way, Map.of("reason", reason)));
        print(table);
        return 0;
    }

    private static Table heading() {
        return new Table("service", "topic", "paused", "since", "by", "reason");
    }

    private static void add(Table table, String service, JsonNode flows) {
        flows.forEach(
                flow ->
                        table.add(
                                List.of(
                                        service,
                                        flow.path("topic").asText(),
                                        flow.path("paused").asBoolean() ? "PAUSED" : "no",
                                        flow.path("since").asText(""),
                                        flow.path("by").asText(""),
                                        flow.path("reason").asText(""))));
    }

    private void print(Table table) {
        table.print(spec.commandLine().getOut(), "There are no flows.");
    }
}
