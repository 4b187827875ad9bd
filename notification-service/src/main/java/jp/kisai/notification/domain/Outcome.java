package jp.kisai.notification.domain;

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
            REFUSED
        }

        public ChangeOutcome {
            EnumMap<Item, Standing.Tellable> ordered = new EnumMap<>(Item.class);
            ordered.putAll(items);
            items = Collections.unmodifiableMap(ordered);
        }

        @Override
        public String key() {
            return kind
                    + items.entrySet().stream()
                            .map(each -> " " + each.getKey() + "=" + word(each.getValue()))
                            .collect(Collectors.joining());
        }

        private static String word(Standing.Tellable standing) {
            return switch (standing) {
                case Standing.Applied _ -> "APPLIED";
                case Standing.Refused(var refusal) -> refusal.name();
                case Standing.Waiting(var doubt, _) -> doubt.name();
            };
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
}
