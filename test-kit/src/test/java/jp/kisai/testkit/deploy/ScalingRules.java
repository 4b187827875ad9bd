package jp.kisai.testkit.deploy;

import static jp.kisai.testkit.deploy.Manifests.each;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What scales a workload owns its copies alone, keeps between two and one less than there are
/// partitions, and looks at a topic and a group that there are, with a right to see them.
final class ScalingRules {

    private static final int LEAST = 2;

    private final Manifests manifests;
    private final Findings found = new Findings();

    private ScalingRules(Manifests manifests) {
        this.manifests = manifests;
    }

    static List<Finding> findings(Manifests manifests) {
        ScalingRules rules = new ScalingRules(manifests);
        manifests.of("ScaledObject").forEach(rules::checkByLag);
        manifests.of("HorizontalPodAutoscaler").forEach(rules::checkByLoad);
        return rules.found.all();
    }

    private void checkByLag(JsonNode scaled) {
        String target = checkTarget(scaled, "minReplicaCount");
        for (JsonNode trigger : scaled.at("/spec/triggers")) {
            checkTrigger(scaled, trigger, target);
        }
    }

    /// It says of no topic that it follows it, so what it scales takes from the smallest.
    private void checkByLoad(JsonNode scaled) {
        checkTarget(scaled, "minReplicas");
        int most = scaled.at("/spec/maxReplicas").asInt(Integer.MAX_VALUE);
        manifests
                .of("KafkaTopic")
                .mapToInt(topic -> topic.at("/spec/partitions").asInt())
                .min()
                .ifPresent(
                        partitions ->
                                found.demand(
                                        scaled,
                                        partitions > most,
                                        "a copy without a partition is never ready: too many"));
    }

    private String checkTarget(JsonNode scaled, String least) {
        String target = scaled.at("/spec/scaleTargetRef/name").asText();
        Optional<JsonNode> workload =
                manifests.named(scaled.at("/spec/scaleTargetRef/kind").asText(), target);
        found.demand(scaled, workload.isPresent(), "scales nothing: " + target);
        found.demand(
                scaled,
                workload.map(it -> it.at("/spec/replicas").isMissingNode()).orElse(true),
                "two own the number of copies: " + target + " says one itself");
        found.demand(
                scaled,
                scaled.path("spec").path(least).asInt() >= LEAST,
                "the work stops while the only copy restarts");
        return target;
    }

    private void checkTrigger(JsonNode scaled, JsonNode trigger, String target) {
        String name = trigger.at("/metadata/topic").asText();
        Optional<JsonNode> topic = manifests.named("KafkaTopic", name);
        found.demand(scaled, topic.isPresent(), "looks at a topic that is not there: " + name);
        found.demand(
                scaled,
                topic.map(it -> it.at("/spec/partitions").asInt()).orElse(Integer.MAX_VALUE)
                        > scaled.at("/spec/maxReplicaCount").asInt(Integer.MAX_VALUE),
                "a copy without a partition is never ready: too many for " + name);
        found.demand(
                scaled,
                trigger.at("/metadata/consumerGroup").asText().equals(target),
                "looks at another group than " + target);
        String authentication = trigger.at("/authenticationRef/name").asText();
        Optional<JsonNode> credentials = manifests.named("TriggerAuthentication", authentication);
        found.demand(scaled, credentials.isPresent(), "nobody is " + authentication);
        credentials.ifPresent(it -> checkRights(scaled, it, name));
    }

    /// The secret of a KafkaUser has the user's name.
    private void checkRights(JsonNode scaled, JsonNode credentials, String topic) {
        Set<String> users =
                each(credentials.at("/spec/secretTargetRef"))
                        .filter(each -> each.path("parameter").asText().equals("cert"))
                        .map(each -> each.path("name").asText())
                        .collect(Collectors.toCollection(TreeSet::new));
        boolean may =
                manifests
                        .of("KafkaUser")
                        .filter(user -> users.contains(Manifests.name(user)))
                        .flatMap(user -> each(user.at("/spec/authorization/acls")))
                        .anyMatch(acl -> acl.at("/resource/name").asText().equals(topic));
        found.demand(scaled, may, users + " may not see " + topic);
    }
}
