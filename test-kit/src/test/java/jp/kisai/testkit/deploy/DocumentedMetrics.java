package jp.kisai.testkit.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import jp.kisai.testkit.MetricsPage;
import jp.kisai.testkit.guard.Repository;

/// What dashboards and alerts may ask for: the metrics of the services, those of the cluster, and
/// the series that are recorded from them.
record DocumentedMetrics(Map<String, Set<String>> labelsOf, Set<String> recorded) {

    /// Prometheus adds these to whatever it scrapes.
    private static final Set<String> OF_TARGETS = Set.of("job", "instance", "namespace", "pod");

    private static final String BUCKET = "_bucket";

    static DocumentedMetrics here() throws IOException {
        Map<String, Set<String>> labels = new HashMap<>(MetricsPage.documented());
        labels.putAll(
                MetricsPage.rows(
                        Files.readString(
                                Repository.here()
                                        .root()
                                        .resolve("docs/operate/cluster-metrics.md"))));
        Set<String> recorded = new TreeSet<>();
        Rules.recorded().forEach(rule -> recorded.add(rule.path("record").asText()));
        return new DocumentedMetrics(labels, recorded);
    }

    /// What is asked for and is not documented.
    List<String> unknownIn(String expression) {
        PromQl asked = PromQl.of(expression);
        List<String> unknown = new ArrayList<>();
        Set<String> labels = new TreeSet<>(OF_TARGETS);
        for (String name : asked.metrics()) {
            String metric = labelsOf.containsKey(name) ? name : MetricsPage.family(name);
            if (labelsOf.containsKey(metric)) {
                labels.addAll(labelsOf.getOrDefault(metric, Set.of()));
                if (name.endsWith(BUCKET)) {
                    labels.add(MetricsPage.BOUND);
                }
            } else if (!recorded.contains(name)) {
                unknown.add("nobody documents " + name);
            }
        }
        asked.labels().stream()
                .filter(label -> !labels.contains(label))
                .forEach(label -> unknown.add("no label " + label + " of " + asked.metrics()));
        return unknown;
    }
}
