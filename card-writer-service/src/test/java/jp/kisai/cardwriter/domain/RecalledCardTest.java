package jp.kisai.cardwriter.domain;

import static jp.kisai.cardwriter.domain.Jobs.CARD;
import static jp.kisai.cardwriter.domain.Jobs.HOLDER;
import static jp.kisai.cardwriter.domain.Jobs.NOW;
import static jp.kisai.cardwriter.domain.Jobs.READ_BACK;
import static jp.kisai.cardwriter.domain.Jobs.RULES;
import static jp.kisai.cardwriter.domain.Jobs.change;
import static jp.kisai.cardwriter.domain.Jobs.licence;
import static jp.kisai.cardwriter.domain.Jobs.sent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import jp.kisai.contracts.vocabulary.CardReference;
import jp.kisai.contracts.vocabulary.EncodingFailure;
import jp.kisai.contracts.vocabulary.HoldingForm;
import jp.kisai.contracts.vocabulary.LicenceState;
import jp.kisai.contracts.vocabulary.RecordVersion;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A recall in every state of a card: nothing leaves until an officer lets it go on.
class RecalledCardTest {

    private static final CardReference YOUNG = new CardReference("CARD-0002");
    private static final CardDesk EMPTY = CardDesk.unknown(HOLDER);
    private static final CardDesk QUEUED = EMPTY.record(licence(1, "町"), NOW, RULES).after();
    private static final Intent INTENT = intent(QUEUED);

    /// Every open state but those in which an officer is needed already.
    static Stream<EncodingJob.Open> openStates() {
        return Stream.of(
                new EncodingJob.Queued(INTENT, Sent.NEVER, NOW),
                new EncodingJob.Queued(INTENT, sent(0), NOW),
                new EncodingJob.Ordered(INTENT, sent(1), NOW),
                new EncodingJob.Accepted(INTENT, sent(1), NOW),
                new EncodingJob.Failed(INTENT, sent(1), EncodingFailure.NO_ANSWER, NOW),
                new EncodingJob.OfficerNeeded(INTENT, sent(1), EncodingFailure.NO_ANSWER),
                new EncodingJob.OfficerNeeded(INTENT, sent(1), EncodingFailure.CHIP_BROKEN),
                new EncodingJob.Held(INTENT, Sent.NEVER),
                new EncodingJob.Held(INTENT, sent(1)));
    }

    @ParameterizedTest
    @MethodSource("openStates")
    void callsAnOfficerWhereverTheEncodingStands(EncodingJob.Open job) {
        CardDesk.Step step = QUEUED.moved(job).recall(Set.of(change(1)));

        EncodingJob.Open stopped =
                new EncodingJob.OfficerNeeded(INTENT, job.sent(), EncodingFailure.RECALLED);
        assertEquals(List.of(stopped), step.moves());
        assertEquals(stopped, step.after().open());
        assertEquals(Set.of(change(1)), step.after().recalled());
    }

    /// It may carry the recalled change all the same: an encoding for a new card names no change.
    @ParameterizedTest
    @MethodSource("openStates")
    void callsAnOfficerAlsoForAChangeThatTheEncodingDoesNotName(EncodingJob.Open job) {
        CardDesk.Step step = QUEUED.moved(job).recall(Set.of(change(9)));

        assertEquals(List.of("RECALLED v1"), moves(step));
    }

    @Test
    void keepsTheReasonOfWhatTheChipCannotCarry() {
        CardDesk desk = EMPTY.record(licence(1, "髙"), NOW, RULES).after();

        CardDesk.Step step = desk.recall(Set.of(change(1)));

        assertEquals(List.of(), step.moves());
        assertEquals(desk.open(), step.after().open());
        CardDesk.Step mended = step.after().record(licence(2, "町"), NOW, RULES);
        assertEquals(List.of("SUPERSEDED v1", "RECALLED v2"), moves(mended));
    }

    @Test
    void movesNothingWhereItWaitsForAnOfficerAlready() {
        CardDesk once = QUEUED.recall(Set.of(change(1))).after();

        CardDesk.Step step = once.recall(Set.of(change(2)));

        assertEquals(List.of(), step.moves());
        assertEquals(Set.of(change(1), change(2)), step.after().recalled());
    }

    @Test
    void movesNothingWhereNothingIsLeftToRecall() {
        assertEquals(new CardDesk.Step(QUEUED, List.of(), null), QUEUED.recall(Set.of()));
    }

    /// The recall overtakes the record that carries the change out.
    @Test
    void stopsWhatIsOpenedAfterTheRecall() {
        CardDesk recalled = EMPTY.recall(Set.of(change(1))).after();

        CardDesk.Step step = recalled.record(licence(1, "町"), NOW, RULES);

        assertEquals(List.of("RECALLED v1"), moves(step));
        assertNotNull(step.content(), "so that an officer can let it go on");
    }

    @Test
    void stopsTheNewerVersionThatTakesItsPlace() {
        CardDesk.Step step =
                ordered().recall(Set.of(change(1))).after().record(licence(2, "村"), NOW, RULES);

        assertEquals(List.of("SUPERSEDED v1", "RECALLED v2"), moves(step));
        assertEquals(List.of(change(1), change(2)), intent(step.after()).changes());
    }

    @Test
    void stopsWhatGoesOnForANewCard() {
        CardDesk.Step step =
                QUEUED.recall(Set.of(change(1)))
                        .after()
                        .replaced(YOUNG, licence(1, "町"), NOW, RULES);

        assertEquals(List.of("SUPERSEDED v1", "RECALLED v1"), moves(step));
    }

    @Test
    void stopsWhatComesAfterTheLicenceHasLeftTheCardAndComeBack() {
        CardDesk gone =
                ordered()
                        .recall(Set.of(change(1)))
                        .after()
                        .record(
                                licence(2, "町", HoldingForm.LICENCE_ONLY, LicenceState.IN_FORCE),
                                NOW,
                                RULES)
                        .after();
        assertNull(gone.open());

        CardDesk.Step step = gone.record(licence(3, "町"), NOW, RULES);

        assertEquals(List.of("RECALLED v3"), moves(step));
    }

    @Test
    void ordersNothingThatIsRecalledEvenIfItIsDue() {
        EncodingJob.Queued due = new EncodingJob.Queued(INTENT, Sent.NEVER, NOW);

        EncodingJob.Open released =
                QUEUED.recall(Set.of(change(1))).after().release(due, READ_BACK, NOW, RULES);

        assertEquals(due.recalled(), released);
    }

    @Test
    void goesOnWithAllThatIsRecalledOnceAnOfficerSaysSo() {
        CardDesk recalled = QUEUED.recall(Set.of(change(1), change(9))).after();

        CardDesk.Step step = recalled.retried(stopped(recalled), NOW);

        assertEquals(List.of("QUEUED v1"), moves(step));
        assertEquals(Set.of(), step.after().recalled());
        EncodingJob.Queued queued = assertInstanceOf(EncodingJob.Queued.class, step.after().open());
        assertInstanceOf(
                EncodingJob.Ordered.class, step.after().release(queued, READ_BACK, NOW, RULES));
    }

    @Test
    void holdsWhatAnOfficerLetGoOnWhileTheLicenceIsSuspended() {
        CardDesk recalled =
                EMPTY.recall(Set.of(change(1)))
                        .after()
                        .record(
                                licence(1, "町", HoldingForm.CARD_ONLY, LicenceState.SUSPENDED),
                                NOW,
                                RULES)
                        .after();

        CardDesk after = recalled.retried(stopped(recalled), NOW).after();

        EncodingJob.Queued queued = assertInstanceOf(EncodingJob.Queued.class, after.open());
        assertInstanceOf(EncodingJob.Held.class, after.release(queued, READ_BACK, NOW, RULES));
    }

    @Test
    void asksAgainForTheNextVersionOnceAnOfficerGaveTheEncodingUp() {
        CardDesk recalled = QUEUED.recall(Set.of(change(1))).after();
        CardDesk cancelled = recalled.moved(stopped(recalled).cancelled());

        CardDesk.Step step = cancelled.record(licence(2, "村"), NOW, RULES);

        assertEquals(List.of("RECALLED v2"), moves(step));
    }

    /// The order was at the factory already: what it brought onto the chip stays there.
    @Test
    void closesWhatIsReadBackAllTheSame() {
        CardDesk recalled = ordered().recall(Set.of(change(1))).after();

        CardDesk encoded = recalled.moved(encoded(recalled));

        assertNull(encoded.open());
        assertEquals(Set.of(), encoded.recalled());
        assertEquals(List.of("QUEUED v2"), moves(encoded.record(licence(2, "村"), NOW, RULES)));
    }

    @Test
    void remembersWhatIsRecalledAndNotOnTheChipYet() {
        CardDesk recalled = ordered().recall(Set.of(change(1), change(2))).after();

        CardDesk encoded = recalled.moved(encoded(recalled));

        assertEquals(Set.of(change(2)), encoded.recalled());
        assertEquals(List.of("RECALLED v2"), moves(encoded.record(licence(2, "村"), NOW, RULES)));
    }

    @Test
    void dropsTheEncodingWhenTheRecordReturnsToWhatIsProven() {
        CardDesk encoded = ordered().moved(encoded(ordered()));
        CardDesk recalled =
                encoded.record(licence(2, "村"), NOW, RULES)
                        .after()
                        .recall(Set.of(change(2)))
                        .after();

        CardDesk.Step back = recalled.record(licence(3, "町"), NOW, RULES);

        assertEquals(List.of("SUPERSEDED v2"), moves(back));
        assertNull(back.after().open());
    }

    private static CardDesk ordered() {
        return QUEUED.moved(new EncodingJob.Ordered(INTENT, sent(1), NOW));
    }

    private static EncodingJob encoded(CardDesk desk) {
        EncodingJob open = desk.open();
        Receipt proof = new Receipt.Encoded(new RecordVersion(1), READ_BACK, CARD.text());
        if (open != null
                && Receipts.judge(open, proof, NOW, RULES) instanceof Judgement.Moved(var to)) {
            return assertInstanceOf(EncodingJob.Encoded.class, to);
        }
        throw new AssertionError("it was not encoded");
    }

    private static EncodingJob.OfficerNeeded stopped(CardDesk desk) {
        return assertInstanceOf(EncodingJob.OfficerNeeded.class, desk.open());
    }

    private static Intent intent(CardDesk desk) {
        EncodingJob.@Nullable Open open = desk.open();
        if (open == null) {
            throw new AssertionError("nothing is open");
        }
        return open.intent();
    }

    private static List<String> moves(CardDesk.Step step) {
        return step.moves().stream().map(job -> name(job) + " " + job.intent().version()).toList();
    }

    private static String name(EncodingJob job) {
        return switch (job) {
            case EncodingJob.Queued _ -> "QUEUED";
            case EncodingJob.OfficerNeeded needed -> needed.failure().name();
            case EncodingJob.Superseded _ -> "SUPERSEDED";
            case EncodingJob.Ordered _,
                    EncodingJob.Accepted _,
                    EncodingJob.Failed _,
                    EncodingJob.Held _,
                    EncodingJob.Encoded _,
                    EncodingJob.Cancelled _ ->
                    throw new AssertionError(job);
        };
    }
}
