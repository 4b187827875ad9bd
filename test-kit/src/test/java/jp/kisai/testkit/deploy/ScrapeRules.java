package jp.kisai.testkit.deploy;

import static jp.kisai.testkit.deploy.Manifests.each;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// What is scraped is there, at a port that it has. Pods of other namespaces are not known here.
final class ScrapeRules {

    private final Manifests manifests;
    private final Findings found = new Findings();

    private ScrapeRules(Manifests manifests) {
        this.manifests = manifests;
    }

    static List<Finding> findings(Manifests manifests) {
        ScrapeRules rules = new ScrapeRules(manifests);
        manifests.of("PodMonitor").forEach(rules::checkPods);
        manifests.of("ServiceMonitor").forEach(rules::checkServices);
        return rules.found.all();
    }

    private void checkPods(JsonNode monitor) {
        if (monitor.at("/spec/namespaceSelector/any").asBoolean()) {
            return;
        }
        JsonNode selector = monitor.at("/spec/selector/matchLabels");
        List<Pods> meant =
                Pods.of(manifests).stream().filter(pod -> pod.selectedBy(selector)).toList();
        found.demand(monitor, !meant.isEmpty(), "scrapes nothing");
        for (JsonNode endpoint : monitor.at("/spec/podMetricsEndpoints")) {
            String port = endpoint.path("port").asText();
            found.demand(
                    monitor,
                    meant.stream().allMatch(pod -> pod.ports().contains(port)),
                    "scrapes a port that is not there: " + port);
        }
    }

    private void checkServices(JsonNode monitor) {
        JsonNode selector = monitor.at("/spec/selector/matchLabels");
        List<JsonNode> meant =
                manifests
                        .of("Service")
                        .filter(
                                service ->
                                        selector.properties().stream()
                                                .allMatch(
                                                        label ->
                                                                label.getValue()
                                                                        .equals(
                                                                                service.at(
                                                                                                "/metadata/labels")
                                                                                        .path(
                                                                                                label
                                                                                                        .getKey()))))
                        .toList();
        found.demand(monitor, !meant.isEmpty(), "scrapes nothing");
        for (JsonNode endpoint : monitor.at("/spec/endpoints")) {
            JsonNode port = endpoint.path("port");
            found.demand(
                    monitor,
                    meant.stream()
                            .allMatch(
                                    service ->
                                            each(service.at("/spec/ports"))
                                                    .anyMatch(it -> it.path("name").equals(port))),
                    "scrapes a port that is not there: " + port);
        }
    }
}
