package jp.kisai.consent.domain;

import static jp.kisai.consent.domain.FactsOf.NEW_ADDRESS;
import static jp.kisai.consent.domain.FactsOf.NEW_NAME;
import static jp.kisai.consent.domain.FactsOf.NOON;
import static jp.kisai.consent.domain.FactsOf.OLD_ADDRESS;
import static jp.kisai.consent.domain.FactsOf.OLD_NAME;
import static jp.kisai.consent.domain.FactsOf.THIRD_ADDRESS;
import static jp.kisai.consent.domain.FactsOf.address;
import static jp.kisai.consent.domain.FactsOf.arriving;
import static jp.kisai.consent.domain.FactsOf.correcting;
import static jp.kisai.consent.domain.FactsOf.domicile;
import static jp.kisai.consent.domain.FactsOf.holder;
import static jp.kisai.consent.domain.FactsOf.name;
import static jp.kisai.consent.domain.FactsOf.nobody;
import static jp.kisai.contracts.vocabulary.Item.ADDRESS;
import static jp.kisai.contracts.vocabulary.Item.BIRTH_DATE;
import static jp.kisai.contracts.vocabulary.Item.NAME;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import jp.kisai.contracts.vocabulary.ChangeReason;
import jp.kisai.contracts.vocabulary.ItemChange;
import jp.kisai.contracts.vocabulary.RevocationReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Stories of one holder. Certificate 1 is the one that the consent was signed with.
class DecisionsTest {

    private static final Instant LATER = NOON.plus(Duration.ofHours(1));
    private static final Change MOVE = arriving(1, ChangeReason.MOVE, NOON, address(NEW_ADDRESS));
    private static final Change MARRIAGE =
            arriving(2, ChangeReason.MARRIAGE, LATER, name(NEW_NAME));
    private static final Change SECOND_MOVE =
            arriving(3, ChangeReason.MOVE, LATER, address(THIRD_ADDRESS));
    private static final Change TRANSFER =
            arriving(4, ChangeReason.DOMICILE_TRANSFER, NOON, domicile("鹿児島県鹿児島市山下町"));

    @Test
    void grantsAtOnceWhenTheSuccessorIsThere() {
        History history =
                new History(consented().certificate(2, 1, NOON, OLD_NAME, NEW_ADDRESS))
                        .arrives(MOVE, NOON);

        assertEquals(List.of("ADDRESS GRANTED"), history.of(MOVE));
    }

    @Test
    void grantsOnASuccessorIssuedAtTheSameVisitButBeforeTheEntry() {
        History history =
                new History(
                                consented()
                                        .certificate(
                                                2,
                                                1,
                                                NOON.minusSeconds(600),
                                                OLD_NAME,
                                                NEW_ADDRESS))
                        .arrives(MOVE, NOON);

        assertEquals(List.of("ADDRESS GRANTED"), history.of(MOVE));
    }

    @Test
    void waitsForTheSuccessorAndThenGrants() {
        History history = new History(revokedByTheMove()).arrives(MOVE, NOON);

        history.learns(
                History.certificates(
                        revokedByTheMove().certificate(2, 1, LATER, OLD_NAME, NEW_ADDRESS)),
                LATER);

        assertEquals(List.of("ADDRESS WAITING_FOR_SUCCESSOR", "ADDRESS GRANTED"), history.of(MOVE));
    }

    @Test
    void releasesTwoChangesInOrderOnOneSuccessor() {
        History history =
                new History(revokedByTheMove()).arrives(MOVE, LATER).arrives(MARRIAGE, LATER);

        history.learns(
                History.certificates(
                        revokedByTheMove().certificate(2, 1, LATER, NEW_NAME, NEW_ADDRESS)),
                LATER);

        assertEquals(List.of("ADDRESS WAITING_FOR_SUCCESSOR", "ADDRESS GRANTED"), history.of(MOVE));
        assertEquals(List.of("NAME BEHIND_EARLIER_CHANGE", "NAME GRANTED"), history.of(MARRIAGE));
    }

    @Test
    void releasesOnlyThePrefixThatTheSuccessorShows() {
        History history =
                new History(revokedByTheMove()).arrives(MOVE, LATER).arrives(MARRIAGE, LATER);

        history.learns(
                History.certificates(
                        revokedByTheMove().certificate(2, 1, NOON, OLD_NAME, NEW_ADDRESS)),
                LATER);

        assertEquals("ADDRESS GRANTED", history.of(MOVE).getLast());
        assertEquals("NAME WAITING_FOR_SUCCESSOR", history.of(MARRIAGE).getLast());
    }

    @Test
    void takesTheRecordToTheNewestStateOnce() {
        History history =
                new History(revokedByTheMove()).arrives(MOVE, LATER).arrives(SECOND_MOVE, LATER);

        history.learns(
                History.certificates(
                        revokedByTheMove().certificate(2, 1, LATER, OLD_NAME, THIRD_ADDRESS)),
                LATER);

        assertEquals("ADDRESS SUPERSEDED", history.of(MOVE).getLast());
        assertEquals("ADDRESS GRANTED", history.of(SECOND_MOVE).getLast());
    }

    @Test
    void takesInWhatWasNotConsentedWhenItComparesWithTheSuccessor() {
        Change married =
                arriving(5, ChangeReason.MARRIAGE, NOON, address(NEW_ADDRESS), name(NEW_NAME));
        History history =
                new History(holder(ADDRESS).certificate(2, 1, NOON, NEW_NAME, NEW_ADDRESS))
                        .arrives(married, NOON);

        assertEquals(List.of("ADDRESS GRANTED", "NAME ITEM_NOT_CONSENTED"), history.of(married));
    }

    @Test
    void remembersAWhollyRefusedChangeUntilACertificateShowsIt() {
        Change renamed = arriving(5, ChangeReason.MARRIAGE, NOON.minusSeconds(60), name(NEW_NAME));
        History history = new History(holder(ADDRESS)).arrives(renamed, NOON).arrives(MOVE, NOON);

        history.learns(
                History.certificates(
                        holder(ADDRESS).certificate(2, 1, LATER, NEW_NAME, NEW_ADDRESS)),
                LATER);

        assertEquals(List.of("NAME ITEM_NOT_CONSENTED"), history.of(renamed));
        assertEquals("ADDRESS GRANTED", history.of(MOVE).getLast());
    }

    @Test
    void neverHoldsBackBehindAWhollyRefusedChange() {
        Change renamed = arriving(5, ChangeReason.MARRIAGE, NOON, name("髙橋　花子"));
        History history =
                new History(consented().certificate(2, 1, NOON, "〓橋　花子", OLD_ADDRESS))
                        .arrives(renamed, NOON);

        assertEquals(List.of("NAME NEEDS_COUNTER_CHARACTERS"), history.of(renamed));
    }

    @Test
    void refusesAStaleMoveThatArrivesLast() {
        Change older =
                arriving(5, ChangeReason.MOVE, NOON.minusSeconds(60), address(THIRD_ADDRESS));
        History history =
                new History(consented().certificate(2, 1, NOON, OLD_NAME, NEW_ADDRESS))
                        .arrives(MOVE, NOON)
                        .arrives(older, LATER);

        assertEquals(List.of("ADDRESS SUPERSEDED"), history.of(older));
    }

    @Test
    void letsACorrectionTakeThePlaceOfWhatItCorrects() {
        Change correction =
                correcting(
                        5,
                        ChangeReason.CORRECTION,
                        MOVE,
                        NOON.minusSeconds(60),
                        address(THIRD_ADDRESS));
        History history =
                new History(revokedByTheMove()).arrives(MOVE, NOON).arrives(correction, LATER);

        history.learns(
                History.certificates(
                        revokedByTheMove().certificate(2, 1, LATER, OLD_NAME, THIRD_ADDRESS)),
                LATER);

        assertEquals("ADDRESS SUPERSEDED", history.of(MOVE).getLast());
        assertEquals("ADDRESS GRANTED", history.of(correction).getLast());
    }

    @Test
    void settlesAChangeThatArrivesAfterItsOwnCorrection() {
        Change correction =
                correcting(5, ChangeReason.CORRECTION, MOVE, NOON, address(THIRD_ADDRESS));
        History history =
                new History(revokedByTheMove()).arrives(correction, LATER).arrives(MOVE, LATER);

        assertEquals(List.of("ADDRESS SUPERSEDED"), history.of(MOVE));
    }

    @Test
    void needsNoSuccessorForWhatNoCertificateSays() {
        Change reading =
                arriving(
                        5, ChangeReason.CORRECTION, NOON, new ItemChange.Name(OLD_NAME, "ヤマダ　ハナコ"));

        History history = new History(consented()).arrives(reading, NOON);

        assertEquals(List.of("NAME GRANTED"), history.of(reading));
    }

    @Test
    void doesNotDependOnWhenTheEventIsProcessed() {
        Instant muchLater = NOON.plus(Duration.ofDays(40));
        FactsOf facts =
                consented()
                        .certificate(2, 1, NOON, OLD_NAME, NEW_ADDRESS)
                        .revoked(
                                2,
                                RevocationReason.AFFILIATION_CHANGED,
                                NOON.plus(Duration.ofDays(30)))
                        .withdrawn(NOON.plus(Duration.ofDays(20)));
        HolderFacts known = facts.facts();

        Decisions decisions =
                Decisions.of(
                        known.with(MOVE),
                        new Limits(
                                FactsOf.LIMITS.successor(),
                                FactsOf.LIMITS.certificateArrival(),
                                FactsOf.LIMITS.submissionAfter(),
                                FactsOf.LIMITS.submissionBefore(),
                                Duration.ofDays(60),
                                FactsOf.LIMITS.clockSkew(),
                                FactsOf.LIMITS.recheckUnknown(),
                                FactsOf.LIMITS.recheckWaiting()),
                        muchLater);

        assertEquals(new ItemState.Granted(), decisions.verdicts().getFirst().items().get(ADDRESS));
    }

    @Test
    void refusesASuccessorThatIsNone() {
        History history = new History(consented().flawedSuccessor(1, LATER)).arrives(MOVE, LATER);

        assertEquals(List.of("ADDRESS CERTIFICATE_NOT_ACCEPTABLE"), history.of(MOVE));
    }

    @Test
    void waitsWhileTheEnginesDisagreeAboutTheSuccessor() {
        History history =
                new History(consented().undeterminedSuccessor(1, LATER)).arrives(MOVE, LATER);

        assertEquals(List.of("ADDRESS CERTIFICATE_UNDETERMINED"), history.of(MOVE));
    }

    @Test
    void ignoresACertificateOutsideTheLineage() {
        History history =
                new History(consented().certificate(2, null, NOON, OLD_NAME, NEW_ADDRESS))
                        .arrives(MOVE, LATER);

        assertEquals(List.of("ADDRESS WAITING_FOR_SUCCESSOR"), history.of(MOVE));
    }

    @Test
    void decidesNothingWithoutAFreshRevocationList() {
        History history =
                new History(
                                consented()
                                        .certificate(2, 1, NOON, OLD_NAME, NEW_ADDRESS)
                                        .withoutList(2))
                        .arrives(MOVE, NOON);

        history.learns(
                History.certificates(consented().certificate(2, 1, NOON, OLD_NAME, NEW_ADDRESS)),
                LATER);

        assertEquals(List.of("ADDRESS REVOCATION_UNKNOWN", "ADDRESS GRANTED"), history.of(MOVE));
    }

    @ParameterizedTest
    @CsvSource({
        "UNSPECIFIED,            ADDRESS WAITING_FOR_SUCCESSOR",
        "KEY_COMPROMISE,         ADDRESS CERTIFICATE_COMPROMISED",
        "CA_COMPROMISE,          ADDRESS CERTIFICATE_COMPROMISED",
        "AFFILIATION_CHANGED,    ADDRESS WAITING_FOR_SUCCESSOR",
        "SUPERSEDED,             ADDRESS WAITING_FOR_SUCCESSOR",
        "CESSATION_OF_OPERATION, ADDRESS CERTIFICATE_GIVEN_UP",
        "CERTIFICATE_HOLD,       ADDRESS CERTIFICATE_GIVEN_UP",
        "UNKNOWN,                ADDRESS CERTIFICATE_UNDETERMINED"
    })
    void answersEachReasonOfRevocation(RevocationReason reason, String verdict) {
        History history = new History(consented().revoked(1, reason, NOON)).arrives(MOVE, LATER);

        assertEquals(List.of(verdict), history.of(MOVE));
    }

    @ParameterizedTest
    @CsvSource({
        "P89D,         ADDRESS GRANTED",
        "P90D,         ADDRESS GRANTED",
        "PT2160H0M1S,  ADDRESS NO_SUCCESSOR_IN_TIME",
    })
    void judgesTheLimitByTheDayOfIssue(Duration after, String verdict) {
        History history = new History(revokedByTheMove()).arrives(MOVE, NOON);
        Instant issued = NOON.plus(after);
        FactsOf facts = revokedByTheMove().certificate(2, 1, issued, OLD_NAME, NEW_ADDRESS);

        Decisions decisions =
                Decisions.of(
                        History.certificates(facts).apply(history.facts()),
                        withListsOfAnyAge(),
                        issued.plus(Duration.ofDays(1)));

        assertEquals(verdict, words(decisions));
    }

    @ParameterizedTest
    @CsvSource({
        "P92DT23H59M59S, false, ''",
        "P93D,           false, ADDRESS NO_SUCCESSOR_IN_TIME",
        "P93D,           true,  ADDRESS SUCCESSOR_DISAGREES",
    })
    void endsTheWaitWhenNothingCanComeInTimeAnyMore(
            Duration after, boolean disagreeing, String verdict) {
        FactsOf facts = revokedByTheMove();
        if (disagreeing) {
            facts.certificate(2, 1, LATER, OLD_NAME, THIRD_ADDRESS);
        }
        History history = new History(facts).arrives(MOVE, LATER);

        Decisions decisions = Decisions.of(history.facts(), withListsOfAnyAge(), NOON.plus(after));

        assertEquals(verdict, words(decisions));
    }

    @Test
    void waitsUntilAChangeTakesEffect() {
        History history =
                new History(consented().certificate(2, 1, NOON, OLD_NAME, NEW_ADDRESS))
                        .arrives(MOVE, NOON.minusSeconds(1))
                        .judged(NOON);

        assertEquals(List.of("ADDRESS NOT_YET_EFFECTIVE", "ADDRESS GRANTED"), history.of(MOVE));
    }

    @Test
    void grantsADomicileOnBothKeysInEitherOrder() {
        History eventFirst = new History(consented()).arrives(TRANSFER, NOON);
        FactsOf submitted = consented().submission("鹿児島県鹿児島市山下町", NOON.plusSeconds(10));

        eventFirst.learns(History.submissions(submitted), LATER);
        History submissionFirst =
                new History(consented().submission("鹿児島県鹿児島市山下町", NOON.minusSeconds(10)))
                        .arrives(TRANSFER, NOON);

        assertEquals(
                List.of("DOMICILE WAITING_FOR_HOLDER", "DOMICILE GRANTED"),
                eventFirst.of(TRANSFER));
        assertEquals(List.of("DOMICILE GRANTED"), submissionFirst.of(TRANSFER));
    }

    @Test
    void usesASubmissionOnce() {
        Change again = arriving(5, ChangeReason.DOMICILE_TRANSFER, LATER, domicile("鹿児島県鹿児島市山下町"));
        History history =
                new History(consented().submission("鹿児島県鹿児島市山下町", NOON.minusSeconds(10)))
                        .arrives(TRANSFER, NOON)
                        .arrives(again, LATER);

        assertEquals(List.of("DOMICILE WAITING_FOR_HOLDER"), history.of(again));
    }

    @Test
    void takesNoSubmissionOfAnotherDomicile() {
        History history =
                new History(consented().submission("東京都千代田区九段南", NOON.minusSeconds(10)))
                        .arrives(TRANSFER, NOON);

        assertEquals(List.of("DOMICILE WAITING_FOR_HOLDER"), history.of(TRANSFER));
    }

    @Test
    void endsTheWaitForTheHolderAtTheDeadline() {
        History history =
                new History(consented())
                        .arrives(TRANSFER, NOON)
                        .judged(NOON.plus(Duration.ofDays(90)))
                        .judged(NOON.plus(Duration.ofDays(90)).plusMillis(1));

        assertEquals(
                List.of("DOMICILE WAITING_FOR_HOLDER", "DOMICILE NO_SUBMISSION_IN_TIME"),
                history.of(TRANSFER));
    }

    @Test
    void endsEveryWaitWithTheHoldersDeath() {
        Change death = arriving(5, ChangeReason.DEATH, LATER);
        History history = new History(revokedByTheMove()).arrives(MOVE, NOON).arrives(death, LATER);

        assertEquals("ADDRESS HOLDER_DECEASED", history.of(MOVE).getLast());
    }

    @Test
    void endsEveryWaitWithTheHoldersDepartureAndBeginsAnewAfterReturn() {
        Change departure = arriving(5, ChangeReason.DEPARTURE, LATER);
        Change back =
                arriving(
                        6,
                        ChangeReason.MOVE,
                        LATER.plus(Duration.ofDays(300)),
                        address(THIRD_ADDRESS));
        History history =
                new History(revokedByTheMove())
                        .arrives(MOVE, NOON)
                        .arrives(departure, LATER)
                        .arrives(back, LATER.plus(Duration.ofDays(301)));

        assertEquals("ADDRESS HOLDER_DEPARTED", history.of(MOVE).getLast());
        assertEquals("ADDRESS WAITING_FOR_SUCCESSOR", history.of(back).getLast());
    }

    @Test
    void refusesAStrangerEverythingButADomicile() {
        History history = new History(nobody()).arrives(MOVE, NOON).arrives(MARRIAGE, LATER);

        assertEquals(List.of("ADDRESS NO_CONSENT"), history.of(MOVE));
        assertEquals(List.of("NAME NO_CONSENT"), history.of(MARRIAGE));
    }

    @Test
    void neverJudgesAReasonThatItDoesNotKnow() {
        Change unknown = arriving(5, ChangeReason.UNKNOWN, NOON, address(NEW_ADDRESS));
        History history =
                new History(consented().certificate(2, 1, NOON, OLD_NAME, NEW_ADDRESS))
                        .arrives(unknown, NOON);

        assertEquals(List.of("ADDRESS REASON_UNKNOWN"), history.of(unknown));
    }

    private static FactsOf consented() {
        return holder(ADDRESS, NAME, BIRTH_DATE);
    }

    private static FactsOf revokedByTheMove() {
        return consented().revoked(1, RevocationReason.AFFILIATION_CHANGED, NOON);
    }

    private static Limits withListsOfAnyAge() {
        return new Limits(
                FactsOf.LIMITS.successor(),
                FactsOf.LIMITS.certificateArrival(),
                FactsOf.LIMITS.submissionAfter(),
                FactsOf.LIMITS.submissionBefore(),
                Duration.ofDays(365),
                FactsOf.LIMITS.clockSkew(),
                FactsOf.LIMITS.recheckUnknown(),
                FactsOf.LIMITS.recheckWaiting());
    }

    private static String words(Decisions decisions) {
        return decisions.verdicts().stream()
                .map(decision -> decision.items().get(ADDRESS))
                .map(
                        state ->
                                state instanceof ItemState.Refused(var refusal)
                                        ? "ADDRESS " + refusal
                                        : "ADDRESS GRANTED")
                .reduce("", (_, last) -> last);
    }
}
