package jp.kisai.consent.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import jp.kisai.consent.domain.Sequence.Gap;
import jp.kisai.consent.domain.Sequence.Heard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Gaps in a producer's numbers.
class SequenceTest {

    private static final Sequence NOTHING = new Sequence(0, Map.of());
    private static final Instant THEN = Instant.parse("2026-11-23T00:00:00Z");
    private static final Instant LATER = THEN.plusSeconds(60);

    @Test
    void beginsAtOne() {
        assertEquals(new Sequence(3, Map.of(1L, new Gap(1, 2, THEN))), heard(NOTHING, THEN, 3));
    }

    @Test
    void seesTheNumbersThatWereLeftOut() {
        assertEquals(
                new Sequence(9, Map.of(3L, new Gap(3, 4, THEN), 6L, new Gap(6, 8, THEN))),
                heard(NOTHING, THEN, 1, 2, 5, 9));
    }

    @Test
    void closesAGapByWhatComesLate() {
        assertEquals(new Sequence(4, Map.of()), heard(heard(NOTHING, THEN, 1, 2, 4), LATER, 3));
    }

    @Test
    void splitsAGapAndKeepsSinceWhenItIsOpen() {
        assertEquals(
                new Sequence(9, Map.of(1L, new Gap(1, 4, THEN), 6L, new Gap(6, 8, THEN))),
                heard(heard(NOTHING, THEN, 9), LATER, 5));
    }

    @Test
    void takesNoNoticeOfWhatComesAgain() {
        Sequence sequence = heard(NOTHING, THEN, 1, 2, 5);

        assertEquals(sequence, heard(sequence, LATER, 2, 5, 1));
    }

    @Test
    void standsANumberAsLargeAsThereAre() {
        Sequence sequence = heard(NOTHING, THEN, 1, Long.MAX_VALUE);

        assertEquals(
                List.of(Long.MAX_VALUE - 2),
                sequence.gaps().values().stream().map(Gap::missing).toList());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void missesExactlyWhatHasNotCome(long seed) {
        Random random = new Random(seed);
        List<Long> numbers = new ArrayList<>();
        for (long number = 1; number <= 300; number++) {
            for (int times = random.nextInt(3); times > 0; times--) {
                numbers.add(number);
            }
        }
        Collections.shuffle(numbers, random);
        Sequence sequence = NOTHING;
        Set<Long> come = new HashSet<>();
        long highest = 0;
        while (!numbers.isEmpty()) {
            List<Long> some = numbers.subList(0, Math.min(1 + random.nextInt(40), numbers.size()));
            sequence = sequence.after(some.stream().map(it -> new Heard(it, THEN)).toList());
            come.addAll(some);
            highest = Math.max(highest, Collections.max(some));
            some.clear();

            Set<Long> missing = new HashSet<>();
            for (long number = 1; number < highest; number++) {
                if (!come.contains(number)) {
                    missing.add(number);
                }
            }
            assertEquals(highest, sequence.highest(), "seed " + seed);
            assertEquals(missing, missing(sequence), "seed " + seed);
        }
    }

    private static Set<Long> missing(Sequence sequence) {
        Set<Long> missing = new HashSet<>();
        for (Gap gap : sequence.gaps().values()) {
            for (long number = gap.first(); number <= gap.last(); number++) {
                missing.add(number);
            }
        }
        return missing;
    }

    private static Sequence heard(Sequence before, Instant at, long... numbers) {
        List<Heard> heard = new ArrayList<>();
        for (long number : numbers) {
            heard.add(new Heard(number, at));
        }
        return before.after(heard);
    }
}
