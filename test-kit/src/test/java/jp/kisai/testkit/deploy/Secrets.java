package jp.kisai.testkit.deploy;

import static jp.kisai.testkit.deploy.Manifests.each;
import static jp.kisai.testkit.deploy.Manifests.name;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// The Secrets that there will be: those in the manifests, and those that operators make.
///
/// @param keys of each, by its name
record Secrets(Map<String, Set<String>> keys) {

    static Secrets of(Manifests manifests) {
        Map<String, Set<String>> secrets = new HashMap<>();
        manifests
                .of("Secret")
                .forEach(secret -> secrets.put(name(secret), fields(secret.path("data"))));
        manifests
                .of("ExternalSecret")
                .forEach(
                        external ->
                                secrets.put(
                                        external.at("/spec/target/name").asText(),
                                        new HashSet<>(
                                                each(external.at("/spec/data"))
                                                        .map(d -> d.path("secretKey").asText())
                                                        .toList())));
        manifests
                .of("KafkaUser")
                .forEach(
                        user ->
                                secrets.put(
                                        name(user),
                                        Set.of(
                                                "ca.crt",
                                                "user.crt",
                                                "user.key",
                                                "user.p12",
                                                "user.password")));
        manifests
                .of("Kafka")
                .forEach(kafka -> secrets.put(name(kafka) + "-cluster-ca-cert", Set.of("ca.crt")));
        manifests
                .of("Cluster")
                .forEach(
                        cluster -> {
                            secrets.put(name(cluster) + "-app", Set.of("username", "password"));
                            secrets.put(name(cluster) + "-ca", Set.of("ca.crt"));
                        });
        manifests
                .of("Certificate")
                .forEach(
                        certificate ->
                                secrets.put(
                                        certificate.at("/spec/secretName").asText(),
                                        Set.of("tls.crt", "tls.key", "ca.crt")));
        return new Secrets(secrets);
    }

    /// None, if nobody makes this Secret.
    Set<String> keysOf(String secret) {
        return keys.getOrDefault(secret, Set.of());
    }

    boolean hold(String secret, String key) {
        return keysOf(secret).contains(key);
    }

    private static Set<String> fields(JsonNode node) {
        Set<String> names = new HashSet<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
