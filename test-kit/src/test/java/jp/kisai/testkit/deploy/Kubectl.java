package jp.kisai.testkit.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Whether a `kubectl` command names what is deployed. A word in capitals is the reader's to fill
/// in.
record Kubectl(Manifests deployed) {

    /// What the cluster and its operators make of what is deployed.
    private static final Set<String> MADE_BY_OTHERS =
            Set.of("pods", "jobs", "nodes", "namespaces", "pvc", "secrets", "backups");

    private static final Pattern POD = Pattern.compile("([a-z][a-z-]*?)-(\\d+)");
    private static final Pattern FILLED_IN = Pattern.compile("[A-Z]+(-\\d+)?");

    /// What it names that is not there.
    List<String> unknownIn(String command) {
        List<String> words = List.of(command.replaceFirst("( -- | [|>] ).*", "").split("\\s+"));
        List<String> unknown = new ArrayList<>();
        for (int i = 1; i < words.size(); i++) {
            if (!isKnown(words, i)) {
                unknown.add(words.get(i));
            }
        }
        return unknown;
    }

    private boolean isKnown(List<String> words, int i) {
        String word = words.get(i);
        String before = words.get(i - 1);
        if (FILLED_IN.matcher(word.replaceFirst(".*[/=]", "")).matches()) {
            return true;
        }
        if (word.startsWith("--target=")) {
            return hasContainer(word.substring("--target=".length()));
        }
        if (word.startsWith("statefulset/")) {
            return has("StatefulSet", word.substring("statefulset/".length()));
        }
        if (word.startsWith("--from=cronjob/")) {
            return has("CronJob", word.substring("--from=cronjob/".length()));
        }
        return switch (before) {
            case "-n" -> has("Namespace", word);
            case "-l" -> hasLabel(word);
            case "get", "annotate" -> Stream.of(word.split(",")).allMatch(this::isKind);
            case "secret" -> isSecret(word);
            default -> isNamedAsItIs(word);
        };
    }

    private boolean isNamedAsItIs(String word) {
        if (word.endsWith("-db") || word.endsWith("-db-restored")) {
            return has("Cluster", word.replace("-restored", ""));
        }
        Matcher pod = POD.matcher(word.replaceFirst(":.*", ""));
        return !pod.matches() || isPod(pod.group(1));
    }

    private boolean isPod(String owner) {
        return has("StatefulSet", owner)
                || has("Cluster", owner)
                || deployed.of("KafkaNodePool")
                        .anyMatch(
                                pool ->
                                        owner.equals(
                                                pool.at("/metadata/labels/strimzi.io~1cluster")
                                                                .asText()
                                                        + "-"
                                                        + Manifests.name(pool)));
    }

    private boolean hasContainer(String name) {
        return deployed.workloads()
                .flatMap(workload -> Manifests.each(workload.at("/spec/template/spec/containers")))
                .anyMatch(container -> container.path("name").asText().equals(name));
    }

    /// By its kind as `kubectl` takes it: in the singular or the plural, with its group or without.
    private boolean isKind(String written) {
        String kind = written.replaceFirst("\\..*", "");
        Set<String> kinds = new TreeSet<>(MADE_BY_OTHERS);
        for (JsonNode object : deployed.objects()) {
            String own = object.path("kind").asText().toLowerCase(Locale.ROOT);
            kinds.add(own);
            kinds.add(own + "s");
        }
        return kinds.contains(kind) || kinds.contains(kind + "s");
    }

    /// One that a pod mounts.
    private boolean isSecret(String name) {
        return deployed.workloads()
                .flatMap(
                        workload ->
                                workload.at("/spec/template/spec").findValues("secret").stream())
                .anyMatch(secret -> secret.path("name").asText().equals(name));
    }

    private boolean hasLabel(String label) {
        String[] parts = label.split("=", 2);
        return switch (parts[0]) {
            case "strimzi.io/cluster" -> has("Kafka", parts[1]);
            case "cnpg.io/cluster" -> has("Cluster", parts[1]);
            default ->
                    deployed.objects().stream()
                            .flatMap(object -> object.findValues(parts[0]).stream())
                            .anyMatch(value -> value.asText().equals(parts[1]));
        };
    }

    private boolean has(String kind, String name) {
        return deployed.named(kind, name).isPresent();
    }
}
