package jp.kisai.consent.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkageTest {

    private static final Duration HOUR = Duration.ofHours(1);

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T02:59:59.999999Z, NotSubmitted",
        "2026-11-23T03:00:00Z,        TooEarly",
        "2026-11-23T03:59:59.999999Z, TooEarly",
        "2026-11-23T04:00:00Z,        Possible",
        "2026-11-23T04:00:00.000001Z, Possible",
    })
    void isPossibleFromOneHourAfterTheSubmission(Instant at, String answer) {
        Linkage linkage = Linkage.at(at, Instant.parse("2026-11-23T03:00:00Z"), HOUR);

        assertEquals(answer, linkage.getClass().getSimpleName());
    }

    @Test
    void isNotPossibleWithoutASubmission() {
        assertEquals(
                new Linkage.NotSubmitted(),
                Linkage.at(Instant.parse("2026-11-23T03:00:00Z"), null, HOUR));
    }

    @Test
    void saysFromWhenItIsPossible() {
        Instant submitted = Instant.parse("2026-11-23T03:00:00Z");

        assertEquals(
                new Linkage.TooEarly(submitted.plus(HOUR)),
                Linkage.at(submitted.plusSeconds(1), submitted, HOUR));
    }
}
