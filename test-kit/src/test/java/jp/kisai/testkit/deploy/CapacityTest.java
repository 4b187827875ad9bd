package jp.kisai.testkit.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import jp.kisai.testkit.guard.Repository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the page on call says that an installation takes is what production asks for.
class CapacityTest {

    private static final String PAGE = "docs/operate/README.md";

    @TempDir private Path folder;

    @Test
    void thePageSaysWhatProductionAsksFor() throws IOException {
        assumeTrue(Kustomize.installed().isPresent(), Kustomize.HOW_TO_GET_IT);
        Path copy = Deployment.here().withSecretFiles(folder).folder();
        Manifests production =
                Kustomize.installed().orElseThrow().render(copy.resolve("overlays/production"));

        List<String> asked =
                Stream.of(
                                production.workloads().map(own -> row(production, own)),
                                production
                                        .of("KafkaNodePool", "Cluster", "Keycloak")
                                        .map(CapacityTest::row))
                        .flatMap(rows -> rows)
                        .sorted()
                        .toList();

        assertFalse(asked.isEmpty());
        assertEquals(asked, rowsOfThePage());
    }

    private static List<String> rowsOfThePage() throws IOException {
        return Files.readAllLines(Repository.here().root().resolve(PAGE)).stream()
                .filter(line -> line.startsWith("| `"))
                .sorted()
                .toList();
    }

    /// Pods that are written down here. Where a scaler has the number, it is from here to there.
    private static String row(Manifests all, JsonNode workload) {
        JsonNode scaled =
                all.of("ScaledObject")
                        .filter(
                                scaler ->
                                        scaler.at("/spec/scaleTargetRef/name")
                                                .asText()
                                                .equals(Manifests.name(workload)))
                        .findFirst()
                        .map(scaler -> scaler.path("spec"))
                        .orElse(workload.path("spec"));
        String copies =
                scaled.has("maxReplicaCount")
                        ? scaled.path("minReplicaCount").asText()
                                + " to "
                                + scaled.path("maxReplicaCount").asText()
                        : scaled.path("replicas").asText();
        return row(
                workload,
                copies,
                workload.at("/spec/template/spec/containers/0/resources/requests"),
                "none");
    }

    /// Pods that an operator makes.
    private static String row(JsonNode object) {
        JsonNode spec = object.path("spec");
        List<String> volumes =
                Stream.concat(
                                Manifests.each(spec.at("/storage/volumes")),
                                Stream.of(spec.path("storage"), spec.path("walStorage")))
                        .filter(volume -> volume.has("size"))
                        .map(volume -> volume.path("size").asText())
                        .toList();
        return row(
                object,
                spec.path(spec.has("instances") ? "instances" : "replicas").asText(),
                spec.at("/resources/requests"),
                volumes.isEmpty() ? "none" : String.join(" and ", volumes));
    }

    private static String row(JsonNode object, String copies, JsonNode requests, String volumes) {
        return "| `%s` | %s | %s | %s | %s |"
                .formatted(
                        Manifests.name(object),
                        copies,
                        requests.path("cpu").asText(),
                        requests.path("memory").asText(),
                        volumes);
    }
}
