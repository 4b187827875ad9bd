package jp.kisai.testkit.deploy;

import static jp.kisai.testkit.deploy.Manifests.name;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The pods that there will be: ours, and those that operators make of our objects.
///
/// @param owner the object they come from
/// @param ports their ports' names and numbers
record Pods(String owner, Map<String, String> labels, Set<String> ports) {

    static List<Pods> of(Manifests manifests) {
        List<Pods> all = new ArrayList<>();
        manifests.workloads().forEach(workload -> all.add(ours(workload)));
        manifests
                .of("Kafka")
                .forEach(
                        kafka -> {
                            Set<String> ports = new TreeSet<>(Set.of("9090", "9091", "9404"));
                            kafka.at("/spec/kafka/listeners")
                                    .forEach(listener -> ports.add(listener.path("port").asText()));
                            all.add(
                                    new Pods(
                                            Manifests.id(kafka),
                                            Map.of(
                                                    "strimzi.io/cluster",
                                                    name(kafka),
                                                    "strimzi.io/kind",
                                                    "Kafka",
                                                    "strimzi.io/name",
                                                    name(kafka) + "-kafka"),
                                            ports));
                        });
        manifests
                .of("Cluster")
                .forEach(
                        cluster ->
                                all.add(
                                        new Pods(
                                                Manifests.id(cluster),
                                                Map.of("cnpg.io/cluster", name(cluster)),
                                                Set.of("5432", "8000", "9187"))));
        manifests
                .of("Keycloak")
                .forEach(
                        keycloak ->
                                all.add(
                                        new Pods(
                                                Manifests.id(keycloak),
                                                Map.of(
                                                        "app",
                                                        "keycloak",
                                                        "app.kubernetes.io/instance",
                                                        name(keycloak)),
                                                Set.of("7800", "8080", "8443", "9000"))));
        return all;
    }

    private static Pods ours(JsonNode workload) {
        Map<String, String> labels = new HashMap<>();
        workload.at("/spec/template/metadata/labels")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        Set<String> ports = new TreeSet<>();
        for (JsonNode container : workload.at("/spec/template/spec/containers")) {
            for (JsonNode port : container.path("ports")) {
                ports.add(port.path("name").asText());
                ports.add(port.path("containerPort").asText());
            }
        }
        return new Pods(Manifests.id(workload), labels, ports);
    }

    boolean selectedBy(JsonNode labelsWanted) {
        return labelsWanted.properties().stream()
                .allMatch(label -> label.getValue().asText().equals(labels.get(label.getKey())));
    }

    boolean ours() {
        return owner.startsWith("StatefulSet/") || owner.startsWith("Deployment/");
    }
}
