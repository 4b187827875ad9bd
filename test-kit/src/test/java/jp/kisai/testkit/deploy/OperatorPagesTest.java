package jp.kisai.testkit.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.kisai.testkit.guard.Repository;
import jp.kisai.testkit.guard.ShellBlock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What operators are told to type can be typed, and names what is deployed.
class OperatorPagesTest {

    private static final String PAGES = "docs/operate";
    private static final String PRODUCTION = "overlays/production";
    private static final Pattern METHOD = Pattern.compile(" -X ([A-Z]+)");

    /// The path of an address of ours: forwarded to this machine, or of a service in capitals.
    private static final Pattern ADDRESS =
            Pattern.compile("(?:localhost:8080|https://[A-Z]+)(/[^ |?]*)");

    @TempDir private Path folder;

    private final List<ShellBlock> blocks = ShellBlock.below(Repository.here(), PAGES);

    @Test
    void aShellTakesEveryBlock() {
        assumeTrue(shell(":").isPresent(), "bash is not installed: skipped");

        assertFalse(blocks.isEmpty());
        assertEquals(
                List.of(),
                blocks.stream().filter(block -> shell(block.text()).orElseThrow() != 0).toList());
    }

    @Test
    void anOpenQuoteIsSeen() {
        assumeTrue(shell(":").isPresent(), "bash is not installed: skipped");

        assertNotEquals(0, shell("grep 'lag''").orElseThrow());
    }

    @Test
    void everyKubectlCommandNamesWhatIsDeployed() {
        Kubectl kubectl = production();
        List<String> unknown = new ArrayList<>();
        for (ShellBlock block : blocks) {
            for (String command : block.commands()) {
                if (command.startsWith("kubectl ")) {
                    kubectl.unknownIn(command)
                            .forEach(word -> unknown.add(block.page() + ": " + word));
                }
            }
        }

        assertEquals(List.of(), unknown);
    }

    @Test
    void namesOfNothingAreSeen() {
        Kubectl kubectl = production();

        assertEquals(
                List.of("kisia", "statefulset/consent"),
                kubectl.unknownIn("kubectl -n kisia rollout undo statefulset/consent"));
        assertEquals(
                List.of("app.kubernetes.io/name=licence"),
                kubectl.unknownIn("kubectl -n kisai get pods -l app.kubernetes.io/name=licence"));
        assertEquals(
                List.of("kafkapool", "kisai-broker-0", "--target=consent"),
                kubectl.unknownIn("kubectl get kafkapool kisai-broker-0 --target=consent"));
        assertEquals(
                List.of("licences-db"),
                kubectl.unknownIn("kubectl cnpg psql -n kisai licences-db -- licence -c 'select'"));
        assertEquals(
                List.of("licence-keys"),
                kubectl.unknownIn("kubectl get secret licence-keys -o yaml | grep none-0"));
    }

    /// Those of the management port are asked on a running suite.
    @Test
    void everyAddressThatIsAskedIsAnOperation() {
        TreeSet<String> asked = new TreeSet<>();
        for (ShellBlock block : blocks) {
            block.commands().stream()
                    .filter(command -> command.startsWith("curl "))
                    .flatMap(command -> request(command).stream())
                    .forEach(asked::add);
        }

        assertFalse(asked.isEmpty());
        assertEquals(List.of(), asked.stream().filter(request -> !isOperation(request)).toList());
        assertFalse(isOperation("POST /factory/pause"));
    }

    private static Optional<String> request(String curl) {
        Matcher address = ADDRESS.matcher(curl);
        Matcher method = METHOD.matcher(curl);
        return address.find()
                ? Optional.of((method.find() ? method.group(1) : "GET") + " " + address.group(1))
                : Optional.empty();
    }

    private static boolean isOperation(String request) {
        return Operation.all().stream()
                .anyMatch(
                        operation ->
                                request.matches(
                                        operation.method()
                                                + " "
                                                + operation
                                                        .path()
                                                        .replaceAll("\\{[^}]+}", "[^/]+")));
    }

    private Kubectl production() {
        assumeTrue(Kustomize.installed().isPresent(), Kustomize.HOW_TO_GET_IT);
        Path copy = Deployment.here().withSecretFiles(folder).folder().resolve(PRODUCTION);
        return new Kubectl(Kustomize.installed().orElseThrow().render(copy));
    }

    /// What a shell says of a script that it reads without running it; nothing where there is none.
    private static Optional<Integer> shell(String script) {
        try {
            Process shell = new ProcessBuilder("bash", "-n", "-c", script).start();
            return Optional.of(shell.onExit().join().exitValue());
        } catch (IOException notInstalled) {
            return Optional.empty();
        }
    }
}
