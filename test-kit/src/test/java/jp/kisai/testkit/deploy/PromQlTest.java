package jp.kisai.testkit.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What an expression asks for.
class PromQlTest {

    static Stream<Arguments> expressions() {
        return Stream.of(
                Arguments.of("up", Set.of("up"), Set.of()),
                Arguments.of(
                        "sum by (job, cause) (increase(a_total{cause=~\"x|y\",k!=\"b\"}[10m])) > 0",
                        Set.of("a_total"),
                        Set.of("job", "cause", "k")),
                Arguments.of("a < b", Set.of("a", "b"), Set.of()),
                Arguments.of("max(a) <= bool 60 and on (job) b", Set.of("a", "b"), Set.of("job")),
                Arguments.of(
                        "(1 - avg_over_time(kisai:fresh[30d])) / 0.005",
                        Set.of("kisai:fresh"),
                        Set.of()),
                Arguments.of("time() - a offset 5m > 1e9", Set.of("a"), Set.of()),
                Arguments.of("a{x=\"by (b)\"}", Set.of("a"), Set.of("x")));
    }

    @ParameterizedTest
    @MethodSource("expressions")
    void namesAreFound(String expression, Set<String> metrics, Set<String> labels) {
        PromQl asked = PromQl.of(expression);

        assertEquals(metrics, asked.metrics());
        assertEquals(labels, asked.labels());
    }
}
