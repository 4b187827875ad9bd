package jp.kisai.cardwriter.domain.chip;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Reads one file element by element; remembers the first that does not say what it should. Until
/// [#end] has looked, what it hands out may be a stand-in.
final class ElementReader {

    private static final LocalDate STAND_IN = LocalDate.EPOCH;

    private final Tlv.Reading reading;
    private int stoppedAt;
    private @Nullable String rule;

    ElementReader(ChipFile file, Octets bytes) {
        reading = Tlv.read(file.layout(), bytes);
        stoppedAt = reading.stoppedAt();
        rule = reading.stop().whole() ? null : reading.stop().name();
    }

    String text(int tag) {
        return switch (ChipText.read(binary(tag))) {
            case ChipText.Reading.Text(String text) -> text;
            case ChipText.Reading.Unreadable() -> {
                stop(tag, "CHARACTER");
                yield "";
            }
        };
    }

    /// The texts of these elements up to the first that is empty; a text after a gap is refused.
    List<String> texts(List<Integer> tags) {
        return upToTheFirstEmpty(tags, tags.stream().map(this::text).toList(), "");
    }

    private <T> List<T> upToTheFirstEmpty(List<Integer> tags, List<T> values, T empty) {
        int used = (int) values.stream().takeWhile(value -> !value.equals(empty)).count();
        for (int i = used; i < values.size(); i++) {
            if (!values.get(i).equals(empty)) {
                stop(tags.get(i), "GAP");
            }
        }
        return values.subList(0, used);
    }

    String latin(int tag) {
        String text = new String(binary(tag).toArray(), StandardCharsets.ISO_8859_1);
        if (!text.matches(ElementWriter.LATIN)) {
            stop(tag, "CHARACTER");
            return "";
        }
        return text;
    }

    /// The values of these elements up to the first that is empty; a value after a gap is refused.
    List<Octets> binaries(List<Integer> tags) {
        return upToTheFirstEmpty(tags, tags.stream().map(this::binary).toList(), Octets.NONE);
    }

    Octets binary(int tag) {
        return item(tag, Tlv.Item::value, () -> Octets.NONE);
    }

    LocalDate date(int tag) {
        LocalDate date = dateIfHeld(tag);
        if (date == null) {
            stop(tag, "NO_DATE");
            return STAND_IN;
        }
        return date;
    }

    @Nullable LocalDate dateIfHeld(int tag) {
        return switch (EraDate.read(binary(tag))) {
            case EraDate.Reading.Day(LocalDate date) -> date;
            case EraDate.Reading.NotHeld() -> null;
            case EraDate.Reading.Unreadable() -> {
                stop(tag, "NO_DATE");
                yield null;
            }
        };
    }

    /// One of these bytes: true for the first.
    boolean eitherByte(int tag, byte yes, byte no) {
        Octets value = binary(tag);
        boolean known = value.length() == 1 && (value.at(0) == yes || value.at(0) == no);
        if (!known) {
            stop(tag, "UNKNOWN_VALUE");
        }
        return known && value.at(0) == yes;
    }

    /// Reads an element's text as something else; the function throws `IllegalArgumentException`
    /// for what is none.
    <T> T as(int tag, String text, Function<String, T> reader, T standIn) {
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException unknown) {
            stop(tag, "UNKNOWN_VALUE");
            return standIn;
        }
    }

    <T> Decoding<T> end(Supplier<T> content) {
        return rule == null
                ? new Decoding.Decoded<>(content.get())
                : new Decoding.Stopped<>(stoppedAt, rule);
    }

    /// An element that is missing altogether reads as empty.
    private <T> T item(int tag, Function<Tlv.Item, T> reader, Supplier<T> missing) {
        return reading.item(new Tag(tag)).map(reader).orElseGet(missing);
    }

    /// Nothing behind this is believed.
    void stop(int tag, String brokenRule) {
        if (rule == null) {
            rule = new Tag(tag) + " " + brokenRule;
            stoppedAt = item(tag, Tlv.Item::offset, reading::stoppedAt);
        }
    }
}
