package jp.kisai.testkit.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// All rules over one rendered combination.
final class Gate {

    private static final Pattern BY_DIGEST = Pattern.compile(".+@sha256:[0-9a-f]{64}");

    private final Schemas schemas;

    Gate(Deployment deployment) {
        schemas = new Schemas(deployment.folder());
    }

    List<Finding> findings(Manifests manifests) {
        List<Finding> found = new ArrayList<>(schemas.findings(manifests));
        found.addAll(schemas.findings(manifests.templates()));
        found.addAll(WorkloadRules.findings(manifests));
        found.addAll(JobRules.findings(manifests));
        found.addAll(ReferenceRules.findings(manifests));
        found.addAll(NetworkRules.findings(manifests));
        found.addAll(ReachRules.findings(manifests));
        found.addAll(EntranceRules.findings(manifests));
        found.addAll(CertificateRules.findings(manifests));
        found.addAll(OperatorRules.findings(manifests));
        found.addAll(BackupRules.findings(manifests));
        found.addAll(ScalingRules.findings(manifests));
        found.addAll(ScrapeRules.findings(manifests));
        found.addAll(podSecurity(manifests));
        return found;
    }

    /// What only an installation that people rely on must keep.
    List<Finding> findingsInProduction(Manifests manifests) {
        List<Finding> found = findings(manifests);
        manifests
                .podMakers()
                .filter(
                        workload ->
                                Manifests.each(workload.at("/spec/template/spec/containers"))
                                        .map(container -> container.path("image").asText())
                                        .anyMatch(image -> !BY_DIGEST.matcher(image).matches()))
                .forEach(
                        workload ->
                                found.add(
                                        Finding.of(
                                                workload,
                                                "what runs can be changed behind a tag: no"
                                                        + " digest")));
        manifests
                .of("Secret")
                .forEach(secret -> found.add(Finding.of(secret, "a secret is rendered")));
        manifests
                .of("KafkaTopic")
                .filter(
                        topic ->
                                topic.at("/spec/replicas").asInt() < 3
                                        || topic.at("/spec/config/min.insync.replicas").asInt() < 2)
                .forEach(topic -> found.add(Finding.of(topic, "one broker can lose its records")));
        manifests
                .of("KafkaTopic")
                .filter(
                        topic ->
                                !topic.at("/spec/config")
                                        .path("message.timestamp.type")
                                        .asText()
                                        .equals("LogAppendTime"))
                .forEach(
                        topic ->
                                found.add(
                                        Finding.of(
                                                topic,
                                                "a sender's clock decides how long its records"
                                                        + " are kept")));
        manifests
                .of("Cluster")
                .filter(
                        cluster ->
                                cluster.at("/spec/instances").asInt() < 3
                                        || cluster.at("/spec/postgresql/synchronous/number").asInt()
                                                < 1)
                .forEach(cluster -> found.add(Finding.of(cluster, "one machine can lose commits")));
        manifests
                .of("Cluster")
                .filter(cluster -> cluster.at("/spec/plugins").isEmpty())
                .forEach(cluster -> found.add(Finding.of(cluster, "is not backed up")));
        return found;
    }

    private static List<Finding> podSecurity(Manifests manifests) {
        return manifests
                .of("Namespace")
                .filter(
                        namespace -> {
                            JsonNode labels = namespace.at("/metadata/labels");
                            String prefix = "pod-security.kubernetes.io/enforce";
                            return !labels.path(prefix).asText().equals("restricted")
                                    || !labels.path(prefix + "-version")
                                            .asText()
                                            .matches("v1\\.\\d+");
                        })
                .map(
                        namespace ->
                                Finding.of(
                                        namespace,
                                        "does not enforce restricted pods of a pinned version"))
                .toList();
    }
}
