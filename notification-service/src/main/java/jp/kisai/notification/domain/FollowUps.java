package jp.kisai.notification.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import jp.kisai.contracts.vocabulary.Doubt;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.Party;
import jp.kisai.notification.domain.ChangeStory.Revision;
import org.jspecify.annotations.Nullable;

/// What a holder hears of a change that does not move: nudges while it is the holder who must act,
/// and that nothing has been decided, and why, while it is somebody else.
///
/// Of several that passed unseen only the last is told. A new doubt starts to count anew.
public final class FollowUps {

    private FollowUps() {}

    /// @param nudgeDays days of waiting for the holder after which the holder is nudged, rising
    /// @param undecidedDays days of waiting for anybody else after which the holder hears of it
    public record Rules(List<Integer> nudgeDays, int undecidedDays) {

        public Rules {
            nudgeDays = nudgeDays.stream().sorted().toList();
        }
    }

    /// @param happenedAt when the days were full
    public record Due(Outcome.FollowUp outcome, long rank, Instant happenedAt) {}

    /// What is to be told now, if anything is; told before or not.
    public static Optional<Due> due(ChangeStory story, Instant now, Rules rules) {
        return standstill(story)
                .flatMap(
                        still ->
                                still.days(rules).stream()
                                        .filter(day -> !still.after(day).isAfter(now))
                                        .max(Comparator.naturalOrder())
                                        .map(still::due));
    }

    /// Whether the change still stands where this was said of it. Nobody is nudged after the
    /// deadline.
    public static boolean stillStands(ChangeStory story, Outcome.FollowUp said, Instant now) {
        return standstill(story)
                .filter(still -> still.items().equals(said.items()))
                .filter(
                        still ->
                                said.sort() == Outcome.FollowUp.Sort.UNDECIDED
                                        || still.decisive().stream()
                                                .map(Pending::until)
                                                .allMatch(end -> end == null || now.isBefore(end)))
                .isPresent();
    }

    /// When to look again.
    public static Optional<Instant> next(ChangeStory story, Instant now, Rules rules) {
        return standstill(story)
                .flatMap(
                        still ->
                                still.days(rules).stream()
                                        .map(still::after)
                                        .filter(at -> at.isAfter(now))
                                        .min(Comparator.naturalOrder()));
    }

    private record Pending(Standing.Pending standing, Instant since) {

        boolean isTheHolders() {
            return standing instanceof Standing.Waiting(var doubt, _)
                    && doubt.mustAct() == Party.HOLDER;
        }

        @Nullable Instant until() {
            return standing instanceof Standing.Waiting(_, var until) ? until : null;
        }

        /// Waiting for a day in the future only counts from that day.
        Instant countsFrom() {
            return standing instanceof Standing.Waiting(var doubt, var until)
                            && doubt == Doubt.NOT_YET_EFFECTIVE
                            && until != null
                            && until.isAfter(since)
                    ? until
                    : since;
        }
    }

    /// Where a change stands still.
    private record Standstill(int revision, Map<Item, Pending> pending) {

        Outcome.FollowUp.Sort kind() {
            return pending.values().stream().anyMatch(Pending::isTheHolders)
                    ? Outcome.FollowUp.Sort.NUDGE
                    : Outcome.FollowUp.Sort.UNDECIDED;
        }

        private Collection<Pending> decisive() {
            List<Pending> holders =
                    pending.values().stream().filter(Pending::isTheHolders).toList();
            return holders.isEmpty() ? pending.values() : holders;
        }

        List<Integer> days(Rules rules) {
            Optional<Instant> end =
                    decisive().stream()
                            .map(Pending::until)
                            .flatMap(Stream::ofNullable)
                            .min(Comparator.naturalOrder());
            return switch (kind()) {
                // After the deadline the refusal speaks.
                case NUDGE ->
                        rules.nudgeDays().stream()
                                .filter(day -> end.isEmpty() || after(day).isBefore(end.get()))
                                .toList();
                case UNDECIDED -> List.of(rules.undecidedDays());
            };
        }

        Instant after(int days) {
            return decisive().stream()
                    .map(Pending::countsFrom)
                    .min(Comparator.naturalOrder())
                    .orElseThrow()
                    .plus(Duration.ofDays(days));
        }

        Map<Item, Standing.Pending> items() {
            Map<Item, Standing.Pending> items = new EnumMap<>(Item.class);
            pending.forEach((item, each) -> items.put(item, each.standing()));
            return items;
        }

        /// Below the outcome that the missing answers will make of this revision; above the outcome
        /// that the holder has, where nothing is missing.
        Due due(int day) {
            Map<Item, Standing.Pending> items = items();
            boolean unanswered =
                    items.values().stream().anyMatch(Standing.Granted.class::isInstance);
            long rank = unanswered ? Outcomes.rank(revision) - 1 : Outcomes.rank(revision) + day;
            return new Due(new Outcome.FollowUp(kind(), day, items), rank, after(day));
        }
    }

    private static Optional<Standstill> standstill(ChangeStory story) {
        Map<Item, Pending> pending = new EnumMap<>(Item.class);
        int known = 0;
        Revision revision = story.revisions().get(1);
        while (revision != null) {
            known++;
            Instant at = revision.at();
            revision.verdicts().forEach((item, verdict) -> keep(pending, item, verdict, at));
            revision = story.revisions().get(known + 1);
        }
        story.answers().keySet().stream()
                .filter(
                        item ->
                                pending.get(item) instanceof Pending(var standing, _)
                                        && standing instanceof Standing.Granted)
                .forEach(pending::remove);
        return pending.isEmpty() ? Optional.empty() : Optional.of(new Standstill(known, pending));
    }

    private static void keep(
            Map<Item, Pending> pending, Item item, Standing.Verdict verdict, Instant at) {
        switch (verdict) {
            case Standing.Refused _ -> pending.remove(item);
            case Standing.Granted granted -> pending.put(item, new Pending(granted, at));
            case Standing.Waiting waiting ->
                    pending.compute(
                            item,
                            (_, before) ->
                                    before != null && sameDoubt(before.standing(), waiting)
                                            ? new Pending(waiting, before.since())
                                            : new Pending(waiting, at));
        }
    }

    private static boolean sameDoubt(Standing.Pending before, Standing.Waiting now) {
        return before instanceof Standing.Waiting(var doubt, _) && doubt == now.doubt();
    }
}
