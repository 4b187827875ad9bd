package jp.kisai.testkit.deploy;

import static jp.kisai.testkit.deploy.Manifests.each;
import static jp.kisai.testkit.deploy.Manifests.name;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Where anything is backed up, every database is: its log as it is written, and all of it on a
/// schedule, to a store that there is, by somebody who may.
final class BackupRules {

    private final Manifests manifests;
    private final Secrets secrets;
    private final Findings found = new Findings();

    private BackupRules(Manifests manifests) {
        this.manifests = manifests;
        secrets = Secrets.of(manifests);
    }

    static List<Finding> findings(Manifests manifests) {
        BackupRules rules = new BackupRules(manifests);
        manifests.of("ObjectStore").forEach(rules::checkStore);
        manifests.of("ScheduledBackup").forEach(rules::checkSchedule);
        manifests.templates().of("Cluster").forEach(rules::checkRestored);
        if (manifests.of("ObjectStore").findAny().isPresent()) {
            manifests.of("Cluster").forEach(rules::checkDatabase);
        }
        return rules.found.all();
    }

    private void checkStore(JsonNode store) {
        for (JsonNode key : store.at("/spec/configuration/s3Credentials")) {
            String secret = key.path("name").asText();
            found.demand(
                    store,
                    secrets.hold(secret, key.path("key").asText()),
                    "nobody makes the Secret " + secret + " with " + key.path("key"));
        }
    }

    private void checkSchedule(JsonNode schedule) {
        String database = schedule.at("/spec/cluster/name").asText();
        Optional<JsonNode> cluster = manifests.named("Cluster", database);
        found.demand(schedule, cluster.isPresent(), "backs up nothing: " + database);
        cluster.ifPresent(
                it ->
                        found.demand(
                                schedule,
                                archiver(it)
                                        .filter(
                                                plugin ->
                                                        plugin.path("name")
                                                                .equals(
                                                                        schedule.at(
                                                                                "/spec/pluginConfiguration/name")))
                                        .isPresent(),
                                "backs up by a plugin that " + database + " does not have"));
    }

    private void checkDatabase(JsonNode cluster) {
        String store =
                archiver(cluster)
                        .map(plugin -> plugin.at("/parameters/barmanObjectName").asText())
                        .orElse("");
        found.demand(
                cluster,
                manifests.named("ObjectStore", store).isPresent(),
                "its log is archived nowhere: " + store);
        Set<String> scheduled =
                manifests
                        .of("ScheduledBackup")
                        .map(schedule -> schedule.at("/spec/cluster/name").asText())
                        .collect(Collectors.toCollection(TreeSet::new));
        found.demand(cluster, scheduled.contains(name(cluster)), "is never backed up as a whole");
    }

    /// What is restored comes from a store that there is, and never gets back into it.
    private void checkRestored(JsonNode cluster) {
        for (JsonNode source : cluster.at("/spec/externalClusters")) {
            String store = source.at("/plugin/parameters/barmanObjectName").asText();
            found.demand(
                    cluster,
                    manifests.named("ObjectStore", store).isPresent(),
                    "is restored from nowhere: " + store);
        }
        found.demand(
                cluster,
                archiver(cluster).isEmpty(),
                "would be archived where it was restored from");
    }

    private static Optional<JsonNode> archiver(JsonNode cluster) {
        return each(cluster.at("/spec/plugins"))
                .filter(plugin -> plugin.path("isWALArchiver").asBoolean())
                .findFirst();
    }
}
