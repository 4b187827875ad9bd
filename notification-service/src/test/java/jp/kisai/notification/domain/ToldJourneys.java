package jp.kisai.notification.domain;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.Doubt;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.MunicipalityCode;
import jp.kisai.contracts.vocabulary.RecordVersion;
import jp.kisai.contracts.vocabulary.Refusal;

/// What the two judges say of one change, in words, and what its holder is told in the end.
public final class ToldJourneys {

    private ToldJourneys() {}

    static final ChangeKey CHANGE =
            new ChangeKey(
                    new MunicipalityCode("131016"),
                    UUID.fromString("0195f7c2-0000-7000-8000-000000000001"));
    public static final ChangeStory.Beginning BEGINNING =
            new ChangeStory.Beginning(
                    ChangeStory.Nature.NEW, Instant.parse("2026-11-23T00:00:00Z"), null);
    static final Standing.Verdict GRANTED = new Standing.Granted();
    static final Standing.Answer APPLIED = new Standing.Applied(new RecordVersion(2));
    static final Standing.Verdict REFUSED = new Standing.Refused(Refusal.ITEM_NOT_CONSENTED);
    static final Standing.Answer NOT_CARD_ONLY = new Standing.Refused(Refusal.NOT_CARD_ONLY);
    static final Standing.Verdict WAITING =
            new Standing.Waiting(
                    Doubt.WAITING_FOR_SUCCESSOR, Instant.parse("2027-02-21T00:00:00Z"));

    /// One case: what consent-service and licence-service say, each in its own order, and what is
    /// told in the end, oldest first.
    public record Journey(
            String name,
            List<UnaryOperator<ChangeStory>> verdicts,
            List<UnaryOperator<ChangeStory>> answers,
            List<String> told) {}

    public static final List<Journey> JOURNEYS =
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
                                    "WAITING ADDRESS=APPLIED NAME=ITEM_NOT_CONSENTED"
                                            + " BIRTH_DATE=WAITING_FOR_SUCCESSOR",
                                    "WAITING ADDRESS=APPLIED NAME=ITEM_NOT_CONSENTED"
                                            + " BIRTH_DATE=REVOCATION_UNKNOWN",
                                    "APPLIED_IN_PART ADDRESS=APPLIED NAME=ITEM_NOT_CONSENTED"
                                            + " BIRTH_DATE=APPLIED")),
                    new Journey(
                            "still waiting",
                            List.of(verdict(1, Map.of(Item.ADDRESS, GRANTED, Item.NAME, WAITING))),
                            List.of(answer(3, Map.of(Item.ADDRESS, APPLIED))),
                            List.of("WAITING ADDRESS=APPLIED NAME=WAITING_FOR_SUCCESSOR")),
                    new Journey("a death", List.of(verdict(1, Map.of())), List.of(), List.of()));

    /// What consent-service says.
    public record Verdict(int revision, Map<Item, Standing.Verdict> items)
            implements UnaryOperator<ChangeStory> {

        @Override
        public ChangeStory apply(ChangeStory story) {
            return story.decided(
                    revision, BEGINNING, new ChangeStory.Revision(at(revision), items));
        }
    }

    /// What licence-service says.
    public record Answer(int second, Map<Item, Standing.Answer> items)
            implements UnaryOperator<ChangeStory> {

        @Override
        public ChangeStory apply(ChangeStory story) {
            Map<Item, ChangeStory.Answered> answers = new EnumMap<>(Item.class);
            items.forEach(
                    (item, it) -> answers.put(item, new ChangeStory.Answered(at(second), it)));
            return story.answered(answers);
        }
    }

    static UnaryOperator<ChangeStory> verdict(int revision, Map<Item, Standing.Verdict> items) {
        return new Verdict(revision, items);
    }

    static UnaryOperator<ChangeStory> answer(int second, Map<Item, Standing.Answer> items) {
        return new Answer(second, items);
    }

    static Instant at(int second) {
        return Instant.parse("2026-11-23T01:00:00Z").plusSeconds(second);
    }
}
