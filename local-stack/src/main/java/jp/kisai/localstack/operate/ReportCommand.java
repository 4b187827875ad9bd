package jp.kisai.localstack.operate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// What somebody asks every morning.
@Command(
        name = "report",
        description = "Reports: drift and balance.",
        synopsisSubcommandLabel = "COMMAND")
public final class ReportCommand {

    private static final String CONSENT = "consent-service";

    @Spec private CommandSpec spec;

    @Command(
            name = "drift",
            description = "Licences whose chip does not say what the record says, by prefecture.")
    int drift(@Mixin Operator by) {
        Table.of(
                        by.desk().get("licence-service", "/drift"),
                        "prefecture",
                        "licences",
                        "versions",
                        "since")
                .print(
                        spec.commandLine().getOut(),
                        "Every chip is proven to say what its record says.");
        return 0;
    }

    @Command(
            name = "balance",
            description =
                    "Each municipality's last balanced day, and the numbers that are missing.")
    int balance(@Mixin Operator by) {
        Desk desk = by.desk();
        Table table =
                new Table(
                        "municipality",
                        "day",
                        "received",
                        "applied",
                        "waiting",
                        "refused",
                        "duplicate",
                        "setAside",
                        "missing",
                        "since");
        String last = "";
        JsonNode page = desk.get(CONSENT, "/producers");
        while (!page.isEmpty()) {
            for (JsonNode standing : page) {
                last = standing.path("municipality").asText();
                table.add(row(desk, last));
            }
            page = desk.get(CONSENT, "/producers", Map.of("after", last));
        }
        table.print(spec.commandLine().getOut(), "No municipality is registered.");
        return 0;
    }

    private static List<String> row(Desk desk, String municipality) {
        JsonNode producer = desk.get(CONSENT, "/producers/" + municipality);
        JsonNode day = producer.path("balances").path(0);
        return List.of(
                municipality,
                day.path("day").asText("none yet"),
                day.path("received").asText(""),
                day.path("applied").asText(""),
                day.path("waiting").asText(""),
                day.path("refused").asText(""),
                day.path("duplicate").asText(""),
                day.path("setAside").asText(""),
                producer.at("/standing/missing").asText(""),
                producer.at("/standing/missingSince").asText(""));
    }
}
