package jp.kisai.notification.domain;

import static jp.kisai.notification.domain.ToldJourneys.APPLIED;
import static jp.kisai.notification.domain.ToldJourneys.BEGINNING;
import static jp.kisai.notification.domain.ToldJourneys.CHANGE;
import static jp.kisai.notification.domain.ToldJourneys.GRANTED;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import jp.kisai.contracts.vocabulary.Doubt;
import jp.kisai.contracts.vocabulary.EncodingFailure;
import jp.kisai.contracts.vocabulary.EncodingState;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.PrefectureCode;
import jp.kisai.contracts.vocabulary.RecordVersion;
import jp.kisai.contracts.vocabulary.Refusal;
import jp.kisai.notification.domain.Outcome.ChangeOutcome;
import jp.kisai.notification.domain.StillSo.Chip;
import jp.kisai.notification.domain.StillSo.Known;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Each kind of notice, just before it leaves: still so, no longer so, and so only in part.
class StillSoTest {

    private static final Instant SAID = Instant.parse("2026-11-23T01:00:00Z");
    private static final Instant NOW = SAID.plus(Duration.ofDays(4));
    private static final Instant DEADLINE = SAID.plus(Duration.ofDays(90));
    private static final UUID ORDER = UUID.fromString("0195f7c2-0000-7000-8000-00000000000a");
    private static final Clocks NO_CLOCKS = new Clocks(Map.of());

    @ParameterizedTest
    @EnumSource
    void aWaitThatStillIs(Doubt doubt) {
        assertEquals(Optional.of("same"), left(waiting(doubt), known(story(doubt, DEADLINE))));
    }

    @ParameterizedTest
    @EnumSource
    void aWaitWhoseItemWasGrantedThoughNobodySaysYetWhatBecameOfIt(Doubt doubt) {
        ChangeStory granted =
                story(doubt, DEADLINE).decided(2, BEGINNING, said(Map.of(Item.DOMICILE, GRANTED)));

        assertEquals(Optional.empty(), left(waiting(doubt), known(granted)));
    }

    @Test
    void aWaitThatBecameAnotherWait() {
        ChangeStory other =
                story(Doubt.WAITING_FOR_SUCCESSOR, DEADLINE)
                        .decided(
                                2,
                                BEGINNING,
                                said(
                                        Map.of(
                                                Item.DOMICILE,
                                                new Standing.Waiting(
                                                        Doubt.REVOCATION_UNKNOWN, DEADLINE))));

        assertEquals(Optional.empty(), left(waiting(Doubt.WAITING_FOR_SUCCESSOR), known(other)));
    }

    @Test
    void aWaitPastItsDeadline() {
        assertEquals(
                Optional.empty(),
                left(
                        waiting(Doubt.WAITING_FOR_HOLDER),
                        known(story(Doubt.WAITING_FOR_HOLDER, NOW))));
    }

    @Test
    void anAppliedChangeWhateverElseBecameKnown() {
        ChangeOutcome applied = applied();
        Known known =
                new Known(
                        null,
                        NO_CLOCKS,
                        new Chip("order/x", EncodingState.QUEUED),
                        Map.of(Item.ADDRESS, NOW),
                        NOW);

        assertEquals(Optional.of("same"), left(applied, known));
    }

    @Test
    void aRefusalThatNobodyPutRight() {
        assertEquals(Optional.of("same"), left(refused(Item.NAME), recorded(Map.of())));
        assertEquals(
                Optional.of("same"),
                left(refused(Item.NAME), recorded(Map.of(Item.NAME, SAID, Item.ADDRESS, NOW))));
    }

    @Test
    void aRefusalThatWasPutRightSince() {
        assertEquals(
                Optional.empty(),
                left(refused(Item.NAME), recorded(Map.of(Item.NAME, SAID.plusSeconds(1)))));
    }

    @Test
    void ofTwoRefusalsTheOneThatWasNotPutRight() {
        assertEquals(
                Optional.of("REFUSED ADDRESS=NO_CONSENT"),
                left(refused(Item.ADDRESS, Item.NAME), recorded(Map.of(Item.NAME, NOW))));
    }

    @Test
    void anAppliedPartWhoseRefusedPartWasPutRight() {
        ChangeOutcome inPart =
                new ChangeOutcome(
                        ChangeOutcome.Kind.APPLIED_IN_PART,
                        Map.of(
                                Item.ADDRESS,
                                new Standing.Applied(new RecordVersion(2)),
                                Item.NAME,
                                new Standing.Refused(Refusal.ITEM_NOT_CONSENTED)));

        assertEquals(
                Optional.of("APPLIED ADDRESS=APPLIED"),
                left(inPart, recorded(Map.of(Item.NAME, NOW))));
    }

    @Test
    void aRefusalThatLeavesNobodyAnythingToDoIsNotPutRight() {
        ChangeOutcome superseded =
                new ChangeOutcome(
                        ChangeOutcome.Kind.REFUSED,
                        Map.of(Item.NAME, new Standing.Refused(Refusal.SUPERSEDED)));

        assertEquals(Optional.of("same"), left(superseded, recorded(Map.of(Item.NAME, NOW))));
    }

    @ParameterizedTest
    @EnumSource
    void aFollowUpOnlyWhileTheChangeStandsStill(Outcome.FollowUp.Sort sort) {
        Doubt doubt =
                sort == Outcome.FollowUp.Sort.NUDGE
                        ? Doubt.WAITING_FOR_HOLDER
                        : Doubt.REVOCATION_UNKNOWN;
        Outcome.FollowUp followUp =
                new Outcome.FollowUp(
                        sort, 3, Map.of(Item.DOMICILE, new Standing.Waiting(doubt, DEADLINE)));
        ChangeStory waits = story(doubt, DEADLINE);
        ChangeStory moved = waits.decided(2, BEGINNING, said(Map.of(Item.DOMICILE, GRANTED)));

        assertEquals(Optional.of("same"), left(followUp, known(waits)));
        assertEquals(Optional.empty(), left(followUp, known(moved)));
        assertEquals(Optional.empty(), left(followUp, known(null)));
    }

    @Test
    void aNudgeOnlyUntilTheDeadline() {
        Outcome.FollowUp nudge =
                new Outcome.FollowUp(
                        Outcome.FollowUp.Sort.NUDGE,
                        3,
                        Map.of(Item.DOMICILE, new Standing.Waiting(Doubt.WAITING_FOR_HOLDER, NOW)));

        assertEquals(Optional.empty(), left(nudge, known(story(Doubt.WAITING_FOR_HOLDER, NOW))));
    }

    @ParameterizedTest
    @EnumSource
    void aReminderOnlyOfAnEndThatDidNotMove(Clocks.Kind kind) {
        LocalDate end = TokyoDate.of(NOW).plusDays(20);
        Outcome.Reminder reminder =
                new Outcome.Reminder(Map.of(kind, new Outcome.Reminder.Ending(end, 1)));

        assertEquals(Optional.of("same"), left(reminder, clock(kind, end)));
        assertEquals(Optional.empty(), left(reminder, clock(kind, end.plusYears(5))));
        assertEquals(
                Optional.empty(), left(reminder, new Known(null, NO_CLOCKS, null, Map.of(), NOW)));
    }

    @Test
    void ofAReminderOfTwoTheEndThatDidNotMove() {
        LocalDate end = TokyoDate.of(NOW).plusDays(20);
        Outcome.Reminder reminder =
                new Outcome.Reminder(
                        Map.of(
                                Clocks.Kind.CARD,
                                new Outcome.Reminder.Ending(end, 3),
                                Clocks.Kind.RENEWAL,
                                new Outcome.Reminder.Ending(end, 2)));

        assertEquals(
                Optional.of("REMINDER CARD=" + end + "/3"),
                left(reminder, clock(Clocks.Kind.CARD, end)));
    }

    @ParameterizedTest
    @EnumSource
    void aChipNoticeOnlyWhileItsOrderIsTheNewestAndStandsThere(EncodingState state) {
        Map<EncodingState, Outcome> told = new EnumMap<>(EncodingState.class);
        told.put(EncodingState.ENCODED, new Outcome.Encoded());
        told.put(EncodingState.HELD, new Outcome.EncodingHeld());
        told.put(
                EncodingState.OFFICER_NEEDED,
                new Outcome.EncodingFailed(EncodingFailure.CHIP_BROKEN));
        told.forEach(
                (its, outcome) -> {
                    assertEquals(
                            its == state ? Optional.of("same") : Optional.empty(),
                            left(outcome, chip(ORDER, state)),
                            its + ", and the order is " + state);
                    assertEquals(
                            Optional.empty(),
                            left(outcome, chip(UUID.randomUUID(), state)),
                            its + ", and a newer order is " + state);
                });
    }

    private static Optional<String> left(Outcome outcome, Known known) {
        return StillSo.of(notice(outcome), known)
                .map(Notice::outcome)
                .map(left -> left.equals(outcome) ? "same" : left.key());
    }

    private static ChangeOutcome waiting(Doubt doubt) {
        Standing.Waiting waiting = new Standing.Waiting(doubt, DEADLINE);
        return new ChangeOutcome(Outcomes.kind(List.of(waiting)), Map.of(Item.DOMICILE, waiting));
    }

    private static ChangeOutcome applied() {
        return new ChangeOutcome(
                ChangeOutcome.Kind.APPLIED, Map.of(Item.ADDRESS, (Standing.Tellable) APPLIED));
    }

    private static ChangeOutcome refused(Item... items) {
        Map<Item, Standing.Tellable> refused = new EnumMap<>(Item.class);
        for (Item item : items) {
            refused.put(item, new Standing.Refused(Refusal.NO_CONSENT));
        }
        return new ChangeOutcome(ChangeOutcome.Kind.REFUSED, refused);
    }

    private static ChangeStory story(Doubt doubt, Instant until) {
        return ChangeStory.unheard(CHANGE)
                .decided(
                        1,
                        BEGINNING,
                        said(Map.of(Item.DOMICILE, new Standing.Waiting(doubt, until))));
    }

    private static ChangeStory.Revision said(Map<Item, Standing.Verdict> verdicts) {
        return new ChangeStory.Revision(SAID, verdicts);
    }

    private static Known known(@Nullable ChangeStory story) {
        return new Known(story, NO_CLOCKS, null, Map.of(), NOW);
    }

    private static Known recorded(Map<Item, Instant> recordedAt) {
        return new Known(null, NO_CLOCKS, null, recordedAt, NOW);
    }

    private static Known clock(Clocks.Kind kind, LocalDate end) {
        return new Known(
                null,
                new Clocks(Map.of(kind, new Clocks.Clock(kind, null, end, 0))),
                null,
                Map.of(),
                NOW);
    }

    private static Known chip(UUID order, EncodingState state) {
        return new Known(null, NO_CLOCKS, new Chip(Notice.aboutOrder(order), state), Map.of(), NOW);
    }

    private static Notice notice(Outcome outcome) {
        String about =
                outcome instanceof ChangeOutcome || outcome instanceof Outcome.FollowUp
                        ? Notice.aboutChange(CHANGE)
                        : Notice.aboutOrder(ORDER);
        return new Notice(
                HolderId.of("7d444840-9dc0-11d1-b245-5ffdce74fad2"),
                about,
                outcome,
                List.of(CHANGE),
                new PrefectureCode("13"),
                BEGINNING,
                0,
                false,
                SAID,
                SAID,
                null);
    }
}
