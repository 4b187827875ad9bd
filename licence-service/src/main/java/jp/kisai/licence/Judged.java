package jp.kisai.licence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jp.kisai.contracts.event.ChangeAnswered;
import jp.kisai.contracts.event.ChangeAnswered.ItemAnswer;
import jp.kisai.contracts.event.ChangeAnswered.Outcome;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.ItemChange;
import jp.kisai.contracts.vocabulary.Refusal;
import jp.kisai.licence.domain.Applying;
import jp.kisai.licence.store.RecordedVersion;

/// One verdict, and what came of it here.
///
/// @param orderedAt its place among the holder's changes
/// @param version what it made of the record, if anything was applied
/// @param refusedInPartBefore whether an earlier revision of the same change had an item refused
record Judged(
        Decision decision,
        Instant orderedAt,
        Applying.Outcome outcome,
        Optional<RecordedVersion> version,
        boolean refusedInPartBefore) {

    /// Whether this verdict is new here, so that it is remembered.
    boolean isNew() {
        return !(outcome instanceof Applying.AlreadyApplied);
    }

    List<Item> applied() {
        return outcome instanceof Applying.Applied it ? it.items() : List.of();
    }

    List<ChangeAnswered.Refused> refused() {
        return switch (outcome) {
            case Applying.Applied it -> refusals(it.superseded(), Refusal.SUPERSEDED);
            case Applying.Refused it -> refusals(grantedItems(), it.reason());
            case Applying.Stale _ -> refusals(grantedItems(), Refusal.SUPERSEDED);
            case Applying.AlreadyApplied _, Applying.NothingGranted _ -> List.of();
        };
    }

    /// The answer to the municipality about what was granted. What was not granted, the
    /// consent-service answers.
    Optional<ChangeAnswered> answer() {
        List<ItemAnswer> items = new ArrayList<>();
        version.ifPresent(
                it ->
                        applied()
                                .forEach(
                                        item ->
                                                items.add(
                                                        new ChangeAnswered.Applied(
                                                                item, it.licence().version()))));
        items.addAll(refused());
        return items.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new ChangeAnswered(decision.verdict().change(), answerOutcome(), items));
    }

    private Outcome answerOutcome() {
        if (applied().isEmpty()) {
            return Outcome.REFUSED;
        }
        boolean whole =
                refused().isEmpty()
                        && decision.declined().isEmpty()
                        && decision.waiting().isEmpty()
                        && !refusedInPartBefore;
        return whole ? Outcome.APPLIED : Outcome.APPLIED_IN_PART;
    }

    /// For metrics and the journey, in one word.
    String inOneWord() {
        return switch (outcome) {
            case Applying.Applied _ -> answerOutcome().name();
            case Applying.Refused _, Applying.Stale _ -> Outcome.REFUSED.name();
            case Applying.AlreadyApplied _ -> Outcome.DUPLICATE.name();
            case Applying.NothingGranted _ -> "NOTHING_GRANTED";
        };
    }

    private List<Item> grantedItems() {
        return decision.granted().stream().map(ItemChange::item).toList();
    }

    private static List<ChangeAnswered.Refused> refusals(List<Item> items, Refusal refusal) {
        return items.stream().map(item -> new ChangeAnswered.Refused(item, refusal)).toList();
    }
}
