package jp.kisai.testkit.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.kisai.testkit.guard.Repository;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every alert, evaluated by Prometheus' own engine: it fires when it should, and is silent when it
/// should not. The series are in `deploy/k8s/validate/alerts.yaml`.
class PromtoolTest {

    private static final String CASES = "deploy/k8s/validate/alerts.yaml";

    @TempDir private Path folder;

    private final JsonNode cases = cases();

    @BeforeEach
    void installed() {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                        .anyMatch(it -> Files.isExecutable(Path.of(it, "promtool"))),
                "promtool is not installed (Debian: apt-get install prometheus): skipped");
    }

    @Test
    void everyAlertFiresWhenItShouldAndOnlyThen() throws Exception {
        List<String> command = new ArrayList<>(List.of("promtool", "test", "rules"));
        for (JsonNode alert : Rules.alerts()) {
            command.add(testOf(alert, cases.path(alert.path("alert").asText())).toString());
        }

        assertEquals("", run(command));
    }

    @Test
    void everyAlertHasItsCase() {
        Set<String> alerts =
                Rules.alerts().stream()
                        .map(rule -> rule.path("alert").asText())
                        .collect(Collectors.toCollection(TreeSet::new));
        Set<String> tried = new TreeSet<>();
        cases.fieldNames().forEachRemaining(tried::add);

        assertEquals(alerts, tried);
    }

    @Test
    void anAlertThatNeverFiresIsSeen() throws Exception {
        ObjectNode never = alert("OutboxStuck");
        never.put("expr", never.path("expr").asText().replace("> 30000", "> 3000000"));

        Path test = testOf(never, cases.path("OutboxStuck"));

        assertNotEquals("", run(List.of("promtool", "test", "rules", test.toString())));
    }

    @Test
    void anAlertThatAlwaysFiresIsSeen() throws Exception {
        ObjectNode always = alert("AvailabilityBurnsFast");
        String guarded = always.path("expr").asText();
        always.put("expr", guarded.substring(0, guarded.lastIndexOf(" and sum by")));
        assertTrue(
                guarded.contains("> 100"), "the guard against low traffic is the last condition");

        Path test = testOf(always, cases.path("AvailabilityBurnsFast"));

        assertNotEquals("", run(List.of("promtool", "test", "rules", test.toString())));
    }

    private static ObjectNode alert(String name) {
        return Rules.alerts().stream()
                .filter(rule -> rule.path("alert").asText().equals(name))
                .findFirst()
                .orElseThrow()
                .deepCopy();
    }

    /// A file for promtool with both cases of one alert, beside one with the rules that it takes.
    private Path testOf(JsonNode alert, JsonNode given) throws IOException {
        String name = alert.path("alert").asText();
        ObjectNode rules = Manifests.YAML.createObjectNode();
        ObjectNode group = rules.putArray("groups").addObject().put("name", name);
        group.putArray("rules").addAll(Rules.withWhatItAsksFor(alert));
        Manifests.YAML.writeValue(folder.resolve(name + ".rules.yaml").toFile(), rules);
        ObjectNode test = Manifests.YAML.createObjectNode();
        test.putArray("rule_files").add(name + ".rules.yaml");
        test.put("evaluation_interval", "1m");
        ArrayNode tests = test.putArray("tests");
        add(tests, name, given, "fires");
        add(tests, name, given, "silent");
        Path file = folder.resolve(name + ".test.yaml");
        Manifests.YAML.writeValue(file.toFile(), test);
        return file;
    }

    private static void add(ArrayNode tests, String name, JsonNode given, String when) {
        ObjectNode test = tests.addObject().put("interval", "1m");
        ArrayNode input = test.putArray("input_series");
        given.path(when)
                .properties()
                .forEach(
                        series ->
                                input.addObject()
                                        .put("series", series.getKey())
                                        .put("values", series.getValue().asText()));
        ObjectNode expected =
                test.putArray("promql_expr_test")
                        .addObject()
                        .put(
                                "expr",
                                "clamp_max(count(ALERTS{alertname=\"%s\",alertstate=\"firing\"}), 1)"
                                        .formatted(name))
                        .put("eval_time", given.path("at").asText());
        ArrayNode samples = expected.putArray("exp_samples");
        if (when.equals("fires")) {
            samples.addObject().put("labels", "{}").put("value", 1);
        }
    }

    /// What failed, or nothing.
    private String run(List<String> command) throws IOException, InterruptedException {
        Path said = folder.resolve("promtool.log");
        int code =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start()
                        .waitFor();
        return code == 0 ? "" : Files.readString(said);
    }

    private static JsonNode cases() {
        try {
            return Manifests.YAML.readTree(Repository.here().root().resolve(CASES).toFile());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
