package jp.kisai.notification.domain;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What runs out for one holder, and what the holder was already reminded of.
///
/// A clock has stages, each a day on which the holder should hear of it. Stages of several clocks
/// that lie close together become one reminder. A stage whose day passed unseen, because the fact
/// was not known then, is made up for at once; of several that passed only the last is told.
public record Clocks(Map<Kind, Clock> running) {

    public enum Kind {
        /// 運転免許の更新
        RENEWAL,
        /// 同意
        CONSENT,
        /// 署名用電子証明書
        CERTIFICATE,
        /// マイナンバーカード
        CARD;

        /// The days before the end on which the holder is reminded.
        private List<Integer> daysBefore() {
            return switch (this) {
                case RENEWAL -> List.of(30, 7);
                case CONSENT -> List.of(90, 30, 7);
                case CERTIFICATE -> List.of(90, 30);
                case CARD -> List.of(180, 90, 30);
            };
        }
    }

    /// @param opensOn the first day on which something can be done about it, where there is one: it
    ///     is the first stage then
    /// @param endsOn the last day
    /// @param told how many of the stages the holder was reminded of
    public record Clock(Kind kind, @Nullable LocalDate opensOn, LocalDate endsOn, int told) {

        /// In the order of their days.
        List<LocalDate> stages() {
            List<LocalDate> stages = new ArrayList<>();
            if (opensOn != null) {
                stages.add(opensOn);
            }
            kind.daysBefore().forEach(days -> stages.add(endsOn.minusDays(days)));
            return stages;
        }

        /// How many stages have come by this day.
        private int reached(LocalDate day) {
            return (int) stages().stream().filter(stage -> !stage.isAfter(day)).count();
        }

        private boolean runs(LocalDate today) {
            return !endsOn.isBefore(today);
        }

        private Clock told(int stages) {
            return new Clock(kind, opensOn, endsOn, Math.max(told, stages));
        }
    }

    public Clocks {
        EnumMap<Kind, Clock> ordered = new EnumMap<>(Kind.class);
        ordered.putAll(running);
        running = Collections.unmodifiableMap(ordered);
    }

    /// The reminder that is due, if one is.
    ///
    /// @param togetherDays a stage of another clock that is at most so many days ahead is told now
    ///     rather than by itself
    public Optional<Outcome.Reminder> due(LocalDate today, int togetherDays) {
        boolean ripe =
                running.values().stream()
                        .anyMatch(clock -> clock.runs(today) && clock.reached(today) > clock.told);
        if (!ripe) {
            return Optional.empty();
        }
        Map<Kind, Outcome.Reminder.Ending> endings = new EnumMap<>(Kind.class);
        LocalDate soon = today.plusDays(togetherDays);
        running.values().stream()
                .filter(clock -> clock.runs(today) && clock.reached(soon) > clock.told)
                .forEach(
                        clock ->
                                endings.put(
                                        clock.kind,
                                        new Outcome.Reminder.Ending(
                                                clock.endsOn, clock.reached(soon))));
        return Optional.of(new Outcome.Reminder(endings));
    }

    /// After this reminder.
    public Clocks reminded(Outcome.Reminder reminder) {
        Map<Kind, Clock> after = new EnumMap<>(running);
        reminder.endings()
                .forEach(
                        (kind, ending) ->
                                after.computeIfPresent(
                                        kind, (_, clock) -> clock.told(ending.stage())));
        return new Clocks(after);
    }

    /// The next day on which something is to be told; it may have passed.
    public Optional<LocalDate> next(LocalDate today) {
        return running.values().stream()
                .filter(clock -> clock.runs(today) && clock.told < clock.stages().size())
                .map(clock -> clock.stages().get(clock.told))
                .min(LocalDate::compareTo);
    }

    /// What of a reminder is still so: an end that moved, or passed, is told no more.
    public Outcome.Reminder stillTrue(Outcome.Reminder reminder, LocalDate today) {
        Map<Kind, Outcome.Reminder.Ending> left = new EnumMap<>(Kind.class);
        reminder.endings()
                .forEach(
                        (kind, ending) -> {
                            Clock clock = running.get(kind);
                            if (clock != null
                                    && clock.runs(today)
                                    && clock.endsOn.equals(ending.endsOn())) {
                                left.put(kind, ending);
                            }
                        });
        return new Outcome.Reminder(left);
    }

    /// The first day on which a licence can be renewed: a month before the birthday (道路交通法101条).
    ///
    /// @param validUntil the nominal last day, a month after the birthday
    public static LocalDate renewalOpens(LocalDate birthDate, LocalDate validUntil) {
        // A 29 February is the 28th where the year has none.
        return birthDate.withYear(validUntil.minusMonths(1).getYear()).minusMonths(1);
    }
}
