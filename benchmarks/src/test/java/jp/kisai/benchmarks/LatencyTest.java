package jp.kisai.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatencyTest {

    @ParameterizedTest
    @CsvSource({"0.5, 50", "0.99, 99", "0.991, 100", "1, 100", "0.001, 1"})
    void takesTheNearestRank(double share, double millis) {
        List<Double> hundred = IntStream.rangeClosed(1, 100).mapToObj(Double::valueOf).toList();

        assertEquals(millis, new Journeys.Latency(hundred, 0).percentile(share));
    }

    @Test
    void hasNoPercentileOfNothing() {
        assertEquals(Double.NaN, new Journeys.Latency(List.of(), 7).percentile(0.5));
    }
}
