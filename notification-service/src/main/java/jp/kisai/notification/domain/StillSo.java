package jp.kisai.notification.domain;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import jp.kisai.contracts.vocabulary.EncodingState;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.Party;
import jp.kisai.notification.domain.Outcome.ChangeOutcome;
import org.jspecify.annotations.Nullable;

/// What of a notice is still so at the moment at which it is about to leave. No longer so is
///
/// * a *wait*, when an item waits no more, waits for something else, or its deadline passed;
/// * a *refusal*, when the record took a new value of the refused item since: of several, the
///   settled ones are left out, and a change that was applied in part was applied;
/// * a *nudge* or that *nothing is decided*, when the change moved; a nudge also after the
///   deadline;
/// * a *reminder*, when the end moved or passed: of several, those are left out;
/// * a notice of *the chip*, when the holder's newest encoding is another, or stands elsewhere.
///
/// That a change was *applied* stays so: what overtakes it is another notice.
public final class StillSo {

    private StillSo() {}

    /// Where the holder's newest encoding stands.
    ///
    /// @param about as in [Notice#about]
    public record Chip(String about, EncodingState state) {}

    /// @param story of the change that the notice is about, if it is about one
    /// @param chip absent if no encoding was heard of
    /// @param recordedAt when the licence record last took a new value of an item
    public record Known(
            @Nullable ChangeStory story,
            Clocks clocks,
            @Nullable Chip chip,
            Map<Item, Instant> recordedAt,
            Instant now) {

        public Known {
            recordedAt = Map.copyOf(recordedAt);
        }
    }

    /// The notice, saying no more than is still so; empty if nothing of it is.
    public static Optional<Notice> of(Notice notice, Known known) {
        Optional<? extends Outcome> left =
                switch (notice.outcome()) {
                    case ChangeOutcome change -> left(change, notice.happenedAt(), known);
                    case Outcome.FollowUp followUp ->
                            Optional.of(followUp)
                                    .filter(
                                            said ->
                                                    known.story() != null
                                                            && FollowUps.stillStands(
                                                                    known.story(),
                                                                    said,
                                                                    known.now()));
                    case Outcome.Reminder reminder ->
                            Optional.of(
                                            known.clocks()
                                                    .stillTrue(reminder, TokyoDate.of(known.now())))
                                    .filter(it -> !it.endings().isEmpty());
                    case Outcome.Encoded encoded ->
                            stands(notice, encoded, EncodingState.ENCODED, known);
                    case Outcome.EncodingHeld held ->
                            stands(notice, held, EncodingState.HELD, known);
                    case Outcome.EncodingFailed failed ->
                            stands(notice, failed, EncodingState.OFFICER_NEEDED, known);
                };
        return left.map(notice::saying);
    }

    private static Optional<ChangeOutcome> left(ChangeOutcome change, Instant saidAt, Known known) {
        ChangeStory story = known.story();
        Map<Item, Standing.Verdict> verdicts = story == null ? Map.of() : story.verdicts();
        Map<Item, Standing.Tellable> left = new EnumMap<>(Item.class);
        for (Map.Entry<Item, Standing.Tellable> each : change.items().entrySet()) {
            switch (each.getValue()) {
                case Standing.Applied applied -> left.put(each.getKey(), applied);
                case Standing.Refused refused -> {
                    if (!isSettled(refused, known.recordedAt().get(each.getKey()), saidAt)) {
                        left.put(each.getKey(), refused);
                    }
                }
                case Standing.Waiting waiting -> {
                    // What became of it is a notice of its own, as soon as it is known to its end.
                    if (!stillWaits(waiting, verdicts.get(each.getKey()), known.now())) {
                        return Optional.empty();
                    }
                    left.put(each.getKey(), waiting);
                }
            }
        }
        return left.isEmpty()
                ? Optional.empty()
                : Optional.of(new ChangeOutcome(Outcomes.kind(left.values()), left));
    }

    private static boolean isSettled(
            Standing.Refused refused, @Nullable Instant recordedAt, Instant saidAt) {
        return refused.refusal().mustAct() != Party.NOBODY
                && recordedAt != null
                && recordedAt.isAfter(saidAt);
    }

    private static boolean stillWaits(
            Standing.Waiting said, Standing.@Nullable Verdict latest, Instant now) {
        return latest instanceof Standing.Waiting(var doubt, var until)
                && doubt == said.doubt()
                && (until == null || now.isBefore(until));
    }

    private static <O extends Outcome> Optional<O> stands(
            Notice notice, O outcome, EncodingState state, Known known) {
        Chip chip = known.chip();
        return chip == null || chip.equals(new Chip(notice.about(), state))
                ? Optional.of(outcome)
                : Optional.empty();
    }
}
