package jp.kisai.testkit.deploy;

import static jp.kisai.testkit.deploy.Manifests.each;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Certificates come from somebody who is there, are renewed in time, and are taken over without a
/// restart.
final class CertificateRules {

    private static final Pattern KEY_STORE =
            Pattern.compile("(quarkus\\.tls\\.[a-z]+)\\.key-store\\..*");

    private final Manifests manifests;
    private final Findings found = new Findings();

    private CertificateRules(Manifests manifests) {
        this.manifests = manifests;
    }

    static List<Finding> findings(Manifests manifests) {
        CertificateRules rules = new CertificateRules(manifests);
        manifests.of("Certificate").forEach(rules::checkCertificate);
        manifests.of("Issuer").forEach(rules::checkIssuer);
        manifests.of("ConfigMap").forEach(rules::checkSettings);
        manifests.workloads().filter(WorkloadRules::isService).forEach(rules::checkFiles);
        return rules.found.all();
    }

    private void checkCertificate(JsonNode certificate) {
        JsonNode issuer = certificate.at("/spec/issuerRef");
        String by = issuer.path("name").asText();
        found.demand(
                certificate,
                issuer.path("kind").asText().equals("ClusterIssuer")
                        || manifests.named("Issuer", by).isPresent(),
                "nobody issues it: " + by);
        Duration lasts = duration(certificate.at("/spec/duration"));
        Duration before = duration(certificate.at("/spec/renewBefore"));
        found.demand(
                certificate,
                before.compareTo(Duration.ofDays(7)) >= 0
                        && before.multipliedBy(2).compareTo(lasts) < 0,
                "leaves no week to mend what can not be renewed, or is renewed all the time");
        found.demand(
                certificate,
                certificate.at("/spec/isCA").asBoolean()
                        || certificate
                                .at("/spec/privateKey/rotationPolicy")
                                .asText()
                                .equals("Always"),
                "keeps its key for ever");
    }

    private static Duration duration(JsonNode hours) {
        return Duration.parse("PT" + hours.asText("0h").toUpperCase(Locale.ROOT));
    }

    private void checkIssuer(JsonNode issuer) {
        String secret = issuer.at("/spec/ca/secretName").asText();
        found.demand(
                issuer,
                secret.isEmpty()
                        || manifests
                                .of("Certificate")
                                .anyMatch(
                                        it ->
                                                it.at("/spec/secretName").asText().equals(secret)
                                                        && it.at("/spec/isCA").asBoolean()),
                "is no authority: " + secret);
    }

    /// A key store that nobody reads again serves what was there at the start until it has run out.
    private void checkSettings(JsonNode map) {
        Set<String> stores = new TreeSet<>();
        map.path("data")
                .fieldNames()
                .forEachRemaining(
                        setting -> {
                            Matcher store = KEY_STORE.matcher(setting);
                            if (store.matches()) {
                                stores.add(store.group(1));
                            }
                        });
        for (String store : stores) {
            found.demand(
                    map,
                    map.path("data").has(store + ".reload-period"),
                    "serves a certificate that has run out until somebody restarts it: " + store);
        }
    }

    /// Whatever file a setting names is one that a volume has.
    private void checkFiles(JsonNode workload) {
        Set<String> files = new TreeSet<>();
        Set<String> named = new TreeSet<>();
        for (JsonNode volume : workload.at("/spec/template/spec/volumes")) {
            for (JsonNode source : volume.at("/projected/sources")) {
                each(source.at("/secret/items"))
                        .forEach(item -> files.add(item.path("path").asText()));
                manifests
                        .named("ConfigMap", source.at("/configMap/name").asText())
                        .ifPresent(map -> named.addAll(files(map)));
            }
        }
        for (JsonNode source : workload.at("/spec/template/spec/containers/0/envFrom")) {
            manifests
                    .named("ConfigMap", source.at("/configMapRef/name").asText())
                    .ifPresent(map -> named.addAll(files(map)));
        }
        named.removeAll(files);
        found.demand(workload, named.isEmpty(), "reads files that nobody mounts: " + named);
    }

    private static Set<String> files(JsonNode map) {
        Set<String> files = new TreeSet<>();
        for (JsonNode value : map.path("data")) {
            if (value.asText().startsWith("/run/kisai/files/")) {
                files.add(value.asText().substring("/run/kisai/files/".length()));
            }
        }
        return files;
    }
}
