package jp.kisai.consent.domain;

import static jp.kisai.consent.domain.FactsOf.CHIYODA;
import static jp.kisai.consent.domain.FactsOf.KAGOSHIMA;
import static jp.kisai.consent.domain.FactsOf.NOON;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import jp.kisai.consent.domain.Residences.Answer;
import jp.kisai.consent.domain.Residences.Answer.LivedIn;
import jp.kisai.consent.domain.Residences.Recorded;
import jp.kisai.consent.domain.Residences.Told;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.ChangeReason;
import jp.kisai.contracts.vocabulary.MunicipalityCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResidencesTest {

    private static final MunicipalityCode NAHA = new MunicipalityCode("472018");
    private static final Recorded SO_FAR_CHIYODA = new Recorded(CHIYODA, null);
    private static final long SEED = 20_261_123;

    @Test
    void knowsNothingOfAStranger() {
        assertEquals(new Answer.Stranger(), Residences.UNTOLD.at(NOON));
    }

    @Test
    void takesWhatTheRecordSaysForAllTheTimeBefore() {
        Residences known = new Residences(List.of(SO_FAR_CHIYODA), List.of());

        assertEquals(new LivedIn(CHIYODA), known.at(day(-4000)));
        assertEquals(new LivedIn(CHIYODA), known.at(day(4000)));
    }

    @Test
    void changesAtTheInstantAtWhichAMoveTookEffect() {
        Residences known = recordAnd(move(KAGOSHIMA, NOON));

        assertEquals(new LivedIn(CHIYODA), known.at(NOON.minusNanos(1)));
        assertEquals(new LivedIn(KAGOSHIMA), known.at(NOON));
        assertEquals(new LivedIn(KAGOSHIMA), known.at(day(1)));
    }

    @Test
    void doesNotKnowWhereSomebodyLivedBeforeTheFirstMoveThatItHeardOf() {
        Residences known = Residences.UNTOLD.and(move(KAGOSHIMA, NOON));

        assertEquals(new Answer.Unknown(), known.at(NOON.minusNanos(1)));
        assertEquals(new LivedIn(KAGOSHIMA), known.at(NOON));
    }

    /// Six moves heard in 200 orders: the answer for each day is the same.
    @Test
    void answersTheSameInWhateverOrderMovesAreHeard() {
        List<Told> moves = new ArrayList<>();
        for (int day = 0; day < 6; day++) {
            moves.add(move(List.of(KAGOSHIMA, NAHA, CHIYODA).get(day % 3), day(day)));
        }
        List<Answer> inOrder = perDay(moves);
        Random random = new Random(SEED);
        for (int i = 0; i < 200; i++) {
            Collections.shuffle(moves, random);
            assertEquals(inOrder, perDay(moves), "seed " + SEED);
        }
    }

    @Test
    void forgetsAMoveThatWasCancelledWheneverThatIsHeard() {
        Told wrong = move(KAGOSHIMA, NOON);
        Told cancelled = told(ChangeReason.CANCELLATION, day(1), wrong.change(), null);

        assertEquals(new LivedIn(CHIYODA), recordAnd(wrong, cancelled).at(day(2)));
        assertEquals(new LivedIn(CHIYODA), recordAnd(cancelled, wrong).at(day(2)));
    }

    @Test
    void putsTheCorrectedMoveInThePlaceOfTheWrongOne() {
        Told wrong = move(KAGOSHIMA, NOON);
        Told right = told(ChangeReason.CORRECTION, day(-3), wrong.change(), NAHA);

        assertEquals(new LivedIn(CHIYODA), recordAnd(wrong, right).at(day(-4)));
        assertEquals(new LivedIn(NAHA), recordAnd(wrong, right).at(day(-3)));
        assertEquals(new LivedIn(NAHA), recordAnd(right, wrong).at(day(1)));
    }

    @Test
    void keepsAMoveOfWhichAnotherItemWasCorrected() {
        Told move = move(KAGOSHIMA, NOON);
        Told renamed = told(ChangeReason.CORRECTION, day(1), move.change(), null);

        assertEquals(new LivedIn(KAGOSHIMA), recordAnd(move, renamed).at(day(2)));
    }

    @Test
    void believesTheRecordSinceAVisitToACounter() {
        Residences known =
                new Residences(
                        List.of(SO_FAR_CHIYODA, new Recorded(NAHA, day(2))),
                        List.of(move(KAGOSHIMA, day(1)), move(KAGOSHIMA, day(3))));

        assertEquals(new LivedIn(KAGOSHIMA), known.at(day(2).minusNanos(1)));
        assertEquals(new LivedIn(NAHA), known.at(day(2)));
        assertEquals(new LivedIn(KAGOSHIMA), known.at(day(3)));
    }

    private static Residences recordAnd(Told... told) {
        return new Residences(List.of(SO_FAR_CHIYODA), List.of(told));
    }

    private static List<Answer> perDay(List<Told> moves) {
        Residences known = new Residences(List.of(SO_FAR_CHIYODA), moves);
        List<Answer> answers = new ArrayList<>();
        for (int day = -1; day < 8; day++) {
            answers.add(known.at(day(day)));
        }
        return answers;
    }

    private static Told move(MunicipalityCode to, Instant at) {
        return told(ChangeReason.MOVE, at, null, to);
    }

    private static Told told(
            ChangeReason reason,
            Instant at,
            @Nullable ChangeKey corrects,
            @Nullable MunicipalityCode movedTo) {
        return new Told(
                new ChangeKey(movedTo == null ? CHIYODA : movedTo, UUID.randomUUID()),
                reason,
                at,
                1,
                corrects,
                movedTo);
    }

    private static Instant day(int day) {
        return NOON.plus(Duration.ofDays(day));
    }
}
