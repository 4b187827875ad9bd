package jp.kisai.testkit.deploy;

import static jp.kisai.testkit.deploy.Manifests.each;
import static jp.kisai.testkit.deploy.Manifests.name;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Whether what one object says about another is true: a name that leads nowhere is valid to every
/// schema, and shows when the pods do not start.
final class ReferenceRules {

    private final Manifests manifests;
    private final List<Pods> pods;
    private final Secrets secrets;
    private final Findings found = new Findings();

    private ReferenceRules(Manifests manifests) {
        this.manifests = manifests;
        pods = Pods.of(manifests);
        secrets = Secrets.of(manifests);
    }

    static List<Finding> findings(Manifests manifests) {
        ReferenceRules rules = new ReferenceRules(manifests);
        manifests.podMakers().forEach(rules::checkMounts);
        manifests.workloads().filter(WorkloadRules::isService).forEach(rules::checkRoles);
        manifests.of("Cluster").forEach(rules::checkCluster);
        manifests.of("Service").forEach(rules::checkService);
        manifests.of("PodDisruptionBudget").forEach(rules::checkBudget);
        manifests.workloads().forEach(rules::checkHasBudget);
        manifests.objects().forEach(object -> rules.checkPorts(object, object));
        return rules.found.all();
    }

    private void checkMounts(JsonNode workload) {
        JsonNode pod = workload.at("/spec/template/spec");
        Set<String> volumes = new HashSet<>();
        for (JsonNode volume : pod.path("volumes")) {
            volumes.add(volume.path("name").asText());
            checkConfigMap(workload, volume.path("configMap"));
            checkSecret(workload, volume.path("secret"));
            checkClaim(workload, volume.path("persistentVolumeClaim"));
            for (JsonNode source : volume.at("/projected/sources")) {
                checkConfigMap(workload, source.path("configMap"));
                checkSecret(workload, source.path("secret"));
            }
        }
        for (JsonNode container : pod.path("containers")) {
            for (JsonNode source : container.path("envFrom")) {
                checkConfigMap(workload, source.path("configMapRef"));
            }
            for (JsonNode mount : container.path("volumeMounts")) {
                found.demand(
                        workload,
                        volumes.contains(mount.path("name").asText()),
                        "mounts a volume that is not there: " + mount.path("name"));
            }
        }
    }

    private void checkClaim(JsonNode workload, JsonNode reference) {
        String name = reference.path("claimName").asText();
        found.demand(
                workload,
                reference.isMissingNode()
                        || manifests.named("PersistentVolumeClaim", name).isPresent(),
                "claims a volume that is not there: " + name);
        found.demand(
                workload,
                reference.isMissingNode() || reference.path("readOnly").asBoolean(),
                "keeps something on a volume, and has no state: " + name);
    }

    private void checkConfigMap(JsonNode workload, JsonNode reference) {
        String name = reference.path("name").asText();
        found.demand(
                workload,
                reference.isMissingNode() || manifests.named("ConfigMap", name).isPresent(),
                "no such ConfigMap: " + name);
    }

    private void checkSecret(JsonNode workload, JsonNode reference) {
        if (reference.isMissingNode()) {
            return;
        }
        String name = reference.path(reference.has("name") ? "name" : "secretName").asText();
        Set<String> keys = secrets.keysOf(name);
        found.demand(workload, !keys.isEmpty(), "nobody makes the Secret " + name);
        for (JsonNode item : reference.path("items")) {
            String key = item.path("key").asText();
            found.demand(
                    workload,
                    keys.isEmpty() || keys.contains(key),
                    "the Secret " + name + " has no " + key);
        }
    }

    /// The role that a service works with owns nothing: an owner can undo what keeps the history.
    private void checkRoles(JsonNode workload) {
        String works = secretWith(workload, "quarkus.datasource.username");
        String owns = secretWith(workload, "quarkus.flyway.username");
        found.demand(
                workload,
                !owns.isEmpty() && !owns.equals(works),
                "works as the role that owns its tables");
    }

    /// The Secret that brings a setting; nothing, if none does.
    private static String secretWith(JsonNode workload, String setting) {
        return each(workload.at("/spec/template/spec/volumes"))
                .flatMap(volume -> each(volume.at("/projected/sources")))
                .map(source -> source.path("secret"))
                .filter(
                        secret ->
                                each(secret.path("items"))
                                        .anyMatch(i -> i.path("path").asText().equals(setting)))
                .map(secret -> secret.path("name").asText())
                .findFirst()
                .orElse("");
    }

    private void checkCluster(JsonNode cluster) {
        boolean ofService =
                manifests
                        .workloads()
                        .anyMatch(
                                workload ->
                                        secretWith(workload, "quarkus.flyway.username")
                                                .equals(name(cluster) + "-app"));
        if (!ofService) {
            return;
        }
        JsonNode roles = cluster.at("/spec/managed/roles");
        String owner = cluster.at("/spec/bootstrap/initdb/owner").asText();
        found.demand(cluster, !roles.isEmpty(), "has no role that owns nothing");
        for (JsonNode role : roles) {
            found.demand(
                    cluster,
                    !role.path("name").asText().equals(owner),
                    "has one role for the tables' owner and their user");
            checkSecret(cluster, role.path("passwordSecret"));
        }
    }

    private void checkService(JsonNode service) {
        JsonNode selector = service.at("/spec/selector");
        List<Pods> called = pods.stream().filter(pod -> pod.selectedBy(selector)).toList();
        found.demand(service, !called.isEmpty(), "selects no pod");
        for (JsonNode port : service.at("/spec/ports")) {
            found.demand(
                    service,
                    called.stream()
                            .allMatch(
                                    pod -> pod.ports().contains(port.path("targetPort").asText())),
                    "leads to a port that is not there: " + port.path("targetPort"));
        }
    }

    private void checkBudget(JsonNode budget) {
        JsonNode selector = budget.at("/spec/selector/matchLabels");
        found.demand(
                budget, pods.stream().anyMatch(pod -> pod.selectedBy(selector)), "protects no pod");
        found.demand(
                budget,
                budget.at("/spec/unhealthyPodEvictionPolicy").asText().equals("AlwaysAllow"),
                "a pod that never gets ready would keep its node for ever");
    }

    private void checkHasBudget(JsonNode workload) {
        Pods own =
                pods.stream()
                        .filter(pod -> pod.owner().equals(Manifests.id(workload)))
                        .findFirst()
                        .orElseThrow();
        found.demand(
                workload,
                manifests
                        .of("PodDisruptionBudget")
                        .anyMatch(
                                budget -> own.selectedBy(budget.at("/spec/selector/matchLabels"))),
                "all its copies may be evicted at once: no disruption budget");
        found.demand(
                workload,
                !workload.path("kind").asText().equals("StatefulSet")
                        || manifests
                                .named("Service", workload.at("/spec/serviceName").asText())
                                .filter(service -> own.selectedBy(service.at("/spec/selector")))
                                .isPresent(),
                "its copies get no names: serviceName leads nowhere");
    }

    private void checkPorts(JsonNode object, JsonNode node) {
        for (var field : node.properties()) {
            boolean port = field.getKey().matches("port|containerPort|targetPort|endPort");
            if (port && field.getValue().isInt()) {
                int number = field.getValue().asInt();
                found.demand(object, number > 0 && number < 65536, "is no port: " + number);
            }
        }
        node.forEach(child -> checkPorts(object, child));
    }
}
