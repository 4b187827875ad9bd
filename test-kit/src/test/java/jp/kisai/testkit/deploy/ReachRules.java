package jp.kisai.testkit.deploy;

import static jp.kisai.testkit.deploy.Manifests.each;
import static jp.kisai.testkit.deploy.Manifests.name;
import static jp.kisai.testkit.deploy.Manifests.texts;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Whatever address a pod is told to call, a policy lets it out to, and where that is another pod
/// here, lets it in.
final class ReachRules {

    private static final Pattern URL =
            Pattern.compile("(?:jdbc:)?([a-z]+)://([A-Za-z0-9.-]+)(?::(\\d+))?(?:[/?].*)?");
    private static final Pattern HOST_AND_PORT = Pattern.compile("([A-Za-z0-9.-]+):(\\d+)");
    private static final Map<String, String> DEFAULT_PORTS =
            Map.of("http", "80", "https", "443", "postgresql", "5432");

    private final Manifests manifests;
    private final List<Pods> pods;
    private final Findings found = new Findings();

    private ReachRules(Manifests manifests) {
        this.manifests = manifests;
        pods = Pods.of(manifests);
    }

    static List<Finding> findings(Manifests manifests) {
        ReachRules rules = new ReachRules(manifests);
        manifests.podMakers().forEach(maker -> rules.check(maker, rules.addresses(maker)));
        for (JsonNode keycloak : manifests.of("Keycloak").toList()) {
            List<Address> database = Address.in("url", keycloak.at("/spec/db")).stream().toList();
            rules.check(keycloak, database);
            manifests
                    .of("KeycloakRealmImport")
                    .filter(
                            realm ->
                                    realm.at("/spec/keycloakCRName")
                                            .asText()
                                            .equals(name(keycloak)))
                    .forEach(realm -> rules.check(realm, database));
        }
        return rules.found.all();
    }

    private record Address(String host, String port) {

        /// Those that a setting has, each perhaps with a name before it.
        static Stream<Address> all(String setting, JsonNode settings) {
            String[] words = settings.path(setting).asText().split(" ", -1);
            return words.length == 1
                    ? in(setting, settings).stream()
                    : Stream.of(words)
                            .map(word -> word.replaceFirst("^[a-z-]+=", ""))
                            .flatMap(
                                    word ->
                                            in(
                                                    "address",
                                                    Manifests.YAML
                                                            .createObjectNode()
                                                            .put("address", word))
                                                    .stream());
        }

        /// The address that a setting has; its port may stand in a setting beside it.
        static Optional<Address> in(String setting, JsonNode settings) {
            String value = settings.path(setting).asText();
            Matcher url = URL.matcher(value);
            if (url.matches()
                    && (url.group(3) != null || DEFAULT_PORTS.containsKey(url.group(1)))) {
                return Optional.of(
                        new Address(
                                url.group(2),
                                url.group(3) == null
                                        ? DEFAULT_PORTS.getOrDefault(url.group(1), "")
                                        : url.group(3)));
            }
            Matcher pair = HOST_AND_PORT.matcher(value);
            if (pair.matches()) {
                return Optional.of(new Address(pair.group(1), pair.group(2)));
            }
            String port = settings.path(setting.replaceFirst("_HOST$", "_PORT")).asText();
            return setting.endsWith("_HOST")
                    ? Optional.of(new Address(value, port))
                    : Optional.empty();
        }

        /// The name in this namespace that it may be of.
        String service() {
            return host.replaceFirst("\\.kisai(\\.svc.*)?$", "");
        }

        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    private List<Address> addresses(JsonNode workload) {
        return each(workload.at("/spec/template/spec/containers"))
                .flatMap(container -> each(container.path("envFrom")))
                .map(source -> source.at("/configMapRef/name").asText())
                .flatMap(name -> manifests.named("ConfigMap", name).stream())
                .map(map -> map.path("data"))
                .flatMap(
                        data ->
                                data.properties().stream()
                                        .flatMap(s -> Address.all(s.getKey(), data)))
                .distinct()
                .toList();
    }

    private void check(JsonNode caller, List<Address> addresses) {
        Pods own =
                pods.stream()
                        .filter(pod -> pod.owner().equals(Manifests.id(caller)))
                        .findFirst()
                        .orElseThrow();
        for (Address address : addresses) {
            Optional<Pods> called = called(address);
            String port = called.map(there -> targetPort(address, there)).orElse(address.port());
            found.demand(
                    caller,
                    rules(own, "Egress")
                            .anyMatch(
                                    rule ->
                                            opens(rule, own, port)
                                                    && leadsTo(rule.path("to"), called)),
                    "can not get out to " + address);
            found.demand(
                    caller,
                    called.map(there -> letsIn(there, own, port)).orElse(true),
                    "is not let in to " + address);
        }
    }

    private Optional<Pods> called(Address address) {
        Optional<JsonNode> selector =
                manifests.named("Service", address.service()).map(it -> it.at("/spec/selector"));
        return pods.stream()
                .filter(
                        pod ->
                                pod.names().contains(address.service())
                                        || selector.filter(pod::selectedBy).isPresent())
                .findFirst();
    }

    /// A Service of ours may lead to another port than the one it is called at.
    private String targetPort(Address address, Pods there) {
        String target =
                manifests.named("Service", address.service()).stream()
                        .flatMap(service -> each(service.at("/spec/ports")))
                        .filter(port -> port.path("port").asText().equals(address.port()))
                        .map(port -> port.path("targetPort").asText())
                        .findFirst()
                        .orElse(address.port());
        return there.number(target);
    }

    private Stream<JsonNode> rules(Pods pod, String direction) {
        return manifests
                .of("NetworkPolicy")
                .map(policy -> policy.path("spec"))
                .filter(spec -> pod.selectedBy(spec.at("/podSelector/matchLabels")))
                .filter(spec -> texts(spec.path("policyTypes")).contains(direction))
                .flatMap(
                        spec -> each(spec.path(direction.equals("Egress") ? "egress" : "ingress")));
    }

    private static boolean opens(JsonNode rule, Pods there, String port) {
        return each(rule.path("ports"))
                .anyMatch(
                        open ->
                                open.has("endPort")
                                        ? isWithin(open, Integer.parseInt(port))
                                        : there.number(open.path("port").asText()).equals(port));
    }

    private static boolean isWithin(JsonNode open, int port) {
        return open.path("port").asInt() <= port && port <= open.path("endPort").asInt();
    }

    /// Outside is a network or another namespace.
    private static boolean leadsTo(JsonNode peers, Optional<Pods> called) {
        return each(peers)
                .anyMatch(
                        peer ->
                                called.map(there -> isIn(peer, there))
                                        .orElse(
                                                peer.has("ipBlock")
                                                        || peer.has("namespaceSelector")));
    }

    private static boolean isIn(JsonNode peer, Pods pod) {
        return peer.has("podSelector")
                && !peer.has("namespaceSelector")
                && pod.selectedBy(peer.at("/podSelector/matchLabels"));
    }

    /// The operators of Kafka and Keycloak write the policies from what their objects say.
    private boolean letsIn(Pods there, Pods caller, String port) {
        List<JsonNode> peers = new ArrayList<>();
        rules(there, "Ingress")
                .filter(rule -> opens(rule, there, port))
                .forEach(rule -> rule.path("from").forEach(peers::add));
        manifests
                .of("Kafka")
                .filter(kafka -> Manifests.id(kafka).equals(there.owner()))
                .flatMap(kafka -> each(kafka.at("/spec/kafka/listeners")))
                .filter(listener -> listener.path("port").asText().equals(port))
                .forEach(listener -> listener.path("networkPolicyPeers").forEach(peers::add));
        manifests
                .of("Keycloak")
                .filter(keycloak -> Manifests.id(keycloak).equals(there.owner()))
                .forEach(keycloak -> keycloak.at("/spec/networkPolicy/https").forEach(peers::add));
        return peers.stream().anyMatch(peer -> isIn(peer, caller));
    }
}
