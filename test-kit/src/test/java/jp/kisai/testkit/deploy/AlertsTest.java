package jp.kisai.testkit.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jp.kisai.testkit.guard.Repository;
import org.junit.jupiter.api.Test;

/// An alert asks for a metric that there is, and says what to do on a page that there is.
class AlertsTest {

    private static final Pattern METRIC = Pattern.compile("\\bkisai_[a-z_]+");

    private final Path root = Repository.here().root();
    private final List<JsonNode> rules =
            Stream.of("rules.yaml", "slo.yaml")
                    .map(file -> Deployment.here().read("components/monitoring/" + file))
                    .flatMap(text -> Manifests.parse(text).objects().stream())
                    .flatMap(rule -> Manifests.each(rule.at("/spec/groups")))
                    .flatMap(group -> Manifests.each(group.path("rules")))
                    .toList();

    @Test
    void everyAlertIsInOrder() throws IOException {
        List<String> found = new ArrayList<>();
        DocumentedMetrics documented = DocumentedMetrics.here();
        for (JsonNode rule : rules) {
            found.addAll(rule.has("record") ? faultsIn(rule, documented) : faults(rule));
        }

        assertFalse(rules.isEmpty());
        assertEquals(List.of(), found);
    }

    @Test
    void faultsAreSeen() throws IOException {
        String alert =
                """
                alert: Planted
                expr: max(kisai_postbox_nothing) > 0
                labels: {severity: warning}
                annotations: {runbook_url: docs/operate/alerts.md#planted}
                """;

        List<String> found = faults(Manifests.YAML.readTree(alert));

        assertEquals(4, found.size(), found::toString);
        assertTrue(found.getFirst().contains("kisai_postbox_nothing"), found::toString);
    }

    /// What the page of metrics prints in bold is to be seen by somebody who sleeps.
    @Test
    void everyMetricThatIsToBeSeenHasAnAlert() throws IOException {
        List<String> unseen =
                read("docs/operate/health-and-metrics.md")
                        .lines()
                        .filter(row -> row.startsWith("| `kisai_") && row.contains("**"))
                        .flatMap(row -> METRIC.matcher(row).results().limit(1))
                        .map(MatchResult::group)
                        .filter(
                                metric ->
                                        rules.stream()
                                                .noneMatch(
                                                        alert ->
                                                                alert.path("expr")
                                                                        .asText()
                                                                        .contains(metric)))
                        .toList();

        assertEquals(List.of(), unseen);
    }

    /// While there is still as much time as has passed, before nothing new is decided.
    @Test
    void aRevocationListAlarmsAtHalfOfItsAllowedAge() {
        assertTrue(
                rules.stream()
                        .anyMatch(
                                alert ->
                                        alert.path("expr")
                                                .asText()
                                                .equals(
                                                        "max by (job)"
                                                                + " (kisai_consent_lists_age_ratio)"
                                                                + " > 0.5")));
    }

    private List<String> faults(JsonNode alert) throws IOException {
        List<String> found = new ArrayList<>();
        String name = alert.path("alert").asText();
        found.addAll(faultsIn(alert, DocumentedMetrics.here()));
        if (!List.of("page", "ticket").contains(alert.at("/labels/severity").asText())) {
            found.add(name + ": its severity is neither page nor ticket");
        }
        if (alert.at("/annotations/summary").asText().isEmpty()) {
            found.add(name + ": says nothing");
        }
        String[] runbook = alert.at("/annotations/runbook_url").asText().split("#", 2);
        boolean there =
                Files.isRegularFile(root.resolve(runbook[0]))
                        && (runbook.length == 1
                                || read(runbook[0])
                                        .lines()
                                        .filter(line -> line.startsWith("## "))
                                        .map(line -> line.substring(3).toLowerCase(Locale.ROOT))
                                        .anyMatch(
                                                line -> line.replace(' ', '-').equals(runbook[1])));
        if (!there) {
            found.add(name + ": its runbook is not there");
        }
        return found;
    }

    /// A rule may only ask for what is documented; with labels that the metric has.
    private static List<String> faultsIn(JsonNode rule, DocumentedMetrics documented) {
        String name = rule.path("alert").asText(rule.path("record").asText());
        return documented.unknownIn(rule.path("expr").asText()).stream()
                .map(unknown -> name + ": " + unknown)
                .toList();
    }

    private String read(String page) throws IOException {
        return Files.readString(root.resolve(page));
    }
}
