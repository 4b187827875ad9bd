package jp.kisai.testkit.deploy;

import static jp.kisai.testkit.deploy.Manifests.each;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.kisai.testkit.guard.Repository;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The gateway lets in every operation that somebody outside may ask for, and no path on which
/// there are operations for operators only. Which operations there are is `docs/reference/rest.md`,
/// which a guard keeps as the sources are.
class RoutesTest {

    private static final Pattern ROW =
            Pattern.compile("\\| `([A-Z]+) (/[^`?]*)` \\| ([a-z, -]+) \\|.*");
    private static final String EVERY_SERVICE = "Every service";

    private static final Map<String, JsonNode> ROUTES =
            Deployment.here()
                    .written()
                    .of("HTTPRoute")
                    .collect(Collectors.toMap(Manifests::name, Function.identity()));

    private static final List<Operation> OPERATIONS = new ArrayList<>();

    private record Operation(String service, String method, String path, Set<String> roles) {

        /// Up to the first variable or the second name; operations are together by this.
        String beginning() {
            return "/" + path.substring(1).replaceFirst("/.*", "");
        }

        boolean forOperatorsOnly() {
            return roles.equals(Set.of("operator"));
        }

        boolean comesThrough() {
            JsonNode route = ROUTES.getOrDefault(service, MissingNode.getInstance());
            return each(route.at("/spec/rules/0/matches"))
                    .filter(
                            match ->
                                    !match.has("method")
                                            || match.path("method").asText().equals(method))
                    .anyMatch(match -> meets(match.path("path")));
        }

        private boolean meets(JsonNode allowed) {
            String value = allowed.path("value").asText();
            boolean below =
                    allowed.path("type").asText().equals("PathPrefix")
                            && path.startsWith(value + "/");
            return below || path.equals(value);
        }
    }

    @BeforeAll
    static void read() {
        String heading = "";
        for (String line : lines()) {
            heading = line.startsWith("## ") ? line.substring(3) : heading;
            Matcher row = ROW.matcher(line);
            if (!row.matches()) {
                continue;
            }
            Set<String> roles = new TreeSet<>(List.of(row.group(3).split(", ")));
            Stream<String> services =
                    heading.equals(EVERY_SERVICE)
                            ? ROUTES.keySet().stream().filter(name -> name.endsWith("-service"))
                            : Stream.of(heading);
            services.forEach(
                    name -> OPERATIONS.add(new Operation(name, row.group(1), row.group(2), roles)));
        }
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(Repository.here().root().resolve("docs/reference/rest.md"));
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    @Test
    void everybodyElsesOperationsComeThrough() {
        List<Operation> lost =
                OPERATIONS.stream()
                        .filter(operation -> operation.roles().stream().anyMatch(this::isOutside))
                        .filter(operation -> !operation.comesThrough())
                        .toList();

        assertTrue(OPERATIONS.size() > 50, "too few were read: " + OPERATIONS.size());
        assertEquals(List.of(), lost);
    }

    @Test
    void whatOnlyOperatorsUseDoesNot() {
        Map<String, List<Operation>> together =
                OPERATIONS.stream()
                        .collect(
                                Collectors.groupingBy(
                                        operation -> operation.service() + operation.beginning()));
        List<Operation> open =
                together.values().stream()
                        .filter(all -> all.stream().allMatch(Operation::forOperatorsOnly))
                        .flatMap(List::stream)
                        .filter(Operation::comesThrough)
                        .toList();

        assertEquals(List.of(), open);
    }

    /// Also one of a few that change what others only read, at the same path.
    @Test
    void whatOnlyOperatorsChangeDoesNot() {
        Operation pause =
                new Operation("card-writer-service", "PUT", "/factory/pause", Set.of("operator"));
        Operation counter =
                new Operation("notification-service", "PUT", "/counters/{id}", Set.of("operator"));

        assertTrue(OPERATIONS.containsAll(List.of(pause, counter)));
        assertTrue(!pause.comesThrough() && !counter.comesThrough());
    }

    private boolean isOutside(String role) {
        return !role.equals("operator");
    }
}
