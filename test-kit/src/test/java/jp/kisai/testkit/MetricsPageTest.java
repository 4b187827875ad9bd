package jp.kisai.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A scrape that differs from the page is seen to differ.
class MetricsPageTest {

    private static final String SENT = "kisai_postbox_sent_total 3.0\n";

    @Test
    void whatIsAsThePageSaysIsNoDifference() {
        String all =
                MetricsPage.documented().entrySet().stream()
                        .map(row -> row.getKey() + labels(row.getValue()) + " 1.0\n")
                        .collect(Collectors.joining());

        assertEquals(List.of(), MetricsPage.differences("# HELP x\n" + all, Set.of()));
    }

    @Test
    void whatIsNotOnThePageOrNotThereIsFound() {
        List<String> found = MetricsPage.differences("kisai_postbox_secret 1.0\n", Set.of());

        assertTrue(found.contains("kisai_postbox_secret[] is not on the page"), found::toString);
        assertTrue(
                found.contains("kisai_postbox_sent_total is on the page, and not there"),
                found::toString);
    }

    @Test
    void labelsThatDifferAreFound() {
        List<String> found =
                MetricsPage.differences(
                        "kisai_postbox_sent_total{holder=\"x\"} 1.0\n", Set.of("kisai_"));

        assertEquals(
                List.of("kisai_postbox_sent_total[holder] has other labels on the page"),
                found.stream().filter(line -> line.startsWith("kisai_")).toList());
    }

    @Test
    void tooManyValuesOrAnIdAreFound() {
        String many =
                IntStream.range(0, 100)
                        .mapToObj(
                                i ->
                                        "kisai_postbox_taken_total{outcome=\"o%d\"} 1.0%n"
                                                .formatted(i))
                        .collect(Collectors.joining());
        String id = "jvm_info{who=\"4f34c1d2-0000-4000-8000-000000000000\"} 1.0\n";

        List<String> found = MetricsPage.differences(many + id + SENT, Set.of("kisai_"));

        assertTrue(
                found.contains("kisai_postbox_taken_total: outcome has 100 values"),
                found::toString);
        assertTrue(found.contains("jvm_info: who is an id"), found::toString);
    }

    @Test
    void aTimerIsOneMetric() {
        Map<String, Set<String>> rows =
                MetricsPage.rows("| `a_seconds{x,y}` | timer | b |\n| `b_total` | counter | c |\n");

        assertEquals(Map.of("a_seconds", Set.of("x", "y"), "b_total", Set.of()), rows);
        assertEquals("a_seconds", MetricsPage.family("a_seconds_count"));
        assertFalse(MetricsPage.documented().isEmpty());
    }

    private static String labels(Set<String> names) {
        return names.isEmpty()
                ? ""
                : names.stream()
                        .map(name -> name + "=\"x\"")
                        .collect(Collectors.joining(",", "{", "}"));
    }
}
