package jp.kisai.notification.domain;

import static jp.kisai.notification.domain.ToldJourneys.APPLIED;
import static jp.kisai.notification.domain.ToldJourneys.CHANGE;
import static jp.kisai.notification.domain.ToldJourneys.GRANTED;
import static jp.kisai.notification.domain.ToldJourneys.JOURNEYS;
import static jp.kisai.notification.domain.ToldJourneys.NOT_CARD_ONLY;
import static jp.kisai.notification.domain.ToldJourneys.REFUSED;
import static jp.kisai.notification.domain.ToldJourneys.WAITING;
import static jp.kisai.notification.domain.ToldJourneys.answer;
import static jp.kisai.notification.domain.ToldJourneys.verdict;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.kisai.contracts.vocabulary.Doubt;
import jp.kisai.contracts.vocabulary.EncodingFailure;
import jp.kisai.contracts.vocabulary.EncodingState;
import jp.kisai.contracts.vocabulary.Item;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Which outcome is told, over every order in which two topics can deliver what they say.
class OutcomesTest {

    @TestFactory
    Stream<DynamicTest> tellsTheSameOnceInEveryOrder() {
        return JOURNEYS.stream()
                .flatMap(
                        journey -> {
                            var orders = interleavings(journey.verdicts(), journey.answers());
                            return orders.stream()
                                    .map(
                                            order ->
                                                    DynamicTest.dynamicTest(
                                                            journey.name()
                                                                    + ", order "
                                                                    + (orders.indexOf(order) + 1)
                                                                    + " of "
                                                                    + orders.size(),
                                                            () -> assertTells(journey, order)));
                        });
    }

    @TestFactory
    Stream<DynamicTest> tellsNothingMoreWhateverIsHeardAgain() {
        return JOURNEYS.stream()
                .map(
                        journey ->
                                DynamicTest.dynamicTest(
                                        journey.name(),
                                        () -> {
                                            var all = new ArrayList<>(journey.verdicts());
                                            all.addAll(journey.answers());
                                            var twice = new ArrayList<>(all);
                                            twice.addAll(all.reversed());
                                            assertTells(journey, twice);
                                        }));
    }

    /// However the words arrive, and however many of them in one batch.
    private static void assertTells(
            ToldJourneys.Journey journey, List<UnaryOperator<ChangeStory>> order) {
        assertEquals(journey.told(), keys(Outcomes.of(story(order))), "what the story says");

        List<Outcomes.Due> told = told(order);
        assertEquals(journey.told().size(), told.size(), () -> "told " + told);
        assertEquals(
                journey.told(),
                keys(told.stream().sorted(Comparator.comparing(Outcomes.Due::happenedAt)).toList()),
                "in the order in which things happened");
    }

    @Test
    void tellsAnotherDoubtBecauseSomethingElseIsToBeDone() {
        Standing.Verdict behind = new Standing.Waiting(Doubt.BEHIND_EARLIER_CHANGE, null);

        List<Outcomes.Due> told =
                told(
                        List.of(
                                verdict(1, Map.of(Item.NAME, behind)),
                                verdict(2, Map.of(Item.NAME, WAITING))));

        assertEquals(
                List.of("WAITING NAME=BEHIND_EARLIER_CHANGE", "WAITING NAME=WAITING_FOR_SUCCESSOR"),
                keys(told));
    }

    @Test
    void doesNotTellTheSameDoubtAgainForAnotherDeadline() {
        Standing.Verdict later = new Standing.Waiting(Doubt.WAITING_FOR_SUCCESSOR, Instant.MAX);

        List<Outcomes.Due> told =
                told(
                        List.of(
                                verdict(1, Map.of(Item.NAME, WAITING)),
                                verdict(2, Map.of(Item.NAME, later))));

        assertEquals(List.of("WAITING NAME=WAITING_FOR_SUCCESSOR"), keys(told));
    }

    @Test
    void doesNotTakeBackAnAnswer() {
        List<Outcomes.Due> told =
                told(
                        List.of(
                                verdict(1, Map.of(Item.ADDRESS, GRANTED)),
                                answer(5, Map.of(Item.ADDRESS, APPLIED)),
                                answer(6, Map.of(Item.ADDRESS, NOT_CARD_ONLY))));

        assertEquals(List.of("APPLIED ADDRESS=APPLIED"), keys(told));
    }

    @Test
    void tellsNothingWhileTheFirstVerdictIsMissing() {
        ChangeStory story =
                story(
                        List.of(
                                answer(5, Map.of(Item.ADDRESS, APPLIED)),
                                verdict(2, Map.of(Item.ADDRESS, GRANTED))));

        assertEquals(List.of(), Outcomes.of(story));
    }

    @Test
    void tellsNothingWhileAGrantedItemIsNotAnswered() {
        ChangeStory story =
                story(List.of(verdict(1, Map.of(Item.ADDRESS, GRANTED, Item.NAME, REFUSED))));

        assertEquals(List.of(), Outcomes.of(story));
    }

    @ParameterizedTest
    @EnumSource
    void tellsOnlyTheEndsOfAnEncoding(EncodingState state) {
        Optional<String> expected =
                switch (state) {
                    case ENCODED -> Optional.of("ENCODED");
                    case HELD -> Optional.of("ENCODING_HELD");
                    case OFFICER_NEEDED -> Optional.of("ENCODING_FAILED CHIP_BROKEN");
                    case QUEUED, ORDERED, ACCEPTED, FAILED, SUPERSEDED, CANCELLED ->
                            Optional.empty();
                };

        assertEquals(expected, Outcomes.of(state, EncodingFailure.CHIP_BROKEN).map(Outcome::key));
    }

    private static ChangeStory story(List<UnaryOperator<ChangeStory>> words) {
        ChangeStory story = ChangeStory.unheard(CHANGE);
        for (UnaryOperator<ChangeStory> word : words) {
            story = word.apply(story);
        }
        return story;
    }

    /// What is told, as the flow tells it: after each word, unless told before.
    private static List<Outcomes.Due> told(List<UnaryOperator<ChangeStory>> words) {
        Map<String, Outcomes.Due> told = new LinkedHashMap<>();
        for (int heard = 1; heard <= words.size(); heard++) {
            Outcomes.of(story(words.subList(0, heard)))
                    .forEach(due -> told.putIfAbsent(due.outcome().key(), due));
        }
        return List.copyOf(told.values());
    }

    private static List<String> keys(List<Outcomes.Due> told) {
        return told.stream().map(due -> due.outcome().key()).toList();
    }

    /// All orders of both lists that keep the order within each, as two topics with one key can
    /// deliver them.
    private static <T> List<List<T>> interleavings(List<T> one, List<T> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return List.of(Stream.concat(one.stream(), other.stream()).toList());
        }
        return Stream.concat(
                        interleavings(one.subList(1, one.size()), other).stream()
                                .map(rest -> prepended(one.getFirst(), rest)),
                        interleavings(one, other.subList(1, other.size())).stream()
                                .map(rest -> prepended(other.getFirst(), rest)))
                .collect(Collectors.toList());
    }

    private static <T> List<T> prepended(T first, List<T> rest) {
        return Stream.concat(Stream.of(first), rest.stream()).toList();
    }
}
