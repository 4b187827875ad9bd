package jp.kisai.testkit.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;

/// The rules of the monitoring component: what is recorded, and what calls somebody.
final class Rules {

    private static final List<String> FILES =
            List.of("rules.yaml", "slo.yaml", "cluster-rules.yaml");

    private Rules() {}

    /// All of them, in the order of their files.
    static List<JsonNode> all() {
        return FILES.stream()
                .map(file -> Deployment.here().read("components/monitoring/" + file))
                .flatMap(text -> Manifests.parse(text).objects().stream())
                .flatMap(rule -> Manifests.each(rule.at("/spec/groups")))
                .flatMap(group -> Manifests.each(group.path("rules")))
                .toList();
    }

    static List<JsonNode> alerts() {
        return all().stream().filter(rule -> rule.has("alert")).toList();
    }

    static List<JsonNode> recorded() {
        return all().stream().filter(rule -> rule.has("record")).toList();
    }

    /// The rule, with the recorded series that it asks for before it.
    static List<JsonNode> withWhatItAsksFor(JsonNode rule) {
        String expression = rule.path("expr").asText();
        return Stream.concat(
                        recorded().stream()
                                .filter(each -> expression.contains(each.path("record").asText()))
                                .flatMap(each -> withWhatItAsksFor(each).stream()),
                        Stream.of(rule))
                .distinct()
                .toList();
    }
}
