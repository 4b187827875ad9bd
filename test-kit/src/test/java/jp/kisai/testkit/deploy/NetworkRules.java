package jp.kisai.testkit.deploy;

import static jp.kisai.testkit.deploy.Manifests.each;
import static jp.kisai.testkit.deploy.Manifests.texts;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Nobody calls anybody unless a policy says so, and what must call can.
final class NetworkRules {

    /// The Kubernetes API and object stores, which no selector can name.
    private static final Set<String> WITHOUT_NAME = Set.of("443", "6443");

    /// What every service needs to reach: broker, database and identity provider.
    private static final List<Set<String>> NEEDED =
            List.of(Set.of("9093"), Set.of("5432"), Set.of("443", "8443"));

    private final Manifests manifests;
    private final List<Pods> pods;
    private final Findings found = new Findings();

    private NetworkRules(Manifests manifests) {
        this.manifests = manifests;
        pods = Pods.of(manifests);
    }

    static List<Finding> findings(Manifests manifests) {
        NetworkRules rules = new NetworkRules(manifests);
        rules.checkEverythingIsDenied();
        manifests.of("NetworkPolicy").forEach(rules::checkPolicy);
        manifests.of("StatefulSet").forEach(rules::checkCanWork);
        return rules.found.all();
    }

    private void checkEverythingIsDenied() {
        boolean denied =
                manifests
                        .of("NetworkPolicy")
                        .map(policy -> policy.path("spec"))
                        .anyMatch(
                                spec ->
                                        spec.path("podSelector").isEmpty()
                                                && spec.path("ingress").isEmpty()
                                                && spec.path("egress").isEmpty()
                                                && texts(spec.path("policyTypes"))
                                                        .containsAll(List.of("Ingress", "Egress")));
        if (!denied) {
            found.add(new Finding("NetworkPolicy", "nothing denies by default in both directions"));
        }
    }

    private void checkPolicy(JsonNode policy) {
        JsonNode selector = policy.at("/spec/podSelector/matchLabels");
        List<Pods> meant = pods.stream().filter(pod -> pod.selectedBy(selector)).toList();
        found.demand(policy, !meant.isEmpty(), "means no pod");
        for (JsonNode rule : policy.at("/spec/egress")) {
            checkEgress(policy, rule, meant);
        }
        for (JsonNode rule : policy.at("/spec/ingress")) {
            found.demand(policy, !rule.path("from").isEmpty(), "lets everybody in");
            found.demand(policy, !rule.path("ports").isEmpty(), "lets them in to every port");
            for (JsonNode port : rule.path("ports")) {
                found.demand(
                        policy,
                        meant.stream()
                                .allMatch(pod -> pod.ports().contains(port.path("port").asText())),
                        "opens a port that is not there: " + port.path("port"));
            }
            checkPeers(policy, rule.path("from"));
        }
    }

    private void checkEgress(JsonNode policy, JsonNode rule, List<Pods> meant) {
        found.demand(policy, !rule.path("ports").isEmpty(), "lets them out to every port");
        boolean anywhere =
                rule.path("to").isEmpty()
                        || each(rule.path("to"))
                                .anyMatch(to -> to.at("/ipBlock/cidr").asText().endsWith("/0"));
        boolean withoutName =
                meant.stream().allMatch(pod -> !pod.ours() || callsTheApi(pod))
                        && each(rule.path("ports"))
                                .allMatch(
                                        port -> WITHOUT_NAME.contains(port.path("port").asText()));
        found.demand(policy, !anywhere || withoutName, "lets them out to everywhere");
        checkPeers(policy, rule.path("to"));
    }

    private boolean callsTheApi(Pods pod) {
        return manifests
                .jobs()
                .filter(job -> Manifests.id(job).equals(pod.owner()))
                .anyMatch(JobRules::callsTheApi);
    }

    /// A peer in this namespace that nobody is, is a spelling mistake.
    private void checkPeers(JsonNode policy, JsonNode peers) {
        for (JsonNode peer : peers) {
            boolean here = peer.has("podSelector") && !peer.has("namespaceSelector");
            JsonNode selector = peer.at("/podSelector/matchLabels");
            found.demand(
                    policy,
                    !here || pods.stream().anyMatch(pod -> pod.selectedBy(selector)),
                    "names a peer that nobody is: " + selector);
        }
    }

    private void checkCanWork(JsonNode workload) {
        Pods own =
                pods.stream()
                        .filter(pod -> pod.owner().equals(Manifests.id(workload)))
                        .findFirst()
                        .orElseThrow();
        Set<String> reachable = new TreeSet<>();
        manifests
                .of("NetworkPolicy")
                .map(policy -> policy.path("spec"))
                .filter(spec -> own.selectedBy(spec.at("/podSelector/matchLabels")))
                .flatMap(spec -> each(spec.path("egress")))
                .flatMap(rule -> each(rule.path("ports")))
                .forEach(port -> reachable.add(port.path("port").asText()));
        for (Set<String> one : NEEDED) {
            found.demand(
                    workload,
                    one.stream().anyMatch(reachable::contains),
                    "can not reach what it needs: nothing lets it out to " + new TreeSet<>(one));
        }
    }
}
