package jp.kisai.notification.domain;

import static jp.kisai.notification.domain.ToldJourneys.APPLIED;
import static jp.kisai.notification.domain.ToldJourneys.BEGINNING;
import static jp.kisai.notification.domain.ToldJourneys.CHANGE;
import static jp.kisai.notification.domain.ToldJourneys.GRANTED;
import static jp.kisai.notification.domain.ToldJourneys.REFUSED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jp.kisai.contracts.vocabulary.Doubt;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.Party;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What holders hear of changes that do not move.
class FollowUpsTest {

    private static final Instant BEGAN = Instant.parse("2026-11-23T01:00:00Z");
    private static final FollowUps.Rules RULES = new FollowUps.Rules(List.of(3, 14, 30), 7);

    @ParameterizedTest
    @EnumSource
    void nudgesTheHolderOrSaysThatNothingIsDecided(Doubt doubt) {
        ChangeStory story = waiting(doubt, null);

        boolean holders = doubt.mustAct() == Party.HOLDER;
        assertEquals(
                holders
                        ? List.of("3 NUDGE 3", "14 NUDGE 14", "30 NUDGE 30")
                        : List.of("7 UNDECIDED 7"),
                lived(story).stream().map(it -> it.replaceFirst(" \\w+=.*", "")).toList());
    }

    @Test
    void doesNotNudgeAfterTheDeadline() {
        ChangeStory story = waiting(Doubt.WAITING_FOR_HOLDER, BEGAN.plus(Duration.ofDays(14)));

        assertEquals(List.of("3 NUDGE 3 DOMICILE=WAITING_FOR_HOLDER"), lived(story));
    }

    @Test
    void countsFromTheDayOnWhichAFutureChangeTakesEffect() {
        ChangeStory story = waiting(Doubt.NOT_YET_EFFECTIVE, BEGAN.plus(Duration.ofDays(20)));

        assertEquals(List.of("27 UNDECIDED 7 DOMICILE=NOT_YET_EFFECTIVE"), lived(story));
    }

    @Test
    void countsANewDoubtAnewAndTheSameDoubtOn() {
        ChangeStory same =
                waiting(Doubt.WAITING_FOR_HOLDER, null)
                        .decided(2, BEGINNING, revision(2, Doubt.WAITING_FOR_HOLDER));
        ChangeStory other =
                waiting(Doubt.WAITING_FOR_SUCCESSOR, null)
                        .decided(2, BEGINNING, revision(2, Doubt.WAITING_FOR_HOLDER));

        assertEquals("3 NUDGE 3 DOMICILE=WAITING_FOR_HOLDER", lived(same).getFirst());
        assertEquals("5 NUDGE 3 DOMICILE=WAITING_FOR_HOLDER", lived(other).getFirst());
    }

    @Test
    void saysSoWhenLicenceServiceDoesNotAnswer() {
        ChangeStory story =
                ChangeStory.unheard(CHANGE)
                        .decided(1, BEGINNING, said(0, Map.of(Item.ADDRESS, GRANTED)));

        assertEquals(List.of("7 UNDECIDED 7 ADDRESS=GRANTED"), lived(story));
        FollowUps.Due due =
                FollowUps.due(story, BEGAN.plus(Duration.ofDays(8)), RULES).orElseThrow();
        assertTrue(due.rank() < Outcomes.rank(1), "the answer overtakes it");
    }

    @Test
    void saysNothingMoreOfWhatIsDecided() {
        ChangeStory refused =
                ChangeStory.unheard(CHANGE)
                        .decided(1, BEGINNING, said(0, Map.of(Item.ADDRESS, REFUSED)));
        ChangeStory applied =
                ChangeStory.unheard(CHANGE)
                        .decided(1, BEGINNING, said(0, Map.of(Item.ADDRESS, GRANTED)))
                        .answered(Map.of(Item.ADDRESS, new ChangeStory.Answered(BEGAN, APPLIED)));

        assertEquals(List.of(), lived(refused));
        assertEquals(List.of(), lived(applied));
        assertEquals(List.of(), lived(ChangeStory.unheard(CHANGE)));
    }

    @Test
    void tellsOnlyTheLastOfSeveralThatPassedUnseen() {
        ChangeStory story = waiting(Doubt.WAITING_FOR_HOLDER, null);

        FollowUps.Due due =
                FollowUps.due(story, BEGAN.plus(Duration.ofDays(20)), RULES).orElseThrow();

        assertEquals(14, due.outcome().day());
    }

    @Test
    void noLongerStandsOnceTheChangeMoved() {
        ChangeStory story = waiting(Doubt.WAITING_FOR_HOLDER, null);
        Outcome.FollowUp said =
                FollowUps.due(story, BEGAN.plus(Duration.ofDays(3)), RULES).orElseThrow().outcome();

        Instant now = BEGAN.plus(Duration.ofDays(4));
        assertTrue(FollowUps.stillStands(story, said, now));
        assertFalse(
                FollowUps.stillStands(
                        story.decided(2, BEGINNING, said(4, Map.of(Item.DOMICILE, GRANTED))),
                        said,
                        now));
    }

    /// Looked at when [FollowUps#next] says so, over a year.
    private static List<String> lived(ChangeStory story) {
        List<String> told = new ArrayList<>();
        Optional<Instant> look = FollowUps.next(story, BEGAN, RULES);
        while (look.isPresent()) {
            Instant now = look.get();
            long day = Duration.between(BEGAN, now).toDays();
            FollowUps.due(story, now, RULES)
                    .ifPresent(due -> told.add(day + " " + due.outcome().key()));
            look = FollowUps.next(story, now, RULES);
        }
        return told;
    }

    private static ChangeStory waiting(Doubt doubt, @Nullable Instant until) {
        return ChangeStory.unheard(CHANGE)
                .decided(
                        1,
                        BEGINNING,
                        said(0, Map.of(Item.DOMICILE, new Standing.Waiting(doubt, until))));
    }

    private static ChangeStory.Revision revision(int day, Doubt doubt) {
        return said(day, Map.of(Item.DOMICILE, new Standing.Waiting(doubt, null)));
    }

    private static ChangeStory.Revision said(int day, Map<Item, Standing.Verdict> items) {
        return new ChangeStory.Revision(BEGAN.plus(Duration.ofDays(day)), items);
    }
}
