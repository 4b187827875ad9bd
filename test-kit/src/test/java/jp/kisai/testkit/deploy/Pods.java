package jp.kisai.testkit.deploy;

import static jp.kisai.testkit.deploy.Manifests.name;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The pods that there will be: ours, and those that operators make of our objects.
///
/// @param owner the object they come from
/// @param names by which they are called, where an operator makes the Service
/// @param numbers of their ports, by name and by number
record Pods(
        String owner, Set<String> names, Map<String, String> labels, Map<String, String> numbers) {

    static List<Pods> of(Manifests manifests) {
        List<Pods> all = new ArrayList<>();
        manifests.podMakers().forEach(maker -> all.add(ours(maker)));
        manifests.of("Kafka").forEach(kafka -> all.add(brokers(kafka)));
        manifests.of("Cluster").forEach(cluster -> all.add(database(cluster)));
        manifests.templates().of("Cluster").forEach(cluster -> all.add(database(cluster)));
        manifests.of("Keycloak").forEach(keycloak -> all.add(identityProvider(keycloak)));
        manifests.of("KeycloakRealmImport").forEach(realm -> all.add(importing(realm)));
        return all;
    }

    private static Pods brokers(JsonNode kafka) {
        Map<String, String> ports = ports("9090", "9091", "9404");
        ports.put("tcp-prometheus", "9404");
        for (JsonNode listener : kafka.at("/spec/kafka/listeners")) {
            ports.put(listener.path("name").asText(), listener.path("port").asText());
            ports.put(listener.path("port").asText(), listener.path("port").asText());
        }
        return new Pods(
                Manifests.id(kafka),
                Set.of(name(kafka) + "-kafka-bootstrap"),
                Map.of(
                        "strimzi.io/cluster",
                        name(kafka),
                        "strimzi.io/kind",
                        "Kafka",
                        "strimzi.io/name",
                        name(kafka) + "-kafka"),
                ports);
    }

    private static Pods database(JsonNode cluster) {
        Map<String, String> ports = ports("5432", "8000", "9187");
        ports.put("metrics", "9187");
        Map<String, String> labels = labels(cluster.at("/spec/inheritedMetadata/labels"));
        labels.put("cnpg.io/cluster", name(cluster));
        labels.put("cnpg.io/podRole", "instance");
        return new Pods(Manifests.id(cluster), Set.of(name(cluster) + "-rw"), labels, ports);
    }

    private static Pods identityProvider(JsonNode keycloak) {
        return new Pods(
                Manifests.id(keycloak),
                Set.of(name(keycloak) + "-service"),
                keycloakLabels("keycloak", name(keycloak)),
                ports("7800", "57800", "8443", "9000"));
    }

    /// The job that makes the realm works on the database, as the server does.
    private static Pods importing(JsonNode realm) {
        return new Pods(
                Manifests.id(realm),
                Set.of(),
                keycloakLabels("keycloak-realm-import", realm.at("/spec/keycloakCRName").asText()),
                Map.of());
    }

    private static Map<String, String> ports(String... numbers) {
        Map<String, String> ports = new HashMap<>();
        for (String number : numbers) {
            ports.put(number, number);
        }
        return ports;
    }

    private static Map<String, String> keycloakLabels(String app, String instance) {
        return Map.of(
                "app",
                app,
                "app.kubernetes.io/instance",
                instance,
                "app.kubernetes.io/managed-by",
                "keycloak-operator");
    }

    private static Map<String, String> labels(JsonNode written) {
        Map<String, String> labels = new HashMap<>();
        written.properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        return labels;
    }

    private static Pods ours(JsonNode workload) {
        Map<String, String> labels = labels(workload.at("/spec/template/metadata/labels"));
        Map<String, String> ports = new HashMap<>();
        for (JsonNode container : workload.at("/spec/template/spec/containers")) {
            for (JsonNode port : container.path("ports")) {
                ports.put(port.path("name").asText(), port.path("containerPort").asText());
                ports.put(port.path("containerPort").asText(), port.path("containerPort").asText());
            }
        }
        return new Pods(Manifests.id(workload), Set.of(), labels, ports);
    }

    /// Their ports' names and numbers.
    Set<String> ports() {
        return numbers.keySet();
    }

    /// The number of a port that is named or numbered; a name that nothing has stays what it is.
    String number(String port) {
        return numbers.getOrDefault(port, port);
    }

    boolean selectedBy(JsonNode labelsWanted) {
        return labelsWanted.properties().stream()
                .allMatch(label -> label.getValue().asText().equals(labels.get(label.getKey())));
    }

    boolean ours() {
        return owner.matches("(StatefulSet|Deployment|CronJob)/.*");
    }
}
