package jp.kisai.consent.domain;

import static jp.kisai.consent.domain.FactsOf.NEW_ADDRESS;
import static jp.kisai.consent.domain.FactsOf.NOON;
import static jp.kisai.consent.domain.FactsOf.OLD_NAME;
import static jp.kisai.consent.domain.FactsOf.THIRD_ADDRESS;
import static jp.kisai.consent.domain.FactsOf.address;
import static jp.kisai.consent.domain.FactsOf.arriving;
import static jp.kisai.consent.domain.FactsOf.correcting;
import static jp.kisai.consent.domain.FactsOf.holder;
import static jp.kisai.contracts.vocabulary.Item.ADDRESS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import jp.kisai.contracts.vocabulary.ChangeReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Events that arrive late: after a death, after a departure, after the return.
class PresenceTest {

    private static final Instant LATER = NOON.plus(Duration.ofDays(20));
    private static final Change MOVE = arriving(1, ChangeReason.MOVE, NOON, address(NEW_ADDRESS));

    /// A move that arrives after the death, and took effect before, at and after it: as of its
    /// effective time, so as it would have been judged then.
    @ParameterizedTest
    @CsvSource({
        "PT0.000001S,  GRANTED",
        "PT0S,         HOLDER_DECEASED",
        "PT-0.000001S, HOLDER_DECEASED",
    })
    void judgesALateMoveAsOfItsEffectiveTimeAlsoAfterADeath(Duration after, String verdict) {
        Change death = arriving(2, ChangeReason.DEATH, NOON.plus(after));
        History history = new History(succeeded()).arrives(death, LATER).arrives(MOVE, LATER);

        assertEquals(List.of("ADDRESS " + verdict), history.of(MOVE));
    }

    @Test
    void waitsForNobodyAfterADeath() {
        Change death = arriving(2, ChangeReason.DEATH, NOON.plusSeconds(60));
        History history = new History(holder(ADDRESS)).arrives(death, LATER).arrives(MOVE, LATER);

        assertEquals(List.of("ADDRESS HOLDER_DECEASED"), history.of(MOVE));
    }

    @Test
    void judgesALateMoveAsOfItsEffectiveTimeAlsoAfterADeparture() {
        Change departure = arriving(2, ChangeReason.DEPARTURE, NOON.plusSeconds(60));
        History history = new History(succeeded()).arrives(departure, LATER).arrives(MOVE, LATER);

        assertEquals(List.of("ADDRESS GRANTED"), history.of(MOVE));
    }

    @Test
    void waitsForNobodyAfterADeparture() {
        Change departure = arriving(2, ChangeReason.DEPARTURE, NOON.plusSeconds(60));
        History history =
                new History(holder(ADDRESS)).arrives(departure, LATER).arrives(MOVE, LATER);

        assertEquals(List.of("ADDRESS HOLDER_DEPARTED"), history.of(MOVE));
    }

    @Test
    void takesNoNoticeOfADepartureThatArrivesAfterTheReturn() {
        Change back = arriving(3, ChangeReason.MOVE, LATER, address(THIRD_ADDRESS));
        Change departure = arriving(2, ChangeReason.DEPARTURE, NOON.plusSeconds(60));
        History history =
                new History(holder(ADDRESS)).arrives(back, LATER).arrives(departure, LATER);

        assertInstanceOf(Presence.Present.class, history.facts().presence());
        assertEquals(List.of("ADDRESS WAITING_FOR_SUCCESSOR"), history.of(back));
    }

    @Test
    void keepsTheLaterOfTwoDepartures() {
        Change later = arriving(3, ChangeReason.DEPARTURE, LATER);
        Change earlier = arriving(2, ChangeReason.DEPARTURE, NOON);
        History history =
                new History(holder(ADDRESS)).arrives(later, LATER).arrives(earlier, LATER);

        assertEquals(new Presence.Departed(LATER), history.facts().presence());
    }

    @Test
    void bringsNobodyBackToLifeWithADeparture() {
        Change death = arriving(2, ChangeReason.DEATH, NOON);
        Change departure = arriving(3, ChangeReason.DEPARTURE, LATER);
        History history =
                new History(holder(ADDRESS)).arrives(death, NOON).arrives(departure, LATER);

        assertEquals(new Presence.Deceased(NOON), history.facts().presence());
    }

    @Test
    void goesOnWhenADeathIsCancelled() {
        Change death = arriving(2, ChangeReason.DEATH, NOON.minusSeconds(60));
        Change cancelled = correcting(3, ChangeReason.CANCELLATION, death, NOON.minusSeconds(60));
        History history =
                new History(succeeded())
                        .arrives(death, NOON.minusSeconds(60))
                        .arrives(cancelled, NOON)
                        .arrives(MOVE, LATER);

        assertEquals(List.of("ADDRESS GRANTED"), history.of(MOVE));
    }

    private static FactsOf succeeded() {
        return holder(ADDRESS)
                .certificate(2, 1, NOON, OLD_NAME, NEW_ADDRESS)
                .withListOf(NOON.plus(Duration.ofDays(19)));
    }
}
