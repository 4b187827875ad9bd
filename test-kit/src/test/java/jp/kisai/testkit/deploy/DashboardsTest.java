package jp.kisai.testkit.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import jp.kisai.testkit.MetricsPage;
import jp.kisai.testkit.guard.Repository;
import org.junit.jupiter.api.Test;

/// Every dashboard asks for metrics and labels that there are, is in the component, and draws no
/// two panels over each other.
class DashboardsTest {

    private static final Path FOLDER = Path.of("deploy/k8s/components/monitoring/dashboards");
    private static final int DASHBOARDS = 8;
    private static final int COLUMNS = 24;

    private final Path root = Repository.here().root();
    private final JsonMapper json = new JsonMapper();

    @Test
    void everyDashboardIsInOrder() throws IOException {
        DocumentedMetrics documented = DocumentedMetrics.here();
        String component = Deployment.here().read("components/monitoring/kustomization.yaml");
        List<String> found = new ArrayList<>();
        List<Path> files;
        try (Stream<Path> all = Files.list(root.resolve(FOLDER))) {
            files = all.sorted().toList();
        }
        for (Path file : files) {
            String name = String.valueOf(file.getFileName());
            JsonNode board = json.readTree(file.toFile());
            if (!component.contains("dashboards/" + name)) {
                found.add(name + " is not in the component");
            }
            if (!name.equals(board.path("uid").asText() + ".json")) {
                found.add(name + " has another uid");
            }
            faults(board, documented).forEach(fault -> found.add(name + ": " + fault));
        }

        assertEquals(DASHBOARDS, files.size());
        assertEquals(List.of(), found);
    }

    /// What nobody looks at need not be measured.
    @Test
    void everyDocumentedMetricIsOnADashboardOrInARule() throws IOException {
        Set<String> asked = new TreeSet<>();
        Rules.all().forEach(rule -> asked.addAll(PromQl.of(rule.path("expr").asText()).metrics()));
        try (Stream<Path> all = Files.list(root.resolve(FOLDER))) {
            for (Path file : all.toList()) {
                json.readTree(file.toFile())
                        .findValues("expr")
                        .forEach(expr -> asked.addAll(PromQl.of(expr.asText()).metrics()));
            }
        }
        Set<String> unseen = new TreeSet<>(DocumentedMetrics.here().labelsOf().keySet());

        asked.forEach(name -> unseen.removeAll(List.of(name, MetricsPage.family(name))));

        assertEquals(Set.of(), unseen);
    }

    @Test
    void faultsAreSeen() throws IOException {
        String board =
                """
                {"uid": "planted", "panels": [
                  {"id": 1, "title": "a", "gridPos": {"x": 0, "y": 0, "w": 12, "h": 8},
                   "targets": [{"expr": "sum by (person) (rate(kisai_postbox_sent_total[5m]))"}]},
                  {"id": 1, "title": "b", "gridPos": {"x": 11, "y": 7, "w": 14, "h": 8},
                   "targets": [{"expr": "kisai_postbox_nothing{cause=\\"x\\"}"}]},
                  {"id": 3, "title": "", "gridPos": {"x": 0, "y": 20, "w": 1, "h": 1},
                   "targets": []}]}
                """;

        List<String> found = faults(json.readTree(board), DocumentedMetrics.here());

        assertTrue(found.stream().anyMatch(it -> it.contains("no label person")), found::toString);
        assertTrue(
                found.stream()
                        .anyMatch(it -> it.contains("nobody documents kisai_postbox_nothing")),
                found::toString);
        assertTrue(found.stream().anyMatch(it -> it.contains("drawn over")), found::toString);
        assertTrue(found.stream().anyMatch(it -> it.contains("beyond the edge")), found::toString);
        assertTrue(found.stream().anyMatch(it -> it.contains("second id 1")), found::toString);
        assertTrue(found.stream().anyMatch(it -> it.contains("asks for nothing")), found::toString);
        assertTrue(found.stream().anyMatch(it -> it.contains("no title")), found::toString);
    }

    private static List<String> faults(JsonNode board, DocumentedMetrics documented) {
        List<String> found = new ArrayList<>();
        Set<Integer> ids = new HashSet<>();
        Set<List<Integer>> cells = new HashSet<>();
        for (JsonNode panel : board.path("panels")) {
            String title = panel.path("title").asText();
            if (title.isEmpty()) {
                found.add("a panel has no title");
            }
            if (!ids.add(panel.path("id").asInt())) {
                found.add(title + ": a second id " + panel.path("id"));
            }
            if (panel.path("targets").isEmpty()) {
                found.add(title + " asks for nothing");
            }
            panel.path("targets")
                    .forEach(
                            target ->
                                    documented
                                            .unknownIn(target.path("expr").asText())
                                            .forEach(it -> found.add(title + ": " + it)));
            place(title, panel.path("gridPos"), cells, found);
        }
        return found;
    }

    private static void place(
            String title, JsonNode at, Set<List<Integer>> cells, List<String> found) {
        int right = at.path("x").asInt() + at.path("w").asInt();
        int bottom = at.path("y").asInt() + at.path("h").asInt();
        if (right > COLUMNS) {
            found.add(title + " is beyond the edge");
        }
        boolean free = true;
        for (int x = at.path("x").asInt(); x < right; x++) {
            for (int y = at.path("y").asInt(); y < bottom; y++) {
                free &= cells.add(List.of(x, y));
            }
        }
        if (!free) {
            found.add(title + " is drawn over another");
        }
    }
}
