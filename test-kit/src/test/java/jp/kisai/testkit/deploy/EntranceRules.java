package jp.kisai.testkit.deploy;

import static jp.kisai.testkit.deploy.Manifests.each;
import static jp.kisai.testkit.deploy.Manifests.texts;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/// What comes in from outside comes over TLS, to a port for it, on a path that is meant for it.
final class EntranceRules {

    private final Manifests manifests;
    private final List<Pods> pods;
    private final Secrets secrets;
    private final Findings found = new Findings();

    private EntranceRules(Manifests manifests) {
        this.manifests = manifests;
        pods = Pods.of(manifests);
        secrets = Secrets.of(manifests);
    }

    static List<Finding> findings(Manifests manifests) {
        EntranceRules rules = new EntranceRules(manifests);
        manifests.of("Gateway").forEach(rules::checkGateway);
        manifests.of("HTTPRoute").forEach(rules::checkRoute);
        manifests.of("BackendTLSPolicy").forEach(rules::checkTrust);
        return rules.found.all();
    }

    private void checkGateway(JsonNode gateway) {
        for (JsonNode listener : gateway.at("/spec/listeners")) {
            found.demand(
                    gateway,
                    listener.path("protocol").asText().equals("HTTPS"),
                    "lets tokens in over a line that is not encrypted");
            found.demand(
                    gateway,
                    listener.at("/allowedRoutes/namespaces/from").asText().equals("Same"),
                    "anybody in the cluster may open another way in");
            for (JsonNode certificate : listener.at("/tls/certificateRefs")) {
                String secret = certificate.path("name").asText();
                found.demand(
                        gateway,
                        secrets.hold(secret, "tls.key"),
                        "nobody makes the Secret " + secret);
            }
        }
    }

    private void checkRoute(JsonNode route) {
        for (JsonNode parent : route.at("/spec/parentRefs")) {
            String section = parent.path("sectionName").asText();
            found.demand(
                    route,
                    parent.has("namespace")
                            || manifests
                                    .named("Gateway", parent.path("name").asText())
                                    .filter(
                                            gateway ->
                                                    each(gateway.at("/spec/listeners"))
                                                            .anyMatch(
                                                                    l ->
                                                                            l.path("name")
                                                                                    .asText()
                                                                                    .equals(
                                                                                            section)))
                                    .isPresent(),
                    "goes through a gateway that is not there");
        }
        found.demand(route, !route.at("/spec/hostnames").isEmpty(), "takes any name for its own");
        for (JsonNode rule : route.at("/spec/rules")) {
            found.demand(route, !rule.path("matches").isEmpty(), "lets every path in");
            for (JsonNode match : rule.path("matches")) {
                String path = match.at("/path/value").asText();
                found.demand(
                        route,
                        !path.isEmpty() && !path.equals("/") && !path.startsWith("/q"),
                        "lets in what is nobody's outside: " + path);
            }
            each(rule.path("backendRefs")).forEach(backend -> checkBackend(route, backend));
        }
    }

    private void checkBackend(JsonNode route, JsonNode backend) {
        String service = backend.path("name").asText();
        String port = backend.path("port").asText();
        Optional<JsonNode> ours =
                manifests.named("Service", service).stream()
                        .flatMap(it -> each(it.at("/spec/ports")))
                        .filter(it -> it.path("port").asText().equals(port))
                        .findFirst();
        boolean theirs =
                pods.stream()
                        .anyMatch(
                                pod -> pod.names().contains(service) && pod.ports().contains(port));
        found.demand(route, ours.isPresent() || theirs, "leads nowhere: " + service + ":" + port);
        found.demand(
                route,
                ours.map(it -> !it.path("name").asText().equals("management")).orElse(true)
                        && !port.equals("9000"),
                "leads to health and metrics");
        boolean encrypted =
                ours.map(it -> it.path("appProtocol").asText().equals("https"))
                        .orElse(port.equals("8443"));
        found.demand(
                route,
                !encrypted || trusted(service),
                "speaks plain HTTP to a port with TLS: " + service);
    }

    private boolean trusted(String service) {
        return manifests
                .of("BackendTLSPolicy")
                .flatMap(policy -> each(policy.at("/spec/targetRefs")))
                .anyMatch(target -> target.path("name").asText().equals(service));
    }

    private void checkTrust(JsonNode policy) {
        String host = policy.at("/spec/validation/hostname").asText();
        for (JsonNode authority : policy.at("/spec/validation/caCertificateRefs")) {
            String secret = authority.path("name").asText();
            found.demand(
                    policy,
                    secrets.hold(secret, "ca.crt"),
                    "trusts nobody: no Secret " + secret + " with ca.crt");
            found.demand(
                    policy,
                    manifests
                            .of("Certificate")
                            .filter(it -> it.at("/spec/secretName").asText().equals(secret))
                            .allMatch(it -> texts(it.at("/spec/dnsNames")).contains(host)),
                    "expects a name that is not in the certificate: " + host);
        }
        for (JsonNode target : policy.at("/spec/targetRefs")) {
            String service = target.path("name").asText();
            found.demand(
                    policy,
                    manifests.named("Service", service).isPresent()
                            || pods.stream().anyMatch(pod -> pod.names().contains(service)),
                    "is about a Service that is not there: " + service);
        }
    }
}
