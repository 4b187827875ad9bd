package jp.kisai.testkit.deploy;

import static jp.kisai.testkit.deploy.Manifests.each;
import static jp.kisai.testkit.deploy.Manifests.texts;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// The pods that operators make go into the same restricted namespace, which takes them only if the
/// operators are told so; and what they need is there. CloudNativePG's are so by themselves.
final class OperatorRules {

    private final Manifests manifests;
    private final Secrets secrets;
    private final Findings found = new Findings();

    private OperatorRules(Manifests manifests) {
        this.manifests = manifests;
        secrets = Secrets.of(manifests);
    }

    static List<Finding> findings(Manifests manifests) {
        OperatorRules rules = new OperatorRules(manifests);
        manifests.of("Kafka").forEach(rules::checkKafka);
        manifests.of("Keycloak").forEach(rules::checkKeycloak);
        manifests.of("KeycloakRealmImport").forEach(rules::checkRealm);
        return rules.found.all();
    }

    private void checkKafka(JsonNode kafka) {
        checkPod(
                kafka,
                kafka.at("/spec/kafka/template"),
                List.of("kafkaContainer", "initContainer"));
        checkPod(
                kafka,
                kafka.at("/spec/entityOperator/template"),
                List.of("topicOperatorContainer", "userOperatorContainer"));
        checkPod(kafka, kafka.at("/spec/kafkaExporter/template"), List.of("container"));
    }

    private void checkPod(JsonNode kafka, JsonNode template, List<String> containers) {
        demandPod(kafka, template.at("/pod/securityContext"));
        for (String container : containers) {
            demandContainer(kafka, template.path(container).path("securityContext"));
        }
    }

    private void checkKeycloak(JsonNode keycloak) {
        JsonNode pod = keycloak.at("/spec/unsupported/podTemplate/spec");
        demandPod(keycloak, pod.path("securityContext"));
        demandContainer(keycloak, pod.at("/containers/0/securityContext"));
        JsonNode spec = keycloak.path("spec");
        found.demand(
                keycloak,
                !spec.at("/http/httpEnabled").asBoolean(true),
                "takes passwords over a line that is not encrypted");
        found.demand(
                keycloak,
                spec.at("/networkPolicy/enabled").asBoolean()
                        && !spec.at("/networkPolicy/https").isEmpty()
                        && !spec.at("/networkPolicy/management").isEmpty(),
                "lets everybody in");
        found.demand(
                keycloak,
                spec.at("/db/url").asText().contains("sslmode=verify-full"),
                "does not look who its database is");
        List<String[]> needed = new ArrayList<>();
        needed.add(new String[] {spec.at("/http/tlsSecret").asText(), "tls.key"});
        for (String reference : List.of("usernameSecret", "passwordSecret")) {
            JsonNode secret = spec.at("/db").path(reference);
            needed.add(new String[] {secret.path("name").asText(), secret.path("key").asText()});
        }
        each(spec.path("truststores"))
                .forEach(
                        store ->
                                needed.add(
                                        new String[] {
                                            store.at("/secret/name").asText(), "ca.crt"
                                        }));
        for (String[] key : needed) {
            found.demand(
                    keycloak,
                    secrets.hold(key[0], key[1]),
                    "nobody makes the Secret " + key[0] + " with " + key[1]);
        }
    }

    private void checkRealm(JsonNode realm) {
        found.demand(
                realm,
                manifests.named("Keycloak", realm.at("/spec/keycloakCRName").asText()).isPresent(),
                "is imported nowhere");
        found.demand(
                realm,
                realm.findValues("secret").isEmpty() && realm.findValues("credentials").isEmpty(),
                "has a secret in it");
    }

    private void demandPod(JsonNode object, JsonNode security) {
        found.demand(
                object,
                security.path("runAsNonRoot").asBoolean()
                        && security.at("/seccompProfile/type").asText().equals("RuntimeDefault"),
                "its pods are not taken: may run as root, or without a seccomp profile");
    }

    private void demandContainer(JsonNode object, JsonNode security) {
        found.demand(
                object,
                !security.path("allowPrivilegeEscalation").asBoolean(true)
                        && texts(security.at("/capabilities/drop")).equals(List.of("ALL")),
                "its pods are not taken: may gain privileges, or keep capabilities");
    }
}
