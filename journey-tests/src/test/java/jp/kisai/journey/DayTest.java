package jp.kisai.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The demo's day, each case a test.
class DayTest {

    @TestFactory
    Stream<DynamicTest> everyCaseEndsAsWritten() throws InterruptedException {
        return Suite.day().stream()
                .map(
                        result ->
                                DynamicTest.dynamicTest(
                                        result.part().title(),
                                        () -> assertEquals(List.of(), result.differences())));
    }
}
