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
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jp.kisai.testkit.guard.Repository;
import org.junit.jupiter.api.Test;

/// An alert asks for a metric that there is, and says what to do on a page that there is.
class AlertsTest {

    private static final Pattern METRIC = Pattern.compile("\\bkisai_[a-z_]+");

    /// Pages on which each alert has a section of its own, all of the same form.
    private static final List<String> PAGES =
            List.of("docs/operate/alerts.md", "docs/operate/slo.md");

    private static final List<String> HEADINGS =
            List.of("Meaning", "Impact", "Confirm", "Mend", "Verify", "Escalate");

    private static final Set<String> BOARDS =
            Set.of(
                    "/d/kisai-exceptions",
                    "/d/kisai-flow",
                    "/d/kisai-jobs",
                    "/d/kisai-kafka",
                    "/d/kisai-overview",
                    "/d/kisai-postgres",
                    "/d/kisai-security",
                    "/d/kisai-services");

    private final Path root = Repository.here().root();
    private final List<JsonNode> rules = Rules.all();

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

        assertEquals(7, found.size(), found::toString);
        assertTrue(found.getFirst().contains("kisai_postbox_nothing"), found::toString);
    }

    @Test
    void aRunbookThatLacksAHeadingIsSeen() {
        assertEquals(
                List.of("Impact", "Mend", "Verify", "Escalate"),
                missingIn("Planted\n\n**Meaning**: a\n\n**Confirm**: b\n\nEscalate: nobody\n"));
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
        if (alert.at("/labels/service").asText().isEmpty()) {
            found.add(name + ": nobody knows whose it is");
        }
        if (alert.at("/annotations/description").asText().isEmpty()) {
            found.add(name + ": does not say what to do first");
        }
        if (!BOARDS.contains(alert.at("/annotations/dashboard_url").asText())) {
            found.add(name + ": its dashboard is not there");
        }
        String[] runbook = alert.at("/annotations/runbook_url").asText().split("#", 2);
        String page = Files.isRegularFile(root.resolve(runbook[0])) ? section(runbook) : "";
        if (page.isEmpty()) {
            found.add(name + ": its runbook is not there");
        } else if (PAGES.contains(runbook[0])) {
            missingIn(page).forEach(heading -> found.add(name + ": its runbook has no " + heading));
        }
        return found;
    }

    private static List<String> missingIn(String section) {
        return HEADINGS.stream()
                .filter(heading -> !section.contains("**" + heading + "**: "))
                .toList();
    }

    /// From the heading that the link names to the next one.
    private String section(String[] link) throws IOException {
        if (link.length == 1) {
            return read(link[0]);
        }
        return Stream.of(read(link[0]).split("\n## ", -1))
                .skip(1)
                .filter(
                        text ->
                                text.lines()
                                        .findFirst()
                                        .orElseThrow()
                                        .toLowerCase(Locale.ROOT)
                                        .replace(' ', '-')
                                        .equals(link[1]))
                .findFirst()
                .orElse("");
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
