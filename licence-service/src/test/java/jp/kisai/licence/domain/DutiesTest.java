package jp.kisai.licence.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.Refusal;
import jp.kisai.licence.domain.Duties.By;
import jp.kisai.licence.domain.Duties.Duty;
import jp.kisai.licence.domain.Duties.Judgement;
import org.junit.jupiter.api.Test;

class DutiesTest {

    private static final Instant EARLIER = Records.NOW.minusSeconds(3600);
    private static final Instant LATER = Records.NOW;
    private static final CurrentLicence LICENCE = Records.current(Records.record());

    @Test
    void whatWasRefusedOrDeclinedStaysADuty() {
        List<Duty> open =
                Duties.open(
                        LICENCE,
                        List.of(
                                refused(EARLIER, Item.ADDRESS, Refusal.NOT_CARD_ONLY),
                                declined(LATER, Item.NAME)));

        assertEquals(
                List.of(
                        new Duty(
                                Item.ADDRESS,
                                By.RECORD,
                                Optional.of(Refusal.NOT_CARD_ONLY),
                                EARLIER),
                        new Duty(
                                Item.NAME,
                                By.CONSENT,
                                Optional.of(Refusal.ITEM_NOT_CONSENTED),
                                LATER)),
                open.stream().sorted((a, b) -> a.since().compareTo(b.since())).toList());
    }

    @Test
    void endsWhenTheRecordSaysSomethingAsNew() {
        CurrentLicence reported =
                LICENCE.next(LICENCE.record(), List.of(Item.ADDRESS), LATER, Numbering.FROM_ONE);

        assertEquals(
                List.of(),
                Duties.open(
                        reported, List.of(refused(LATER, Item.ADDRESS, Refusal.NOT_CARD_ONLY))));
    }

    @Test
    void endsWhenALaterRevisionIsAppliedOrWaits() {
        assertEquals(
                List.of(),
                Duties.open(
                        LICENCE,
                        List.of(
                                declined(EARLIER, Item.ADDRESS),
                                new Judgement(
                                        EARLIER, Map.of(), Map.of(), List.of(Item.ADDRESS)))));
    }

    @Test
    void anOlderChangeThatIsHeardOfLateSettlesNothing() {
        List<Duty> open =
                Duties.open(
                        LICENCE,
                        List.of(
                                declined(LATER, Item.ADDRESS),
                                new Judgement(EARLIER, Map.of(), Map.of(), List.of(Item.ADDRESS)),
                                refused(EARLIER, Item.ADDRESS, Refusal.NOT_CARD_ONLY)));

        assertEquals(List.of(declinedDuty(Item.ADDRESS, LATER)), open);
    }

    @Test
    void whatWasDeclinedBeforeReasonsWereKeptIsADutyToo() {
        assertEquals(
                List.of(new Duty(Item.ADDRESS, By.CONSENT, Optional.empty(), LATER)),
                Duties.open(LICENCE, List.of(declined(LATER, Item.ADDRESS, Optional.empty()))));
    }

    @Test
    void whatANewerChangeReplacedIsNobodysDuty() {
        assertEquals(
                List.of(),
                Duties.open(
                        LICENCE,
                        List.of(declined(LATER, Item.NAME, Optional.of(Refusal.SUPERSEDED)))));
        assertEquals(
                List.of(),
                Duties.open(LICENCE, List.of(refused(LATER, Item.ADDRESS, Refusal.SUPERSEDED))));
    }

    private static Judgement refused(Instant at, Item item, Refusal reason) {
        return new Judgement(at, Map.of(item, reason), Map.of(), List.of());
    }

    private static Judgement declined(Instant at, Item item) {
        return declined(at, item, Optional.of(Refusal.ITEM_NOT_CONSENTED));
    }

    private static Judgement declined(Instant at, Item item, Optional<Refusal> reason) {
        return new Judgement(at, Map.of(), Map.of(item, reason), List.of());
    }

    private static Duty declinedDuty(Item item, Instant since) {
        return new Duty(item, By.CONSENT, Optional.of(Refusal.ITEM_NOT_CONSENTED), since);
    }
}
