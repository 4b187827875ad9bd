package jp.kisai.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jp.kisai.localstack.Home;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every query of every dashboard, and every rule, evaluated by a real Prometheus on the running
/// suite after one day of events: none is wrong, and none asks for what is not there.
class QueriesTest {

    private static final Path MONITORING = Path.of("deploy/k8s/components/monitoring");
    private static final List<String> RULES =
            List.of("rules.yaml", "slo.yaml", "cluster-rules.yaml");

    /// What only a cluster measures: docs/operate/cluster-metrics.md says who.
    private static final Pattern OF_THE_CLUSTER =
            Pattern.compile(
                    "\\b(?:kafka_(?:consumergroup|topic|server|controller)|strimzi|cnpg|kube|kubelet"
                            + "|node|restore_drill)_[a-z_]+|\\bkisai:lag:seconds");

    private static final Pattern OURS = Pattern.compile("\\bkisai_[a-z_]+");

    /// What is there only while something is open, or once it has happened.
    private static final Set<String> RARE =
            Set.of(
                    "status=~\"401|403\"",
                    "kisai_card_writer_open",
                    "kisai_card_writer_oldest_seconds",
                    "kisai_card_writer_stuck",
                    "kisai_card_writer_productions_total",
                    "kisai_card_writer_photographs_total",
                    "kisai_licence_drift_licences",
                    "kisai_licence_drift_versions",
                    "kisai_consent_recalls_total",
                    "kisai_consent_checks_unknown_total",
                    "kisai_consent_ocsp_question_seconds",
                    "kisai_notice_deliveries_total");

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final JsonMapper JSON = new JsonMapper();
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    @TempDir private Path folder;

    private Prometheus prometheus;

    @BeforeEach
    void start() throws Exception {
        assumeTrue(
                PageSteps.isInstalled("prometheus"),
                "prometheus is not installed (Debian: apt-get install prometheus): skipped");
        Suite.day();
        var services = Suite.running().stack().addresses().management();
        prometheus = Prometheus.watching(folder, services, ruleFiles());
        prometheus.awaitScrapes(services.size());
    }

    @AfterEach
    void stop() {
        if (prometheus != null) {
            prometheus.close();
        }
    }

    @Test
    void everyPanelShowsSomething() {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertEquals(List.of(), emptyPanels()));
    }

    private List<Panel> emptyPanels() throws IOException, InterruptedException {
        List<Panel> empty = new ArrayList<>();
        for (Panel panel : panels()) {
            if (prometheus.series(panel.query()).isEmpty() && isOfTheServices(panel.query())) {
                empty.add(panel);
            }
        }
        return empty;
    }

    @Test
    void everyRuleIsEvaluatedAndAsksForWhatIsThere() {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertEquals(List.of(), whatIsWrongWithRules()));
    }

    private List<String> whatIsWrongWithRules() throws IOException, InterruptedException {
        Set<String> there = new TreeSet<>(prometheus.names());
        List<String> found = new ArrayList<>();
        List<JsonNode> rules = prometheus.rules();
        assertFalse(rules.isEmpty());
        for (JsonNode rule : rules) {
            String name = rule.path("name").asText();
            String health = rule.path("health").asText();
            if (!health.equals("ok")) {
                found.add(name + " is " + health + ": " + rule.path("lastError").asText());
            }
            OURS.matcher(rule.path("query").asText())
                    .results()
                    .map(MatchResult::group)
                    .filter(metric -> !there.contains(metric) && !RARE.contains(metric))
                    .forEach(metric -> found.add(name + " asks for " + metric));
        }
        return found;
    }

    private static boolean isOfTheServices(String query) {
        return !OF_THE_CLUSTER.matcher(query).find() && RARE.stream().noneMatch(query::contains);
    }

    private record Panel(String board, String title, String query) {}

    private static List<Panel> panels() throws IOException {
        List<Panel> panels = new ArrayList<>();
        try (Stream<Path> boards =
                Files.list(Home.folder().resolve(MONITORING).resolve("dashboards"))) {
            for (Path file : boards.sorted().toList()) {
                JsonNode board = JSON.readTree(file.toFile());
                for (JsonNode panel : board.path("panels")) {
                    for (JsonNode target : panel.path("targets")) {
                        panels.add(
                                new Panel(
                                        board.path("uid").asText(),
                                        panel.path("title").asText(),
                                        target.path("expr").asText()));
                    }
                }
            }
        }
        return panels;
    }

    /// Prometheus' own form of the operator's resources.
    private List<Path> ruleFiles() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String name : RULES) {
            Path file = folder.resolve(name);
            YAML.writeValue(
                    file.toFile(),
                    YAML.readTree(Home.folder().resolve(MONITORING).resolve(name).toFile())
                            .path("spec"));
            files.add(file);
        }
        return files;
    }
}
