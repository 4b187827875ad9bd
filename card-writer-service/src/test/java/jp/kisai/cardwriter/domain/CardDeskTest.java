package jp.kisai.cardwriter.domain;

import static jp.kisai.cardwriter.domain.Jobs.CARD;
import static jp.kisai.cardwriter.domain.Jobs.HOLDER;
import static jp.kisai.cardwriter.domain.Jobs.NOW;
import static jp.kisai.cardwriter.domain.Jobs.READ_BACK;
import static jp.kisai.cardwriter.domain.Jobs.RULES;
import static jp.kisai.cardwriter.domain.Jobs.change;
import static jp.kisai.cardwriter.domain.Jobs.content;
import static jp.kisai.cardwriter.domain.Jobs.licence;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import jp.kisai.contracts.vocabulary.CardReference;
import jp.kisai.contracts.vocabulary.EncodingFailure;
import jp.kisai.contracts.vocabulary.HoldingForm;
import jp.kisai.contracts.vocabulary.LicenceState;
import jp.kisai.contracts.vocabulary.RecordVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CardDeskTest {

    private static final CardReference YOUNG = new CardReference("CARD-0002");
    private static final CardDesk EMPTY = CardDesk.unknown(HOLDER);

    @Test
    void opensAnEncodingForTheFirstVersion() {
        CardDesk.Step step = EMPTY.record(licence(1, "町"), NOW, RULES);

        assertEquals(List.of("QUEUED v1"), moves(step));
        assertNotNull(step.content());
        assertEquals(NOW.plus(RULES.gatherFor()), queued(step.after()).sendFrom());
    }

    @Test
    void opensNoneForContentThatIsProven() {
        CardDesk desk = encoded(1, "町");

        CardDesk.Step step = desk.record(licence(2, "町"), NOW, RULES);

        assertEquals(List.of(), moves(step));
        assertNull(step.after().open());
        assertEquals(new RecordVersion(2), step.after().record());
    }

    @Test
    void opensOneForContentThatDiffersFromWhatIsProven() {
        CardDesk.Step step = encoded(1, "町").record(licence(2, "村"), NOW, RULES);

        assertEquals(List.of("QUEUED v2"), moves(step));
    }

    @Test
    void gathersTenChangesIntoOneEncoding() {
        CardDesk desk = EMPTY;
        for (long version = 1; version <= 10; version++) {
            desk = desk.record(licence(version, "町".repeat((int) version)), NOW, RULES).after();
        }

        EncodingJob.Queued open = queued(desk);
        assertEquals(new RecordVersion(10), open.intent().version());
        assertEquals(
                LongStream.rangeClosed(1, 10).mapToObj(Jobs::change).toList(),
                open.intent().changes());
    }

    @ParameterizedTest
    @CsvSource({"1", "2"})
    void ignoresAVersionThatIsNotNewer(long version) {
        CardDesk desk = EMPTY.record(licence(2, "町"), NOW, RULES).after();

        CardDesk.Step step = desk.record(licence(version, "村"), NOW, RULES);

        assertEquals(new CardDesk.Step(desk, List.of(), null), step);
    }

    @Test
    void supersedesAnOrderThatIsUnderWay() {
        CardDesk.Step step = ordered(1, "町").record(licence(2, "村"), NOW, RULES);

        assertEquals(List.of("SUPERSEDED v1", "QUEUED v2"), moves(step));
        assertEquals(List.of(change(1), change(2)), queued(step.after()).intent().changes());
    }

    @Test
    void keepsAnOrderUnderWayThatAlreadyBringsTheSameContent() {
        CardDesk.Step step = ordered(1, "町").record(licence(2, "町"), NOW, RULES);

        assertEquals(List.of(), moves(step));
        EncodingJob.Ordered still =
                assertInstanceOf(EncodingJob.Ordered.class, step.after().open());
        assertEquals(List.of(change(1), change(2)), still.intent().changes());
    }

    /// Back to what is proven, while an order for something else is at the factory: what the chip
    /// holds is in doubt, so it is encoded again.
    @Test
    void encodesAgainWhenAnOrderUnderWayMakesTheProofDoubtful() {
        CardDesk moved = ordered(encoded(1, "町").record(licence(2, "村"), NOW, RULES).after());

        CardDesk.Step back = moved.record(licence(3, "町"), NOW, RULES);

        assertEquals(List.of("SUPERSEDED v2", "QUEUED v3"), moves(back));
    }

    /// Back to what is proven before anything left: nothing to do.
    @Test
    void dropsAQueuedEncodingWhenTheRecordReturnsToWhatIsProven() {
        CardDesk queued = encoded(1, "町").record(licence(2, "村"), NOW, RULES).after();

        CardDesk.Step back = queued.record(licence(3, "町"), NOW, RULES);

        assertEquals(List.of("SUPERSEDED v2"), moves(back));
        assertNull(back.after().open());
    }

    @Test
    void holdsWhatIsNotSentWhileTheLicenceIsSuspended() {
        CardDesk desk = EMPTY.record(licence(1, "町"), NOW, RULES).after();

        CardDesk.Step suspended =
                desk.record(
                        licence(2, "町", HoldingForm.CARD_ONLY, LicenceState.SUSPENDED), NOW, RULES);
        CardDesk.Step again = suspended.after().record(licence(3, "町"), NOW, RULES);

        assertEquals(List.of("SUPERSEDED v1", "HELD v2"), moves(suspended));
        assertEquals(List.of("SUPERSEDED v2", "QUEUED v3"), moves(again));
    }

    @Test
    void holdsAJobThatFallsDueWhileTheLicenceIsSuspended() {
        CardDesk suspended =
                ordered(1, "町")
                        .record(
                                licence(2, "町", HoldingForm.CARD_ONLY, LicenceState.SUSPENDED),
                                NOW,
                                RULES)
                        .after();
        EncodingJob.Failed due = Jobs.failed(1, EncodingFailure.NO_ANSWER);

        EncodingJob.Open released = suspended.release(due, READ_BACK, NOW, RULES);

        assertInstanceOf(EncodingJob.Held.class, released);
    }

    @ParameterizedTest
    @CsvSource({
        "LICENCE_ONLY, IN_FORCE",
        "LICENCE_ONLY, SUSPENDED",
        "CARD_ONLY, CANCELLED",
        "CARD_ONLY, LAPSED",
        "BOTH, CANCELLED"
    })
    void cancelsWhenTheLicenceLeavesTheCard(HoldingForm form, LicenceState state) {
        CardDesk.Step step = ordered(1, "町").record(licence(2, "町", form, state), NOW, RULES);

        assertEquals(List.of("CANCELLED v1"), moves(step));
        assertNull(step.after().open());
    }

    @Test
    void encodesTheCardOfADualHolderToo() {
        CardDesk.Step step =
                EMPTY.record(licence(1, "町", HoldingForm.BOTH, LicenceState.IN_FORCE), NOW, RULES);

        assertEquals(List.of("QUEUED v1"), moves(step));
    }

    @Test
    void trustsNoProofFromBeforeTheLicenceWasTakenOffTheCard() {
        CardDesk taken =
                encoded(1, "町")
                        .record(
                                licence(2, "町", HoldingForm.LICENCE_ONLY, LicenceState.IN_FORCE),
                                NOW,
                                RULES)
                        .after();

        CardDesk.Step back = taken.record(licence(3, "町"), NOW, RULES);

        assertEquals(List.of("QUEUED v3"), moves(back));
    }

    @Test
    void startsAnewOnANewCard() {
        LicenceVersion old = licence(2, "町");
        LicenceVersion onNewCard =
                new LicenceVersion(
                        old.prefecture(),
                        old.version(),
                        new CardReference("CARD-0002"),
                        old.form(),
                        old.state(),
                        old.content(),
                        old.changes());

        CardDesk.Step fromProven = encoded(1, "町").record(onNewCard, NOW, RULES);
        CardDesk.Step fromOrdered = ordered(1, "町").record(onNewCard, NOW, RULES);

        assertEquals(List.of("QUEUED v2"), moves(fromProven));
        assertEquals(List.of("CANCELLED v1", "QUEUED v2"), moves(fromOrdered));
    }

    @Test
    void callsAnOfficerForWhatTheChipCannotCarry() {
        CardDesk.Step step = ordered(1, "町").record(licence(2, "髙"), NOW, RULES);

        assertEquals(List.of("SUPERSEDED v1", "OFFICERNEEDED v2"), moves(step));
        assertNull(step.content());
    }

    @Test
    void neverLetsOlderProofReplaceNewer() {
        CardDesk desk = encoded(2, "町");

        CardDesk after = desk.proven(new Proof(new RecordVersion(1), content("村"), CARD.text()));

        assertEquals(desk, after);
    }

    /// v1 was encoded though v2 had taken its place: v2 stays open, and v1 is what the chip holds.
    @Test
    void remembersLateProofWithoutClosingTheNewerJob() {
        CardDesk desk = ordered(1, "町").record(licence(2, "村"), NOW, RULES).after();

        CardDesk after = desk.proven(new Proof(new RecordVersion(1), content("町"), CARD.text()));

        assertEquals(desk.open(), after.open());
        assertEquals(new RecordVersion(1), assertNotNullProof(after).version());
    }

    /// v1 was encoded, but its receipt comes after the licence was taken off the card at the
    /// counter.
    @Test
    void trustsNoLateProofFromBeforeTheLicenceWasTakenOffTheCard() {
        CardDesk taken =
                ordered(1, "町")
                        .record(
                                licence(2, "町", HoldingForm.LICENCE_ONLY, LicenceState.IN_FORCE),
                                NOW,
                                RULES)
                        .after();

        CardDesk after = taken.proven(new Proof(new RecordVersion(1), content("町"), CARD.text()));

        assertEquals(List.of("QUEUED v3"), moves(after.record(licence(3, "町"), NOW, RULES)));
    }

    @Test
    void derivesTheOrderFromCardAndVersion() {
        assertEquals(Jobs.intent(3).order(), Jobs.intent(3).order());
        assertEquals(5, Jobs.intent(3).order().version());
    }

    @Test
    void goesOnWithTheNewCardWhatWasUnderWayForTheOld() {
        CardDesk desk = ordered(1, "町");

        CardDesk.Step step = desk.replaced(YOUNG, licence(1, "町"), NOW, RULES);

        assertEquals(List.of("SUPERSEDED v1", "QUEUED v1"), moves(step));
        assertEquals(YOUNG, queued(step.after()).intent().card());
        assertEquals(List.of(Jobs.change(1)), queued(step.after()).intent().changes());
    }

    @Test
    void takesTheOldCardInTheRecordForTheNewOne() {
        CardDesk desk = encoded(1, "町").replaced(YOUNG, licence(1, "町"), NOW, RULES).after();

        CardDesk.Step step = desk.record(licence(2, "村"), NOW, RULES);

        assertEquals(YOUNG, queued(step.after()).intent().card());
        assertEquals(CARD, step.after().replaced());
    }

    @Test
    void believesNoProofFromTheOldCard() {
        CardDesk desk = ordered(1, "町").replaced(YOUNG, licence(1, "町"), NOW, RULES).after();

        assertNull(desk.proven(new Proof(new RecordVersion(1), "x", CARD.text())).proven());
        assertNotNull(desk.proven(new Proof(new RecordVersion(1), "x", YOUNG.text())).proven());
    }

    @Test
    void forgetsTheOldCardOnceTheRecordNamesAnother() {
        CardDesk desk = encoded(1, "町").replaced(YOUNG, licence(1, "町"), NOW, RULES).after();
        LicenceVersion named = licence(2, "町").onto(YOUNG);

        CardDesk.Step step = desk.record(named, NOW, RULES);

        assertEquals(YOUNG, step.after().card());
        assertNull(step.after().replaced());
    }

    private static Proof assertNotNullProof(CardDesk desk) {
        if (desk.proven() == null) {
            throw new AssertionError("nothing is proven");
        }
        return desk.proven();
    }

    private static CardDesk ordered(long version, String address) {
        return ordered(EMPTY.record(licence(version, address), NOW, RULES).after());
    }

    private static CardDesk ordered(CardDesk desk) {
        return desk.moved(desk.release(queued(desk), READ_BACK, NOW, RULES));
    }

    private static CardDesk encoded(long version, String address) {
        CardDesk desk = ordered(version, address);
        Receipt receipt = new Receipt.Encoded(new RecordVersion(version), READ_BACK, CARD.text());
        EncodingJob open = desk.open();
        if (open != null
                && Receipts.judge(open, receipt, NOW, RULES) instanceof Judgement.Moved(var to)) {
            return desk.moved(to);
        }
        throw new AssertionError("it was not encoded");
    }

    private static EncodingJob.Queued queued(CardDesk desk) {
        return assertInstanceOf(EncodingJob.Queued.class, desk.open());
    }

    private static List<String> moves(CardDesk.Step step) {
        return step.moves().stream()
                .map(
                        job ->
                                job.getClass().getSimpleName().toUpperCase(Locale.ROOT)
                                        + " "
                                        + job.intent().version())
                .toList();
    }
}
