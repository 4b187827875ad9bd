package jp.kisai.testkit.deploy;

import static jp.kisai.testkit.deploy.Manifests.each;
import static jp.kisai.testkit.deploy.Manifests.name;
import static jp.kisai.testkit.deploy.Manifests.texts;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What every pod of ours must be like. No schema says any of this.
final class WorkloadRules {

    /// What stopping takes besides `preStop`; the addends stand above each StatefulSet.
    static final int STOPPING_SECONDS = 42;

    private static final int READ_BY_GROUP = 0440;

    private final Manifests manifests;
    private final Findings found = new Findings();

    private WorkloadRules(Manifests manifests) {
        this.manifests = manifests;
    }

    static List<Finding> findings(Manifests manifests) {
        WorkloadRules rules = new WorkloadRules(manifests);
        manifests.workloads().forEach(rules::check);
        manifests.jobs().forEach(rules::checkPod);
        return rules.found.all();
    }

    /// Whether it is one of the four, and not something beside them.
    static boolean isService(JsonNode workload) {
        return workload.at("/spec/template/metadata/labels/app.kubernetes.io~1component")
                .asText()
                .equals("service");
    }

    private void check(JsonNode workload) {
        JsonNode pod = workload.at("/spec/template/spec");
        checkPod(workload);
        checkSelector(workload);
        checkOwner(workload);
        found.demand(workload, isFalse(pod, "automountServiceAccountToken"), "mounts a token");
        checkStopping(workload, pod);
        for (JsonNode container : pod.path("containers")) {
            checkProbe(workload, container, "startupProbe", "/q/health/started");
            checkProbe(workload, container, "readinessProbe", "/q/health/ready");
            checkProbe(workload, container, "livenessProbe", "/q/health/live");
        }
        Set<String> spread = new TreeSet<>();
        each(pod.path("topologySpreadConstraints"))
                .forEach(constraint -> spread.add(constraint.path("topologyKey").asText()));
        found.demand(
                workload,
                spread.containsAll(
                        List.of("topology.kubernetes.io/zone", "kubernetes.io/hostname")),
                "all copies may end up in one zone or on one node");
    }

    private void checkSelector(JsonNode workload) {
        JsonNode selector = workload.at("/spec/selector/matchLabels");
        JsonNode labels = workload.at("/spec/template/metadata/labels");
        Set<String> keys = new TreeSet<>();
        selector.fieldNames().forEachRemaining(keys::add);
        found.demand(
                workload,
                keys.equals(Set.of("app.kubernetes.io/name", "app.kubernetes.io/instance")),
                "the selector must be name and instance: it can never be changed");
        found.demand(
                workload,
                keys.stream().allMatch(key -> selector.path(key).equals(labels.path(key))),
                "the selector does not select its own pods");
    }

    /// A number of copies that two parties set is set back and forth.
    private void checkOwner(JsonNode workload) {
        boolean scaled =
                manifests
                        .of("HorizontalPodAutoscaler", "ScaledObject")
                        .anyMatch(
                                scaler ->
                                        scaler.at("/spec/scaleTargetRef/name")
                                                .asText()
                                                .equals(name(workload)));
        found.demand(
                workload,
                !scaled || !workload.path("spec").has("replicas"),
                "has replicas and a scaler");
    }

    /// Whatever its pod is there for.
    private void checkPod(JsonNode workload) {
        JsonNode pod = workload.at("/spec/template/spec");
        JsonNode security = pod.path("securityContext");
        found.demand(
                workload, isFalse(pod, "enableServiceLinks"), "has variables of every service");
        found.demand(workload, security.path("runAsNonRoot").asBoolean(), "may run as root");
        found.demand(
                workload,
                List.of("runAsUser", "runAsGroup", "fsGroup").stream()
                        .allMatch(id -> security.path(id).asInt() == 10001),
                "does not run as 10001");
        found.demand(
                workload,
                security.at("/seccompProfile/type").asText().equals("RuntimeDefault"),
                "has no seccomp profile");
        found.demand(
                workload,
                manifests
                        .named("ServiceAccount", pod.path("serviceAccountName").asText())
                        .filter(account -> isFalse(account, "automountServiceAccountToken"))
                        .isPresent(),
                "has no service account of its own without a token");
        each(pod.path("containers")).forEach(container -> checkContainer(workload, container));
        each(pod.path("volumes")).forEach(volume -> checkVolume(workload, volume));
    }

    private void checkStopping(JsonNode workload, JsonNode pod) {
        int stopping =
                each(pod.path("containers"))
                        .mapToInt(
                                container ->
                                        container.at("/lifecycle/preStop/sleep/seconds").asInt())
                        .max()
                        .orElse(0);
        found.demand(
                workload, stopping > 0, "is stopped while it is still called: preStop must sleep");
        found.demand(
                workload,
                pod.path("terminationGracePeriodSeconds").asInt() >= stopping + STOPPING_SECONDS,
                "is killed before it can stop");
    }

    private void checkContainer(JsonNode workload, JsonNode container) {
        JsonNode security = container.path("securityContext");
        found.demand(
                workload, isFalse(security, "allowPrivilegeEscalation"), "may gain privileges");
        found.demand(
                workload,
                security.path("readOnlyRootFilesystem").asBoolean(),
                "can write to its root file system");
        found.demand(
                workload,
                texts(security.at("/capabilities/drop")).equals(List.of("ALL")),
                "must drop the capabilities ALL");
        checkResources(workload, container.path("resources"));
        for (JsonNode variable : container.path("env")) {
            found.demand(
                    workload,
                    variable.at("/valueFrom/secretKeyRef").isMissingNode(),
                    "a secret in a variable shows in every dump: " + variable.path("name"));
        }
        for (JsonNode source : container.path("envFrom")) {
            found.demand(
                    workload, !source.has("secretRef"), "a secret in variables shows in dumps");
        }
        String image = container.path("image").asText();
        found.demand(
                workload, !image.endsWith(":latest"), "an image named latest is a different one");
    }

    private void checkResources(JsonNode workload, JsonNode resources) {
        found.demand(
                workload,
                resources.at("/requests").has("cpu") && resources.at("/requests").has("memory"),
                "asks for no processor or memory");
        found.demand(workload, resources.at("/limits").has("memory"), "has no limit of memory");
        found.demand(
                workload,
                !resources.at("/limits").has("cpu"),
                "is throttled: a limit of processor");
    }

    /// The services answer for themselves on a port that the outside never sees.
    private void checkProbe(JsonNode workload, JsonNode container, String probe, String path) {
        JsonNode get = container.path(probe).path("httpGet");
        boolean service = isService(workload);
        found.demand(
                workload,
                service ? get.path("path").asText().equals(path) : get.has("path"),
                probe + " must ask " + (service ? path : "something"));
        found.demand(
                workload,
                !service || get.path("port").asText().equals("management"),
                probe + " must ask the management port");
        found.demand(
                workload,
                each(container.path("ports"))
                        .anyMatch(port -> port.path("name").equals(get.path("port"))),
                probe + " asks a port that is not there");
    }

    private void checkVolume(JsonNode workload, JsonNode volume) {
        boolean secret =
                volume.has("secret")
                        || each(volume.at("/projected/sources"))
                                .anyMatch(source -> source.has("secret"));
        JsonNode mode =
                volume.has("secret")
                        ? volume.at("/secret/defaultMode")
                        : volume.at("/projected/defaultMode");
        found.demand(
                workload,
                !secret || mode.asInt() == READ_BY_GROUP,
                "everybody in the pod can read " + volume.path("name"));
        found.demand(
                workload,
                !volume.has("emptyDir") || volume.path("emptyDir").has("sizeLimit"),
                "can fill the node's disk through " + volume.path("name"));
    }

    private static boolean isFalse(JsonNode node, String field) {
        return node.path(field).isBoolean() && !node.path(field).asBoolean();
    }
}
