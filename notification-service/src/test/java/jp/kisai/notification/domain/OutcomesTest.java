package jp.kisai.notification.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.Doubt;
import jp.kisai.contracts.vocabulary.EncodingFailure;
import jp.kisai.contracts.vocabulary.EncodingState;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.MunicipalityCode;
import jp.kisai.contracts.vocabulary.RecordVersion;
import jp.kisai.contracts.vocabulary.Refusal;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Which outcome is told, over every order in which two topics can deliver what they say.
class OutcomesTest {

    private static final ChangeKey CHANGE =
            new ChangeKey(
                    new MunicipalityCode("131016"),
                    UUID.fromString("0195f7c2-0000-7000-8000-000000000001"));
    private static final ChangeStory.Beginning BEGINNING =
            new ChangeStory.Beginning(
                    ChangeStory.Nature.NEW, Instant.parse("2026-11-23T00:00:00Z"));
    private static final Standing.Verdict GRANTED = new Standing.Granted();
    private static final Standing.Answer APPLIED = new Standing.Applied(new RecordVersion(2));
    private static final Standing.Verdict REFUSED =
            new Standing.Refused(Refusal.ITEM_NOT_CONSENTED);
    private static final Standing.Answer NOT_CARD_ONLY =
            new Standing.Refused(Refusal.NOT_CARD_ONLY);
    private static final Standing.Verdict WAITING =
            new Standing.Waiting(
                    Doubt.WAITING_FOR_SUCCESSOR, Instant.parse("2027-02-21T00:00:00Z"));

    /// One case: what consent-service and licence-service say, each in its own order, and what is
    /// told in the end, oldest first.
    private record Journey(
            String name,
            List<UnaryOperator<ChangeStory>> verdicts,
            List<UnaryOperator<ChangeStory>> answers,
            List<String> told) {}

    private static final List<Journey> JOURNEYS =
            List.of(
                    new Journey(
                            "applied",
                            List.of(verdict(1, Map.of(Item.ADDRESS, GRANTED))),
                            List.of(answer(3, Map.of(Item.ADDRESS, APPLIED))),
                            List.of("APPLIED ADDRESS=APPLIED")),
                    new Journey(
                            "the name was not consented",
                            List.of(verdict(1, Map.of(Item.ADDRESS, GRANTED, Item.NAME, REFUSED))),
                            List.of(answer(3, Map.of(Item.ADDRESS, APPLIED))),
                            List.of("APPLIED_IN_PART ADDRESS=APPLIED NAME=ITEM_NOT_CONSENTED")),
                    new Journey(
                            "nothing was consented",
                            List.of(verdict(1, Map.of(Item.ADDRESS, REFUSED, Item.NAME, REFUSED))),
                            List.of(),
                            List.of("REFUSED ADDRESS=ITEM_NOT_CONSENTED NAME=ITEM_NOT_CONSENTED")),
                    new Journey(
                            "licence-service refuses what was granted",
                            List.of(verdict(1, Map.of(Item.ADDRESS, GRANTED))),
                            List.of(answer(3, Map.of(Item.ADDRESS, NOT_CARD_ONLY))),
                            List.of("REFUSED ADDRESS=NOT_CARD_ONLY")),
                    new Journey(
                            "both refuse, each an item",
                            List.of(verdict(1, Map.of(Item.ADDRESS, GRANTED, Item.NAME, REFUSED))),
                            List.of(answer(3, Map.of(Item.ADDRESS, NOT_CARD_ONLY))),
                            List.of("REFUSED ADDRESS=NOT_CARD_ONLY NAME=ITEM_NOT_CONSENTED")),
                    new Journey(
                            "waits, then applied",
                            List.of(
                                    verdict(1, Map.of(Item.ADDRESS, WAITING)),
                                    verdict(2, Map.of(Item.ADDRESS, GRANTED))),
                            List.of(answer(3, Map.of(Item.ADDRESS, APPLIED))),
                            List.of(
                                    "WAITING ADDRESS=WAITING_FOR_SUCCESSOR",
                                    "APPLIED ADDRESS=APPLIED")),
                    new Journey(
                            "waits, then refused",
                            List.of(
                                    verdict(1, Map.of(Item.ADDRESS, WAITING)),
                                    verdict(2, Map.of(Item.ADDRESS, REFUSED))),
                            List.of(),
                            List.of(
                                    "WAITING ADDRESS=WAITING_FOR_SUCCESSOR",
                                    "REFUSED ADDRESS=ITEM_NOT_CONSENTED")),
                    new Journey(
                            "one item at once, the other after a wait, each answered by itself",
                            List.of(
                                    verdict(1, Map.of(Item.ADDRESS, GRANTED, Item.NAME, WAITING)),
                                    verdict(2, Map.of(Item.NAME, GRANTED))),
                            List.of(
                                    answer(3, Map.of(Item.ADDRESS, APPLIED)),
                                    answer(3, Map.of(Item.NAME, APPLIED))),
                            List.of(
                                    "WAITING ADDRESS=APPLIED NAME=WAITING_FOR_SUCCESSOR",
                                    "APPLIED ADDRESS=APPLIED NAME=APPLIED")),
                    new Journey(
                            "one applied, one refused, one after two doubts",
                            List.of(
                                    verdict(
                                            1,
                                            Map.of(
                                                    Item.ADDRESS,
                                                    GRANTED,
                                                    Item.NAME,
                                                    REFUSED,
                                                    Item.BIRTH_DATE,
                                                    WAITING)),
                                    verdict(
                                            2,
                                            Map.of(
                                                    Item.BIRTH_DATE,
                                                    new Standing.Waiting(
                                                            Doubt.REVOCATION_UNKNOWN, null))),
                                    verdict(3, Map.of(Item.BIRTH_DATE, GRANTED))),
                            List.of(
                                    answer(3, Map.of(Item.ADDRESS, APPLIED)),
                                    answer(3, Map.of(Item.BIRTH_DATE, APPLIED))),
                            List.of(
                                    "WAITING ADDRESS=APPLIED NAME=ITEM_NOT_CONSENTED BIRTH_DATE=WAITING_FOR_SUCCESSOR",
                                    "WAITING ADDRESS=APPLIED NAME=ITEM_NOT_CONSENTED BIRTH_DATE=REVOCATION_UNKNOWN",
                                    "APPLIED_IN_PART ADDRESS=APPLIED NAME=ITEM_NOT_CONSENTED BIRTH_DATE=APPLIED")),
                    new Journey(
                            "still waiting",
                            List.of(verdict(1, Map.of(Item.ADDRESS, GRANTED, Item.NAME, WAITING))),
                            List.of(answer(3, Map.of(Item.ADDRESS, APPLIED))),
                            List.of("WAITING ADDRESS=APPLIED NAME=WAITING_FOR_SUCCESSOR")),
                    new Journey("a death", List.of(verdict(1, Map.of())), List.of(), List.of()));

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
    private static void assertTells(Journey journey, List<UnaryOperator<ChangeStory>> order) {
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

    private static UnaryOperator<ChangeStory> verdict(
            int revision, Map<Item, Standing.Verdict> items) {
        ChangeStory.Revision said = new ChangeStory.Revision(at(revision), items);
        return story -> story.decided(revision, BEGINNING, said);
    }

    private static UnaryOperator<ChangeStory> answer(int second, Map<Item, Standing.Answer> items) {
        Map<Item, ChangeStory.Answered> answers = new EnumMap<>(Item.class);
        items.forEach((item, it) -> answers.put(item, new ChangeStory.Answered(at(second), it)));
        return story -> story.answered(answers);
    }

    private static Instant at(int second) {
        return Instant.parse("2026-11-23T01:00:00Z").plusSeconds(second);
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
