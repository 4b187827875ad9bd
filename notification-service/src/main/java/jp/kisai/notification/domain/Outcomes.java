package jp.kisai.notification.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jp.kisai.contracts.vocabulary.Doubt;
import jp.kisai.contracts.vocabulary.EncodingFailure;
import jp.kisai.contracts.vocabulary.EncodingState;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.notification.domain.ChangeStory.Answered;
import jp.kisai.notification.domain.ChangeStory.Revision;
import jp.kisai.notification.domain.Outcome.ChangeOutcome;
import org.jspecify.annotations.Nullable;

/// Which outcomes there are to tell. Exactly these, each once, whichever topic delivered first.
///
/// The rule, and why it needs no order between topics:
///
/// 1. *One fact, one source.* The verdict on an item, its waiting and consent-service's refusal are
///    taken from `consent.decided` alone; what became of a granted item from licence-service's
///    `resident.change-answered` alone. consent-service's own answers there, and the cause of
///    `licence.changed`, repeat these facts and are not counted twice.
/// 2. *Facts only grow.* A [ChangeStory] keeps every revision and every answer as first heard. Any
///    interleaving of the topics, with whatever redelivery, ends in the same story.
/// 3. *One outcome per revision.* As of a revision, each item stands as its latest verdict up to
///    there says; a granted one as licence-service answered. All of the change's items are told of
///    together: what was granted and what was not, even by different services, is one outcome.
/// 4. *Nothing is told by halves.* While a granted item is not answered, the outcomes of the
///    revisions that count on it are not known. The answer is on its way, because licence-service
///    answers every granted item.
///
/// So what is told is a function of what was said, not of when it was heard: the last fact to
/// arrive, whichever it is, completes an outcome, hence never none; and the function gives an
/// outcome one key, hence never two. A wait is told although its end may be known already: the
/// inbox is the whole history, in the order in which things happened.
public final class Outcomes {

    private static final long FOLLOW_UPS_BETWEEN = 10_000;

    private Outcomes() {}

    /// @param revision the latest of consent-service's verdicts that it rests on
    /// @param happenedAt when the last of the facts that make it up was said
    public record Due(Outcome outcome, int revision, Instant happenedAt) {}

    /// The outcomes that are known, oldest first, each once.
    public static List<Due> of(ChangeStory story) {
        Map<String, Due> due = new LinkedHashMap<>();
        Map<Item, Standing.Verdict> verdicts = new EnumMap<>(Item.class);
        Revision revision = story.revisions().get(1);
        for (int next = 2; revision != null; next++) {
            verdicts.putAll(revision.verdicts());
            asOf(next - 1, revision.at(), verdicts, story.answers())
                    .ifPresent(each -> due.putIfAbsent(each.outcome().key(), each));
            revision = story.revisions().get(next);
        }
        return new ArrayList<>(due.values());
    }

    /// What a move of the encoding means to the holder. Moves on the way, and a job whose place a
    /// newer one took, mean nothing: their end is told.
    public static Optional<Outcome> of(EncodingState state, @Nullable EncodingFailure failure) {
        return switch (state) {
            case ENCODED -> Optional.of(new Outcome.Encoded());
            case HELD -> Optional.of(new Outcome.EncodingHeld());
            case OFFICER_NEEDED ->
                    Optional.of(
                            new Outcome.EncodingFailed(
                                    failure == null ? EncodingFailure.UNKNOWN : failure));
            case QUEUED, ORDERED, ACCEPTED, FAILED, SUPERSEDED, CANCELLED -> Optional.empty();
        };
    }

    /// How the outcomes of one change are ordered, with room for what follows up on each.
    public static long rank(int revision) {
        return revision * FOLLOW_UPS_BETWEEN;
    }

    /// Empty while a granted item is not answered, and for a change without items: a death or a
    /// departure alters nothing that a licence carries.
    private static Optional<Due> asOf(
            int revision,
            Instant at,
            Map<Item, Standing.Verdict> verdicts,
            Map<Item, Answered> answers) {
        Map<Item, Standing.Tellable> told = new EnumMap<>(Item.class);
        Instant happenedAt = at;
        for (Map.Entry<Item, Standing.Verdict> each : verdicts.entrySet()) {
            switch (each.getValue()) {
                case Standing.Refused refused -> told.put(each.getKey(), refused);
                case Standing.Waiting waiting -> told.put(each.getKey(), waiting);
                case Standing.Granted _ -> {
                    Answered answered = answers.get(each.getKey());
                    if (answered == null) {
                        return Optional.empty();
                    }
                    told.put(each.getKey(), tellable(answered.answer()));
                    happenedAt = answered.at().isAfter(happenedAt) ? answered.at() : happenedAt;
                }
            }
        }
        return told.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Due(
                                new ChangeOutcome(kind(told.values()), told),
                                revision,
                                happenedAt));
    }

    private static Standing.Tellable tellable(Standing.Answer answer) {
        return switch (answer) {
            case Standing.Applied applied -> applied;
            case Standing.Refused refused -> refused;
        };
    }

    static ChangeOutcome.Kind kind(Collection<Standing.Tellable> items) {
        if (items.stream().anyMatch(Outcomes::waitsForTheHolder)) {
            return ChangeOutcome.Kind.SUBMISSION_NEEDED;
        }
        if (items.stream().anyMatch(Standing.Waiting.class::isInstance)) {
            return ChangeOutcome.Kind.WAITING;
        }
        boolean anyApplied = items.stream().anyMatch(Standing.Applied.class::isInstance);
        boolean anyRefused = items.stream().anyMatch(Standing.Refused.class::isInstance);
        if (anyApplied && anyRefused) {
            return ChangeOutcome.Kind.APPLIED_IN_PART;
        }
        return anyApplied ? ChangeOutcome.Kind.APPLIED : ChangeOutcome.Kind.REFUSED;
    }

    private static boolean waitsForTheHolder(Standing standing) {
        return standing instanceof Standing.Waiting(var doubt, _)
                && doubt == Doubt.WAITING_FOR_HOLDER;
    }
}
