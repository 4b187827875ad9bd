package jp.kisai.consent.domain;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.Doubt;
import jp.kisai.contracts.vocabulary.Refusal;

/// What happens to one holder, step by step, and every verdict on the way.
final class History {

    private HolderFacts facts;
    private final Map<ChangeKey, List<String>> told = new LinkedHashMap<>();

    History(FactsOf facts) {
        this.facts = facts.facts();
    }

    History arrives(Change change, Instant now) {
        facts = facts.with(change);
        return judged(now);
    }

    /// Something about the holder is known now that was not.
    History learns(UnaryOperator<HolderFacts> news, Instant now) {
        facts = news.apply(facts);
        return judged(now);
    }

    History judged(Instant now) {
        Decisions decisions = Decisions.of(facts, FactsOf.LIMITS, now);
        for (Decision decision : decisions.verdicts()) {
            List<String> words =
                    told.computeIfAbsent(decision.change().key(), _ -> new ArrayList<>());
            decision.items().keySet().stream()
                    .sorted()
                    .forEach(
                            item ->
                                    words.add(
                                            item
                                                    + " "
                                                    + words(
                                                            Objects.requireNonNull(
                                                                    decision.items().get(item)))));
        }
        facts = facts.after(decisions);
        assertTrue(
                Decisions.of(facts, FactsOf.LIMITS, now).verdicts().isEmpty(),
                "judging again without news decides nothing");
        return this;
    }

    List<String> of(Change change) {
        return told.getOrDefault(change.key(), List.of());
    }

    HolderFacts facts() {
        return facts;
    }

    static UnaryOperator<HolderFacts> certificates(FactsOf other) {
        HolderFacts source = other.facts();
        return known ->
                new HolderFacts(
                        known.presence(),
                        known.residence(),
                        known.consents(),
                        source.certificates(),
                        source.flawed(),
                        known.base(),
                        known.changes(),
                        known.heads(),
                        known.submissions());
    }

    static UnaryOperator<HolderFacts> submissions(FactsOf other) {
        HolderFacts source = other.facts();
        return known ->
                new HolderFacts(
                        known.presence(),
                        known.residence(),
                        known.consents(),
                        known.certificates(),
                        known.flawed(),
                        known.base(),
                        known.changes(),
                        known.heads(),
                        source.submissions());
    }

    private static String words(ItemState state) {
        return switch (state) {
            case ItemState.Undecided _ -> "UNDECIDED";
            case ItemState.Granted _ -> "GRANTED";
            case ItemState.Refused(Refusal refusal) -> refusal.name();
            case ItemState.Waiting(Doubt doubt, _) -> doubt.name();
        };
    }
}
