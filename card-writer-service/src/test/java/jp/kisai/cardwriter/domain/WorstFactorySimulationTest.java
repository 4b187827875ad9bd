package jp.kisai.cardwriter.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jp.kisai.cardwriter.domain.CardLife.Broken;
import jp.kisai.cardwriter.domain.CardLife.Fault;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// More than 100,000 changes in random lives of cards, with a factory that forgets orders and
/// loses, delays, repeats, reorders and contradicts receipts. See [CardLife] for what must hold
/// after every step. A life that breaks it names its seed, and the same seed lives it again.
class WorstFactorySimulationTest {

    private static final long FIRST_SEED = 20261123;
    private static final int CHANGES = 100_000;
    private static final int STEPS = 120;

    /// A planted fault must show within so many lives.
    private static final int LIVES_TO_SHOW = 300;

    @Test
    void endsEveryCardAtItsNewestVersion() {
        long changes = 0;
        long encodings = 0;
        for (long seed = FIRST_SEED; changes < CHANGES; seed++) {
            CardLife life = lived(seed, null);
            changes += life.changes();
            encodings += life.encodings();
        }
        assertTrue(encodings <= changes, encodings + " encodings of " + changes + " changes");
        assertTrue(encodings * 10 > changes, "the factory did work: " + encodings);
    }

    @Test
    void livesTheSameLifeAgainForTheSameSeed() {
        assertEquals(lived(FIRST_SEED, null).story(), lived(FIRST_SEED, null).story());
    }

    /// Each invariant can fail: without the rule that it is about, it does.
    @ParameterizedTest
    @EnumSource
    void noticesAPlantedFault(Fault fault) {
        Broken broken =
                assertThrows(
                        Broken.class,
                        () -> {
                            for (long seed = FIRST_SEED;
                                    seed < FIRST_SEED + LIVES_TO_SHOW;
                                    seed++) {
                                lived(seed, fault);
                            }
                        });
        assertEquals(fault.breaks(), broken.rule(), broken::toString);
    }

    private static CardLife lived(long seed, @Nullable Fault fault) {
        CardLife life = new CardLife(seed, fault);
        for (int step = 0; step < STEPS; step++) {
            life.step();
        }
        life.heal();
        return life;
    }
}
