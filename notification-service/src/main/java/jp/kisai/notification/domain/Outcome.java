package jp.kisai.notification.domain;

import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import jp.kisai.contracts.vocabulary.EncodingFailure;
import jp.kisai.contracts.vocabulary.Item;

/// What a holder is told: how a change ended or stands, or what became of the chip.
public sealed interface Outcome {

    /// Names the outcome for ever. Two tellings with one key tell the same, so only one of them is
    /// sent. Deadlines and version numbers are no part of it: they are details of an outcome, not
    /// another outcome.
    String key();

    /// How a change stands, item by item; every item of it has its place here.
    record ChangeOutcome(Kind kind, Map<Item, Standing.Tellable> items) implements Outcome {

        public enum Kind {
            APPLIED,
            APPLIED_IN_PART,
            WAITING,
            /// Waiting, among others for the holder's own submission (本籍のオンライン変更).
            SUBMISSION_NEEDED,
            REFUSED
        }

        public ChangeOutcome {
            EnumMap<Item, Standing.Tellable> ordered = new EnumMap<>(Item.class);
            ordered.putAll(items);
            items = Collections.unmodifiableMap(ordered);
        }

        @Override
        public String key() {
            return kind + words(items);
        }
    }

    /// A change still stands where it stood, so many days later.
    record FollowUp(Sort sort, int day, Map<Item, Standing.Pending> items) implements Outcome {

        public enum Sort {
            /// The holder has something to do, and has not done it.
            NUDGE,
            /// Somebody else has.
            UNDECIDED
        }

        public FollowUp {
            EnumMap<Item, Standing.Pending> ordered = new EnumMap<>(Item.class);
            ordered.putAll(items);
            items = Collections.unmodifiableMap(ordered);
        }

        @Override
        public String key() {
            return sort + " " + day + words(items);
        }
    }

    /// Something of the holder's runs out. Several such things that fall together are one reminder.
    record Reminder(Map<Clocks.Kind, Ending> endings) implements Outcome {

        /// @param endsOn the last day
        /// @param stage which reminder of this end it is, from 1
        public record Ending(LocalDate endsOn, int stage) {}

        public Reminder {
            EnumMap<Clocks.Kind, Ending> ordered = new EnumMap<>(Clocks.Kind.class);
            ordered.putAll(endings);
            endings = Collections.unmodifiableMap(ordered);
        }

        @Override
        public String key() {
            return "REMINDER"
                    + endings.entrySet().stream()
                            .map(
                                    each ->
                                            " "
                                                    + each.getKey()
                                                    + "="
                                                    + each.getValue().endsOn()
                                                    + "/"
                                                    + each.getValue().stage())
                            .collect(Collectors.joining());
        }
    }

    /// The chip carries the record.
    record Encoded() implements Outcome {
        @Override
        public String key() {
            return "ENCODED";
        }
    }

    /// The chip will not be written while the licence is suspended.
    record EncodingHeld() implements Outcome {
        @Override
        public String key() {
            return "ENCODING_HELD";
        }
    }

    /// The factory could not write the chip, and a person must look.
    record EncodingFailed(EncodingFailure failure) implements Outcome {
        @Override
        public String key() {
            return "ENCODING_FAILED " + failure;
        }
    }

    private static String words(Map<Item, ? extends Standing> items) {
        return items.entrySet().stream()
                .map(each -> " " + each.getKey() + "=" + word(each.getValue()))
                .collect(Collectors.joining());
    }

    private static String word(Standing standing) {
        return switch (standing) {
            case Standing.Granted _ -> "GRANTED";
            case Standing.Applied _ -> "APPLIED";
            case Standing.Refused(var refusal) -> refusal.name();
            case Standing.Waiting(var doubt, _) -> doubt.name();
        };
    }
}
