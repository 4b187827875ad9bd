package jp.kisai.testkit.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Everything that people deploy, and every combination that is promised, is rendered and goes
/// through the gate.
class DeployGateTest {

    @TempDir static Path folder;

    /// Each combination is looked at twice and rendered once: rendering takes a process.
    private static final Map<String, Manifests> RENDERED = new ConcurrentHashMap<>();

    private static Deployment deployment;

    @BeforeAll
    static void copies() {
        deployment = Deployment.here().withSecretFiles(folder);
    }

    @ParameterizedTest
    @MethodSource("jp.kisai.testkit.deploy.Deployment#combinations")
    void theGateLetsThrough(String combination) {
        Manifests manifests = render(combination);
        Gate gate = new Gate(deployment);

        List<Finding> found =
                combination.equals("overlays/production")
                        ? gate.findingsInProduction(manifests)
                        : gate.findings(manifests);

        assertEquals(List.of(), found, () -> lines(found));
    }

    /// A patch that no longer meets its target changes nothing and says nothing; the list does.
    @ParameterizedTest
    @MethodSource("jp.kisai.testkit.deploy.Deployment#combinations")
    void whatIsRenderedIsWhatIsExpected(String combination) {
        String inventory =
                render(combination).objects().stream()
                        .map(object -> Manifests.id(object).replaceFirst("-[a-z0-9]{10}$", ""))
                        .distinct()
                        .sorted()
                        .map(line -> line + "\n")
                        .collect(Collectors.joining());

        assertEquals(
                deployment.read("tests/expected/" + combination.replace('/', '-') + ".txt"),
                inventory);
    }

    /// Runs without a renderer, too.
    @Test
    void whatIsWrittenDownHasNoUnknownField() {
        List<Finding> found = new Schemas(deployment.folder()).findings(deployment.written());

        assertEquals(List.of(), found, () -> lines(found));
    }

    @Test
    void noSecretIsWrittenDown() {
        assertEquals(List.of(), deployment.written().of("Secret").toList());
        for (String component : Deployment.components()) {
            assertTrue(
                    Manifests.parse(
                                    deployment.read(
                                            "components/" + component + "/kustomization.yaml"))
                            .objects()
                            .stream()
                            .flatMap(own -> Manifests.each(own.path("secretGenerator")))
                            .noneMatch(generator -> generator.has("literals")),
                    component);
        }
    }

    @Test
    void everyComponentIsInACombination() {
        Set<String> used = new TreeSet<>();
        for (String combination : Deployment.combinations()) {
            Manifests.parse(deployment.read(combination + "/kustomization.yaml")).objects().stream()
                    .flatMap(own -> Manifests.each(own.path("components")))
                    .forEach(path -> used.add(path.asText().replaceFirst(".*/", "")));
        }

        assertEquals(new TreeSet<>(Deployment.components()), used);
    }

    private static Manifests render(String combination) {
        assumeTrue(Kustomize.installed().isPresent(), Kustomize.HOW_TO_GET_IT);
        return RENDERED.computeIfAbsent(
                combination,
                name ->
                        Kustomize.installed()
                                .orElseThrow()
                                .render(deployment.folder().resolve(name)));
    }

    private static String lines(List<Finding> found) {
        return found.stream().map(Finding::toString).collect(Collectors.joining("\n", "\n", "\n"));
    }
}
