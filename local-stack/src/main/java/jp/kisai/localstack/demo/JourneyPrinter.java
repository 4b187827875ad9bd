package jp.kisai.localstack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import jp.kisai.localstack.doubles.Counter;

/// Prints one event's journey as the services themselves tell it.
final class JourneyPrinter {

    private static final List<String> SERVICES =
            List.of(
                    "consent-service",
                    "licence-service",
                    "card-writer-service",
                    "notification-service");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS")
                    .withZone(ZoneId.of("Asia/Tokyo"));

    private final Counter counter;
    private final PrintWriter out;

    JourneyPrinter(Counter counter, PrintWriter out) {
        this.counter = counter;
        this.out = out;
    }

    /// @return false if no service knows the event
    boolean print(UUID event) {
        List<JsonNode> steps = new ArrayList<>();
        for (String service : SERVICES) {
            counter.journey(service, event).forEach(steps::add);
        }
        steps.sort(Comparator.comparing(step -> Instant.parse(step.path("at").asText())));
        if (steps.isEmpty()) {
            out.printf("No service knows an event %s.%n", event);
            out.printf(
                    "A record that could not be read or was not authentic is in"
                            + " resident.changed.v1.dead-letter.%n");
        }
        steps.forEach(this::print);
        out.flush();
        return !steps.isEmpty();
    }

    private void print(JsonNode step) {
        out.printf(
                "%s  %-20s  %s%n",
                TIME.format(Instant.parse(step.path("at").asText())),
                step.path("service").asText(),
                step.path("what").asText());
        step.path("dependsOn")
                .properties()
                .forEach(
                        fact ->
                                out.printf(
                                        "%25s  %-20s    %s: %s%n",
                                        "", "", fact.getKey(), fact.getValue().asText()));
        if (!"NOBODY".equals(step.path("mustAct").asText())) {
            out.printf(
                    "%25s  %-20s    must act: %s%s%n",
                    "", "", step.path("mustAct").asText(), until(step));
        }
    }

    private static String until(JsonNode step) {
        return step.hasNonNull("until")
                ? ", until " + TIME.format(Instant.parse(step.path("until").asText()))
                : "";
    }
}
