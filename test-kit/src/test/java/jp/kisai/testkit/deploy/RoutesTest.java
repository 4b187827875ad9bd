package jp.kisai.testkit.deploy;

import static jp.kisai.testkit.deploy.Manifests.each;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The gateway lets in every operation that somebody outside may ask for, and no path on which
/// there are operations for operators only.
class RoutesTest {

    private static final Map<String, JsonNode> ROUTES =
            Deployment.here()
                    .written()
                    .of("HTTPRoute")
                    .collect(Collectors.toMap(Manifests::name, Function.identity()));

    private static final List<Operation> OPERATIONS = Operation.all();

    @Test
    void everybodyElsesOperationsComeThrough() {
        List<Operation> lost =
                OPERATIONS.stream()
                        .filter(operation -> !operation.isForInside())
                        .filter(operation -> !comesThrough(operation))
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
                        .filter(all -> all.stream().allMatch(Operation::isForInside))
                        .flatMap(List::stream)
                        .filter(RoutesTest::comesThrough)
                        .toList();

        assertEquals(List.of(), open);
    }

    /// Where others only read, and the path is the same or begins the same.
    @Test
    void whatOnlyOperatorsChangeDoesNot() {
        Set<String> operators = Set.of("operator");
        Operation pause = new Operation("card-writer-service", "PUT", "/factory/pause", operators);
        Operation counter =
                new Operation("notification-service", "PUT", "/counters/{id}", operators);

        assertTrue(OPERATIONS.containsAll(List.of(pause, counter)));
        assertFalse(comesThrough(pause));
        assertFalse(comesThrough(counter));
    }

    private static boolean comesThrough(Operation operation) {
        JsonNode route = ROUTES.getOrDefault(operation.service(), MissingNode.getInstance());
        return each(route.at("/spec/rules/0/matches"))
                .filter(
                        match ->
                                !match.has("method")
                                        || match.path("method").asText().equals(operation.method()))
                .anyMatch(match -> meets(match.path("path"), operation.path()));
    }

    private static boolean meets(JsonNode allowed, String path) {
        String value = allowed.path("value").asText();
        boolean below =
                allowed.path("type").asText().equals("PathPrefix") && path.startsWith(value + "/");
        return below || path.equals(value);
    }
}
