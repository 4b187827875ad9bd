package jp.kisai.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import jp.kisai.localstack.demo.Day;
import jp.kisai.localstack.demo.Performance;
import jp.kisai.localstack.demo.Performance.Result;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The demo's day, each case a test.
class DayTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TestFactory
    Stream<DynamicTest> everyCaseEndsAsWritten() throws InterruptedException {
        Performance performance = new Performance(Suite.running().stage(), PATIENCE);

        List<Result> results =
                performance.play(performance.prepare(Day.CASES, ready -> {}), ended -> {});

        return results.stream()
                .map(
                        result ->
                                DynamicTest.dynamicTest(
                                        result.part().title(),
                                        () -> assertEquals(List.of(), result.differences())));
    }
}
