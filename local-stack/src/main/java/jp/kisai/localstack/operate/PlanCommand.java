package jp.kisai.localstack.operate;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Many dead letters at once: one operator prepares, another confirms.
@Command(
        name = "plan",
        description = "Takes up again, or gives up, many dead letters: two operators are needed.",
        synopsisSubcommandLabel = "COMMAND")
public final class PlanCommand {

    private static final String PATH = "/operations/plans";

    @Spec private CommandSpec spec;

    @Command(name = "prepare", description = "Fixes which records it is about, and rehearses them.")
    int prepare(
            @Mixin Operator by,
            @Parameters(paramLabel = "SERVICE") String service,
            @Parameters(paramLabel = "ACTION", description = "replay or give-up") String action,
            @Option(names = "--topic", defaultValue = "", description = "of this topic only")
                    String topic,
            @Option(names = "--cause", defaultValue = "", description = "for this cause only")
                    String cause,
            @Option(names = "--id", description = "these only; may be repeated") List<String> ids,
            @Option(names = "--from", defaultValue = "", description = "an instant in UTC")
                    String from,
            @Option(names = "--until", defaultValue = "", description = "an instant in UTC")
                    String until,
            @Option(names = "--reason", required = true, description = "names nobody")
                    String reason) {
        Map<String, Object> body = new HashMap<>();
        body.put("action", action.toUpperCase(Locale.ROOT).replace('-', '_'));
        Map.of("topic", topic, "cause", cause, "from", from, "until", until, "reason", reason)
                .forEach(
                        (name, value) -> {
                            if (!value.isEmpty()) {
                                body.put(name, value);
                            }
                        });
        if (ids != null) {
            body.put("ids", ids);
        }
        Desk desk = by.desk();
        JsonNode plan = desk.post(service, PATH, body);
        while (action.equals("replay") && plan.path("toRehearse").asLong() > 0) {
            plan = desk.post(service, path(plan, "/rehearsal"), Map.of());
        }
        print(plan);
        return 0;
    }

    @Command(name = "show", description = "The plan, and how far it is.")
    int show(
            @Mixin Operator by,
            @Parameters(paramLabel = "SERVICE") String service,
            @Parameters(paramLabel = "PLAN") String plan) {
        print(by.desk().get(service, PATH + "/" + plan));
        return 0;
    }

    @Command(
            name = "confirm",
            description = "The second operator's word; then it is carried out to its end.")
    int confirm(
            @Mixin Operator by,
            @Parameters(paramLabel = "SERVICE") String service,
            @Parameters(paramLabel = "PLAN") String id,
            @Option(names = "--reason", required = true, description = "names nobody")
                    String reason) {
        Desk desk = by.desk();
        JsonNode plan =
                desk.post(service, PATH + "/" + id + "/confirmation", Map.of("reason", reason));
        while (plan.path("toDo").asLong() > 0) {
            plan = desk.post(service, path(plan, "/step"), Map.of());
        }
        print(plan);
        return 0;
    }

    private static String path(JsonNode plan, String step) {
        return PATH + "/" + plan.path("id").asText() + step;
    }

    private void print(JsonNode plan) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf("plan         %s%n", plan.path("id").asText());
        out.printf("action       %s%n", plan.path("action").asText());
        out.printf("selection    %s%n", plan.path("selection").asText());
        out.printf("reason       %s%n", plan.path("reason").asText());
        out.printf(
                "prepared     %s by %s%n",
                plan.path("preparedAt").asText(), plan.path("preparedBy").asText());
        if (plan.hasNonNull("confirmedAt")) {
            out.printf(
                    "confirmed    %s by %s%n",
                    plan.path("confirmedAt").asText(), plan.path("confirmedBy").asText());
        }
        out.printf("records      %s%n", plan.path("records").asText());
        out.printf("rehearsed    %s%n", plan.path("rehearsed"));
        out.printf("outcomes     %s%n", plan.path("outcomes"));
        out.flush();
    }
}
