package jp.kisai.consent.domain;

import static jp.kisai.consent.domain.FactsOf.NEW_ADDRESS;
import static jp.kisai.consent.domain.FactsOf.NEW_NAME;
import static jp.kisai.consent.domain.FactsOf.NOON;
import static jp.kisai.consent.domain.FactsOf.OLD_NAME;
import static jp.kisai.consent.domain.FactsOf.address;
import static jp.kisai.consent.domain.FactsOf.arriving;
import static jp.kisai.consent.domain.FactsOf.domicile;
import static jp.kisai.consent.domain.FactsOf.holder;
import static jp.kisai.consent.domain.FactsOf.name;
import static jp.kisai.contracts.vocabulary.Item.ADDRESS;
import static jp.kisai.contracts.vocabulary.Item.BIRTH_DATE;
import static jp.kisai.contracts.vocabulary.Item.NAME;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import jp.kisai.contracts.vocabulary.ChangeReason;
import jp.kisai.contracts.vocabulary.Doubt;
import jp.kisai.contracts.vocabulary.Party;
import jp.kisai.contracts.vocabulary.RevocationReason;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Every doubt against every end that a wait can have: by itself at its deadline, by the holder's
/// death, by the holder's departure. What resolves it is told in [DecisionsTest].
class WaitsEndTest {

    private static final Instant LATER = NOON.plus(Duration.ofHours(1));
    private static final Instant END = NOON.plus(Duration.ofDays(95));
    private static final Change MOVE = arriving(1, ChangeReason.MOVE, NOON, address(NEW_ADDRESS));
    private static final Change MARRIAGE =
            arriving(2, ChangeReason.MARRIAGE, LATER, name(NEW_NAME));
    private static final Change TRANSFER =
            arriving(3, ChangeReason.DOMICILE_TRANSFER, NOON, domicile("鹿児島県鹿児島市山下町"));
    private static final Change STRANGE =
            arriving(4, ChangeReason.UNKNOWN, NOON, address(NEW_ADDRESS));

    private static final Change RENAMED = arriving(5, ChangeReason.MARRIAGE, NOON, name(NEW_NAME));

    /// A change that waits in the doubt, and since when.
    private record Wait(History history, Change change, Instant since) {

        String last() {
            return history.of(change).getLast();
        }
    }

    private static Wait waitingIn(Doubt doubt) {
        FactsOf consented = holder(ADDRESS, NAME, BIRTH_DATE);
        FactsOf moved =
                holder(ADDRESS, NAME).revoked(1, RevocationReason.AFFILIATION_CHANGED, NOON);
        return switch (doubt) {
            case WAITING_FOR_SUCCESSOR -> arrived(moved, MOVE, NOON);
            case REVOCATION_UNKNOWN ->
                    arrived(
                            consented.certificate(2, 1, NOON, OLD_NAME, NEW_ADDRESS).withoutList(2),
                            MOVE,
                            NOON);
            case WAITING_FOR_HOLDER -> arrived(consented, TRANSFER, NOON);
            case BEHIND_EARLIER_CHANGE ->
                    new Wait(
                            new History(moved).arrives(MOVE, NOON).arrives(MARRIAGE, LATER),
                            MARRIAGE,
                            LATER);
            case NOT_YET_EFFECTIVE -> arrived(consented, RENAMED, NOON.minus(Duration.ofDays(2)));
            case REASON_UNKNOWN -> arrived(consented, STRANGE, NOON);
            case CERTIFICATE_UNDETERMINED ->
                    arrived(consented.revoked(1, RevocationReason.UNKNOWN, NOON), MOVE, NOON);
        };
    }

    private static Wait arrived(FactsOf facts, Change change, Instant now) {
        return new Wait(new History(facts).arrives(change, now), change, now);
    }

    @ParameterizedTest
    @EnumSource(Doubt.class)
    void saysWhoMustActAndUntilWhen(Doubt doubt) {
        Wait wait = waitingIn(doubt);

        ItemState.Waiting waiting =
                wait.history().facts().changes().stream()
                        .filter(change -> change.key().equals(wait.change().key()))
                        .flatMap(change -> change.states().values().stream())
                        .map(ItemState.Waiting.class::cast)
                        .findFirst()
                        .orElseThrow();

        assertEquals(doubt, waiting.doubt());
        assertEquals(doubt == Doubt.BEHIND_EARLIER_CHANGE, waiting.until() == null);
        boolean nobody = doubt == Doubt.BEHIND_EARLIER_CHANGE || doubt == Doubt.NOT_YET_EFFECTIVE;
        assertEquals(nobody, doubt.mustAct() == Party.NOBODY);
    }

    /// The instant before and at each deadline, as the clock alone reaches it.
    @ParameterizedTest
    @CsvSource({
        "WAITING_FOR_SUCCESSOR,    P92DT23H59M59.999999S, P93D,           NO_SUCCESSOR_IN_TIME",
        "REVOCATION_UNKNOWN,       P92DT23H59M59.999999S, P93D,           NOT_KNOWN_IN_TIME",
        "CERTIFICATE_UNDETERMINED, P92DT23H59M59.999999S, P93D,           NOT_KNOWN_IN_TIME",
        "REASON_UNKNOWN,           P92DT23H59M59.999999S, P93D,           NOT_KNOWN_IN_TIME",
        "WAITING_FOR_HOLDER,       P90D,                  P90DT0.000001S, NO_SUBMISSION_IN_TIME",
        "BEHIND_EARLIER_CHANGE,    P92DT23H59M59.999999S, P93D,           WAITING_FOR_SUCCESSOR",
        "NOT_YET_EFFECTIVE,        PT-0.000001S,          P0D,            WAITING_FOR_SUCCESSOR",
    })
    void endsAtItsDeadline(Doubt doubt, Duration last, Duration first, String then) {
        Wait wait = waitingIn(doubt);

        wait.history().judged(NOON.plus(last));
        String before = wait.last();
        wait.history().judged(NOON.plus(first));

        assertTrue(before.endsWith(" " + doubt), before);
        assertTrue(wait.last().endsWith(" " + then), wait.last());
    }

    @ParameterizedTest
    @EnumSource(Doubt.class)
    void endsWithTheHoldersDeath(Doubt doubt) {
        Wait wait = waitingIn(doubt);
        Instant at = wait.since().plusSeconds(60);

        wait.history().arrives(arriving(9, ChangeReason.DEATH, at), at);

        assertTrue(wait.last().endsWith(" HOLDER_DECEASED"), wait.last());
    }

    @ParameterizedTest
    @EnumSource(Doubt.class)
    void endsWithTheHoldersDeparture(Doubt doubt) {
        Wait wait = waitingIn(doubt);
        Instant at = wait.since().plusSeconds(60);

        wait.history().arrives(arriving(9, ChangeReason.DEPARTURE, at), at);

        assertTrue(wait.last().endsWith(" HOLDER_DEPARTED"), wait.last());
    }

    /// Nobody does anything, and nobody judges but the alarm clock that each wait sets for itself.
    @ParameterizedTest
    @EnumSource(Doubt.class)
    void isWokenUntilItEnds(Doubt doubt) {
        Wait wait = waitingIn(doubt);
        HolderFacts facts = wait.history().facts();
        List<Instant> woken = new ArrayList<>(List.of(wait.since()));

        for (Optional<Instant> next = wakeAt(facts); next.isPresent(); next = wakeAt(facts)) {
            Instant now = next.get();
            assertTrue(now.isAfter(woken.getLast()), "an alarm clock goes forward");
            woken.add(now);
            facts = facts.after(Decisions.of(facts, daily(), now));
        }

        assertNotEquals(1, woken.size());
        assertFalse(facts.changes().stream().anyMatch(Change::isOpen));
        assertTrue(woken.getLast().isBefore(END), woken.toString());
    }

    private static Optional<Instant> wakeAt(HolderFacts facts) {
        return facts.changes().stream()
                .filter(Change::isOpen)
                .map(Change::wakeAt)
                .filter(Objects::nonNull)
                .min(Instant::compareTo);
    }

    /// As always, but what is unknown is looked at once a day, so that the clock has fewer stops.
    private static Limits daily() {
        return new Limits(
                FactsOf.LIMITS.successor(),
                FactsOf.LIMITS.certificateArrival(),
                FactsOf.LIMITS.submissionAfter(),
                FactsOf.LIMITS.submissionBefore(),
                FactsOf.LIMITS.listMaxAge(),
                FactsOf.LIMITS.clockSkew(),
                Duration.ofDays(1),
                FactsOf.LIMITS.recheckWaiting());
    }
}
