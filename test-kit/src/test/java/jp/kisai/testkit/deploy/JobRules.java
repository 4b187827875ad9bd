package jp.kisai.testkit.deploy;

import static jp.kisai.testkit.deploy.Manifests.each;
import static jp.kisai.testkit.deploy.Manifests.texts;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a timer starts comes to an end, alone, at an hour that people know; and what may talk to
/// the Kubernetes API may do there what its role names, and nothing else.
final class JobRules {

    /// What may be done without saying to which: what is made has no name yet.
    private static final List<String> UNNAMED = List.of("get", "create");

    private static final List<String> TOUCHING = List.of("delete", "patch", "update");

    /// How a job names the clusters that it makes, and their pods.
    private static final String RESTORED = "-drill(-1)?$";

    private final Manifests manifests;
    private final Findings found = new Findings();

    private JobRules(Manifests manifests) {
        this.manifests = manifests;
    }

    static List<Finding> findings(Manifests manifests) {
        JobRules rules = new JobRules(manifests);
        manifests.of("CronJob").forEach(rules::checkTimer);
        manifests.jobs().forEach(rules::checkJob);
        manifests.of("RoleBinding").forEach(rules::checkBinding);
        manifests.of("Role").forEach(rules::checkRole);
        return rules.found.all();
    }

    /// Whether its pod has a token. Nothing may have one by default.
    static boolean callsTheApi(JsonNode job) {
        return job.at("/spec/template/spec/automountServiceAccountToken").asBoolean(true);
    }

    private void checkTimer(JsonNode timer) {
        JsonNode spec = timer.path("spec");
        found.demand(
                timer,
                spec.path("schedule").asText().split(" ", -1).length == 5,
                "its schedule is not minute, hour, day, month and day of the week");
        found.demand(timer, spec.has("timeZone"), "nobody knows by which clock it starts");
        found.demand(
                timer,
                spec.path("concurrencyPolicy").asText().equals("Forbid"),
                "may be started while it still runs");
        found.demand(
                timer, spec.has("startingDeadlineSeconds"), "may start at any time after its hour");
    }

    private void checkJob(JsonNode job) {
        JsonNode spec = job.path("spec");
        found.demand(job, spec.has("activeDeadlineSeconds"), "may run for ever");
        found.demand(job, spec.has("backoffLimit"), "nobody says how often it is tried");
        found.demand(
                job,
                spec.at("/template/spec/restartPolicy").asText().equals("Never"),
                "leaves no pod to look into");
        String account = spec.at("/template/spec/serviceAccountName").asText();
        found.demand(
                job,
                !callsTheApi(job) || rolesOf(account).findAny().isPresent(),
                "mounts a token for nothing");
    }

    private Stream<JsonNode> rolesOf(String account) {
        return manifests
                .of("RoleBinding")
                .filter(binding -> names(binding, account))
                .flatMap(binding -> role(binding).stream());
    }

    private static boolean names(JsonNode binding, String account) {
        return each(binding.path("subjects"))
                .anyMatch(subject -> subject.path("name").asText().equals(account));
    }

    private Optional<JsonNode> role(JsonNode binding) {
        return manifests.named("Role", binding.at("/roleRef/name").asText());
    }

    private void checkBinding(JsonNode binding) {
        found.demand(binding, role(binding).isPresent(), "gives a role that is not there");
        for (JsonNode subject : binding.path("subjects")) {
            found.demand(
                    binding,
                    manifests.named("ServiceAccount", subject.path("name").asText()).isPresent(),
                    "gives a role to nobody");
        }
    }

    private void checkRole(JsonNode role) {
        for (JsonNode rule : role.path("rules")) {
            List<String> resources = texts(rule.path("resources"));
            List<String> verbs = texts(rule.path("verbs"));
            found.demand(
                    role,
                    Stream.of(resources, verbs, texts(rule.path("apiGroups")))
                            .noneMatch(words -> words.contains("*")),
                    "may do anything");
            found.demand(role, !resources.contains("secrets"), "may read secrets");
            boolean named = !rule.path("resourceNames").isEmpty();
            boolean enters = resources.stream().anyMatch(resource -> resource.contains("/"));
            found.demand(
                    role,
                    named || (UNNAMED.containsAll(verbs) && !enters),
                    "does not say which " + resources + " it means");
            boolean touches = enters || verbs.stream().anyMatch(TOUCHING::contains);
            for (String database : texts(rule.path("resourceNames"))) {
                found.demand(
                        role,
                        !touches || database.matches(".*" + RESTORED),
                        "may touch what it did not make: " + database);
                found.demand(
                        role,
                        manifests.named("Cluster", database.replaceFirst(RESTORED, "")).isPresent(),
                        "names what is of no database: " + database);
            }
        }
    }
}
