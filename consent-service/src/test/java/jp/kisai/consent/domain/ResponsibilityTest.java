package jp.kisai.consent.domain;

import static jp.kisai.consent.domain.FactsOf.CHIYODA;
import static jp.kisai.consent.domain.FactsOf.KAGOSHIMA;
import static jp.kisai.consent.domain.Responsibility.NOT_RESPONSIBLE;
import static jp.kisai.consent.domain.Responsibility.RESPONSIBLE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import jp.kisai.contracts.vocabulary.ItemChange;
import org.junit.jupiter.api.Test;

class ResponsibilityTest {

    private static final ItemChange INTO_KAGOSHIMA = FactsOf.address(FactsOf.NEW_ADDRESS);
    private static final ItemChange RENAMED = FactsOf.name(FactsOf.NEW_NAME);

    @Test
    void letsTheMunicipalityOfTheNewAddressSpeakOfAMove() {
        assertEquals(
                RESPONSIBLE,
                Responsibility.of(KAGOSHIMA, List.of(RENAMED, INTO_KAGOSHIMA), CHIYODA, false));
        assertEquals(
                NOT_RESPONSIBLE,
                Responsibility.of(CHIYODA, List.of(INTO_KAGOSHIMA), CHIYODA, false));
    }

    @Test
    void letsOnlyTheMunicipalityOfResidenceSpeakOfAnythingElse() {
        assertEquals(RESPONSIBLE, Responsibility.of(CHIYODA, List.of(RENAMED), CHIYODA, false));
        assertEquals(
                NOT_RESPONSIBLE, Responsibility.of(KAGOSHIMA, List.of(RENAMED), CHIYODA, false));
        assertEquals(NOT_RESPONSIBLE, Responsibility.of(KAGOSHIMA, List.of(), CHIYODA, false));
    }

    @Test
    void letsASenderCorrectItsOwnEventAfterTheHolderMovedAway() {
        assertEquals(RESPONSIBLE, Responsibility.of(KAGOSHIMA, List.of(RENAMED), CHIYODA, true));
    }

    @Test
    void letsAnyRegisteredMunicipalitySpeakOfAStranger() {
        assertEquals(RESPONSIBLE, Responsibility.of(KAGOSHIMA, List.of(RENAMED), null, false));
    }
}
