package jp.kisai.licence.domain;

import static jp.kisai.licence.domain.Records.BORN_IN_JULY;
import static jp.kisai.licence.domain.Records.CARD;
import static jp.kisai.licence.domain.Records.ISSUED;
import static jp.kisai.licence.domain.Records.MARRIED;
import static jp.kisai.licence.domain.Records.MOVED;
import static jp.kisai.licence.domain.Records.NOW;
import static jp.kisai.licence.domain.Records.TRANSFERRED;
import static jp.kisai.licence.domain.Records.current;
import static jp.kisai.licence.domain.Records.record;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.ItemChange;
import jp.kisai.contracts.vocabulary.Refusal;
import jp.kisai.licence.domain.Applying.AlreadyApplied;
import jp.kisai.licence.domain.Applying.Applied;
import jp.kisai.licence.domain.Applying.Grant;
import jp.kisai.licence.domain.Applying.NothingGranted;
import jp.kisai.licence.domain.Applying.Outcome;
import jp.kisai.licence.domain.Applying.Refused;
import jp.kisai.licence.domain.Applying.Stale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ApplyingTest {

    private static final Instant EFFECTIVE = NOW.minusSeconds(60);

    static Stream<Arguments> everyHoldingAndStanding() {
        Holding licence = new Holding.LicenceOnly();
        Holding card = new Holding.CardOnly(CARD);
        Holding both = new Holding.Both(CARD);
        Refusal notInForce = Refusal.LICENCE_NOT_IN_FORCE;
        return Stream.of(
                Arguments.of(licence, Standing.IN_FORCE, Refusal.NOT_CARD_ONLY),
                Arguments.of(licence, Standing.SUSPENDED, Refusal.NOT_CARD_ONLY),
                Arguments.of(licence, Standing.CANCELLED, Refusal.NOT_CARD_ONLY),
                Arguments.of(licence, Standing.LAPSED, Refusal.NOT_CARD_ONLY),
                Arguments.of(both, Standing.IN_FORCE, Refusal.NOT_CARD_ONLY),
                Arguments.of(both, Standing.SUSPENDED, Refusal.NOT_CARD_ONLY),
                Arguments.of(both, Standing.CANCELLED, Refusal.NOT_CARD_ONLY),
                Arguments.of(both, Standing.LAPSED, Refusal.NOT_CARD_ONLY),
                Arguments.of(card, Standing.SUSPENDED, notInForce),
                Arguments.of(card, Standing.CANCELLED, notInForce),
                Arguments.of(card, Standing.LAPSED, notInForce));
    }

    @ParameterizedTest
    @MethodSource("everyHoldingAndStanding")
    void refusesUnlessCardOnlyAndInForce(Holding holding, Standing standing, Refusal reason) {
        Outcome outcome = decide(record(holding, standing), grant(EFFECTIVE, MOVED));

        assertEquals(new Refused(reason), outcome);
    }

    static Stream<Arguments> everyItem() {
        LicenceRecord before = record();
        return Stream.of(MOVED, MARRIED, BORN_IN_JULY, TRANSFERRED)
                .map(change -> Arguments.of(change, before.with(change, Records.TODAY)));
    }

    @ParameterizedTest
    @MethodSource("everyItem")
    void appliesEachItemToACardOnlyLicenceInForce(ItemChange change, LicenceRecord after) {
        Outcome outcome = decide(record(), grant(EFFECTIVE, change));

        assertEquals(new Applied(after, List.of(change.item()), List.of()), outcome);
    }

    @Test
    void appliesAllItemsOfOneChangeInOneRecord() {
        Outcome outcome = decide(record(), grant(EFFECTIVE, MOVED, MARRIED));

        Applied applied = assertInstanceOf(Applied.class, outcome);
        assertEquals(List.of(Item.ADDRESS, Item.NAME), applied.items());
        assertEquals(MOVED, applied.record().address());
        assertEquals(MARRIED, applied.record().name());
    }

    @Test
    void aCorrectedBirthDateMovesTheLastDayOfValidity() {
        Outcome outcome = decide(record(), grant(EFFECTIVE, BORN_IN_JULY));

        Applied applied = assertInstanceOf(Applied.class, outcome);
        assertEquals(LocalDate.of(2028, 8, 15), applied.record().validUntil());
    }

    @Test
    void refusesWhereNoLicenceIsRecorded() {
        Outcome outcome = Applying.decide(grant(EFFECTIVE, MOVED), Optional.empty(), Set.of(), NOW);

        assertEquals(new Refused(Refusal.NO_LICENCE), outcome);
    }

    /// Valid until Saturday 15 April 2028, so until Monday 17 April.
    @ParameterizedTest
    @CsvSource({"2028-04-15, true", "2028-04-17, true", "2028-04-18, false"})
    void refusesOnceTheLastWorkingDayHasPassed(LocalDate day, boolean inForce) {
        Instant at = TokyoTime.endOf(day).minusMillis(1);

        Outcome outcome =
                Applying.decide(
                        grant(EFFECTIVE, MOVED), Optional.of(current(record())), Set.of(), at);

        assertEquals(inForce, outcome instanceof Applied, outcome.toString());
        assertEquals(!inForce, outcome.equals(new Refused(Refusal.LICENCE_NOT_IN_FORCE)));
    }

    /// An older change of an item alters nothing; one of the same instant or a newer one does.
    @ParameterizedTest
    @CsvSource({"-1, false", "0, true", "1, true"})
    void anOlderChangeOfTheSameItemIsStale(long seconds, boolean applied) {
        CurrentLicence moved =
                current(record())
                        .next(
                                record().with(MOVED, Records.TODAY),
                                List.of(Item.ADDRESS),
                                EFFECTIVE,
                                Numbering.FROM_ONE);
        Grant late = grant(EFFECTIVE.plusSeconds(seconds), record().address());

        Outcome outcome = Applying.decide(late, Optional.of(moved), Set.of(), NOW);

        assertEquals(applied, outcome instanceof Applied);
        assertEquals(!applied, outcome instanceof Stale);
    }

    @Test
    void anOlderChangeStillMovesTheItemsThatNothingNewerMoved() {
        CurrentLicence moved =
                current(record())
                        .next(
                                record().with(MOVED, Records.TODAY),
                                List.of(Item.ADDRESS),
                                EFFECTIVE,
                                Numbering.FROM_ONE);
        Grant late = grant(EFFECTIVE.minusSeconds(1), record().address(), MARRIED);

        Outcome outcome = Applying.decide(late, Optional.of(moved), Set.of(), NOW);

        assertEquals(
                new Applied(
                        record().with(MOVED, Records.TODAY).with(MARRIED, Records.TODAY),
                        List.of(Item.NAME),
                        List.of(Item.ADDRESS)),
                outcome);
    }

    @Test
    void aCorrectionFromAnEarlierDayOnIsNotStale() {
        CurrentLicence moved =
                current(record())
                        .next(
                                record().with(MOVED, Records.TODAY),
                                List.of(Item.ADDRESS),
                                EFFECTIVE,
                                Numbering.FROM_ONE);
        Instant earlier = EFFECTIVE.minusSeconds(86_400);
        Grant correction =
                new Grant(Records.change(2), 1, earlier, EFFECTIVE, List.of(record().address()));

        Outcome outcome = Applying.decide(correction, Optional.of(moved), Set.of(), NOW);

        assertEquals(new Applied(record(), List.of(Item.ADDRESS), List.of()), outcome);
    }

    @Test
    void aChangeFromBeforeTheLicenceWasIssuedIsStale() {
        Outcome outcome = decide(record(), grant(ISSUED.minusMillis(1), MOVED));

        assertEquals(new Stale(), outcome);
    }

    /// Only the very revision that was judged before is a repetition; each revision decides other
    /// items.
    @ParameterizedTest
    @CsvSource({"1, true", "2, false", "3, true"})
    void aRevisionIsAppliedOnce(int revision, boolean repeated) {
        Grant grant = new Grant(Records.change(1), revision, EFFECTIVE, EFFECTIVE, List.of(MOVED));

        Outcome outcome = Applying.decide(grant, Optional.of(current(record())), Set.of(1, 3), NOW);

        assertEquals(repeated, outcome instanceof AlreadyApplied);
        assertEquals(!repeated, outcome instanceof Applied);
    }

    @Test
    void aVerdictThatGrantsNothingAppliesNothing() {
        Outcome outcome = decide(record(), grant(EFFECTIVE));

        assertEquals(new NothingGranted(), outcome);
    }

    @Test
    void theSameFactsGiveTheSameOutcome() {
        Grant grant = grant(EFFECTIVE, MOVED, BORN_IN_JULY);

        assertEquals(decide(record(), grant), decide(record(), grant));
    }

    private static Outcome decide(LicenceRecord record, Grant grant) {
        return Applying.decide(grant, Optional.of(current(record)), Set.of(), NOW);
    }

    private static Grant grant(Instant effectiveAt, ItemChange... items) {
        return new Grant(Records.change(1), 1, effectiveAt, effectiveAt, List.of(items));
    }
}
