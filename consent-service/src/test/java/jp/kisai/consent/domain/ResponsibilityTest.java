package jp.kisai.consent.domain;

import static jp.kisai.consent.domain.FactsOf.CHIYODA;
import static jp.kisai.consent.domain.FactsOf.KAGOSHIMA;
import static jp.kisai.consent.domain.FactsOf.NOON;
import static jp.kisai.consent.domain.Responsibility.NOT_RESPONSIBLE;
import static jp.kisai.consent.domain.Responsibility.RESPONSIBLE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.ChangeReason;
import jp.kisai.contracts.vocabulary.ItemChange;
import jp.kisai.contracts.vocabulary.MunicipalityCode;
import org.junit.jupiter.api.Test;

class ResponsibilityTest {

    private static final MunicipalityCode NAHA = new MunicipalityCode("472018");
    private static final List<ItemChange> INTO_KAGOSHIMA =
            List.of(FactsOf.name(FactsOf.NEW_NAME), FactsOf.address(FactsOf.NEW_ADDRESS));
    private static final List<ItemChange> RENAMED = List.of(FactsOf.name(FactsOf.NEW_NAME));
    private static final List<ItemChange> DIED = List.of();
    private static final Instant BEFORE = NOON.minusNanos(1);

    private static final Residences.Told MOVE =
            new Residences.Told(
                    new ChangeKey(KAGOSHIMA, UUID.randomUUID()),
                    ChangeReason.MOVE,
                    NOON,
                    1,
                    null,
                    KAGOSHIMA);

    /// From Chiyoda to Kagoshima, at noon.
    private static final Residences MOVED =
            new Residences(List.of(new Residences.Recorded(CHIYODA, null)), List.of(MOVE));

    @Test
    void letsTheMunicipalityOfTheNewAddressSpeakOfAMove() {
        assertEquals(RESPONSIBLE, of(KAGOSHIMA, BEFORE, INTO_KAGOSHIMA, MOVED));
        assertEquals(NOT_RESPONSIBLE, of(CHIYODA, BEFORE, INTO_KAGOSHIMA, MOVED));
    }

    @Test
    void letsTheMunicipalityOfThatTimeSpeakOfAnythingElseHoweverLate() {
        assertEquals(RESPONSIBLE, of(CHIYODA, BEFORE, RENAMED, MOVED));
        assertEquals(RESPONSIBLE, of(CHIYODA, BEFORE, DIED, MOVED));
        assertEquals(RESPONSIBLE, of(KAGOSHIMA, NOON, RENAMED, MOVED));
        assertEquals(NOT_RESPONSIBLE, of(CHIYODA, NOON, RENAMED, MOVED));
        assertEquals(NOT_RESPONSIBLE, of(CHIYODA, NOON, DIED, MOVED));
        assertEquals(NOT_RESPONSIBLE, of(KAGOSHIMA, BEFORE, RENAMED, MOVED));
    }

    @Test
    void neverLetsAMunicipalitySpeakInWhichTheHolderDidNotLive() {
        assertEquals(NOT_RESPONSIBLE, of(NAHA, BEFORE, RENAMED, MOVED));
        assertEquals(NOT_RESPONSIBLE, of(NAHA, NOON, RENAMED, MOVED));
    }

    @Test
    void letsNobodySpeakOfATimeOfWhichNothingIsKnown() {
        Residences onlyTheMove = Residences.UNTOLD.and(MOVE);

        for (MunicipalityCode any : List.of(CHIYODA, KAGOSHIMA, NAHA)) {
            assertEquals(NOT_RESPONSIBLE, of(any, BEFORE, RENAMED, onlyTheMove));
        }
        assertEquals(RESPONSIBLE, of(KAGOSHIMA, NOON, RENAMED, onlyTheMove));
    }

    @Test
    void letsASenderCorrectOrRepeatItsOwnEventAfterTheHolderMovedAway() {
        assertEquals(RESPONSIBLE, Responsibility.of(CHIYODA, NOON, RENAMED, MOVED, true));
    }

    @Test
    void letsAnyRegisteredMunicipalitySpeakOfAStranger() {
        assertEquals(RESPONSIBLE, of(NAHA, NOON, RENAMED, Residences.UNTOLD));
    }

    private static Responsibility of(
            MunicipalityCode producer,
            Instant effectiveAt,
            List<ItemChange> items,
            Residences residences) {
        return Responsibility.of(producer, effectiveAt, items, residences, false);
    }
}
