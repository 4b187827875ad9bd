package jp.kisai.cardwriter.domain.chip;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Writes one file element by element; remembers the first that the chip cannot carry.
final class ElementWriter {

    /// What a Latin element may hold.
    static final String LATIN = "[ -~]*";

    private final ChipFile file;
    private final Map<Tag, Octets> values = new TreeMap<>();
    private @Nullable NotCarried refused;

    ElementWriter(ChipFile file) {
        this.file = file;
    }

    ElementWriter text(int tag, String text) {
        return switch (ChipText.write(text, element(tag).maxLength())) {
            case ChipText.Written.Pairs(Octets pairs) -> put(tag, pairs);
            case ChipText.Written.NotWritten(NotCarried.Why why) -> refuse(tag, why);
        };
    }

    /// Each text into the next of these elements.
    ElementWriter texts(List<Integer> tags, List<String> texts) {
        if (texts.size() > tags.size()) {
            return refuse(tags.getLast(), NotCarried.Why.NO_ELEMENT_LEFT);
        }
        for (int i = 0; i < texts.size(); i++) {
            text(tags.get(i), texts.get(i));
        }
        return this;
    }

    /// Each value into the next of these elements.
    ElementWriter binaries(List<Integer> tags, List<Octets> values) {
        if (values.size() > tags.size()) {
            return refuse(tags.getLast(), NotCarried.Why.NO_ELEMENT_LEFT);
        }
        for (int i = 0; i < values.size(); i++) {
            binary(tags.get(i), values.get(i));
        }
        return this;
    }

    ElementWriter latin(int tag, String text) {
        if (!text.matches(LATIN)) {
            return refuse(tag, NotCarried.Why.CHARACTER);
        }
        return binary(tag, Octets.of(text.getBytes(StandardCharsets.US_ASCII)));
    }

    ElementWriter date(int tag, LocalDate date) {
        return EraDate.write(date)
                .map(digits -> put(tag, digits))
                .orElseGet(() -> refuse(tag, NotCarried.Why.DATE));
    }

    /// The date, or the mark that the category is not held.
    ElementWriter dateIfHeld(int tag, @Nullable LocalDate date) {
        return date == null ? put(tag, EraDate.NOT_HELD) : date(tag, date);
    }

    ElementWriter oneByte(int tag, byte value) {
        return put(tag, Octets.of(value));
    }

    ElementWriter binary(int tag, Octets value) {
        return value.length() > element(tag).maxLength()
                ? refuse(tag, NotCarried.Why.TOO_LONG)
                : put(tag, value);
    }

    Encoding<Octets> end() {
        return refused == null
                ? new Encoding.Encoded<>(Tlv.write(file.layout(), values))
                : new Encoding.Refused<>(refused);
    }

    /// The same without the elements that have no value.
    Encoding<Octets> endWithoutEmpty() {
        return refused == null
                ? new Encoding.Encoded<>(Tlv.write(file.layout().only(values.keySet()), values))
                : new Encoding.Refused<>(refused);
    }

    private ElementWriter put(int tag, Octets value) {
        values.put(new Tag(tag), value);
        return this;
    }

    private ElementWriter refuse(int tag, NotCarried.Why why) {
        if (refused == null) {
            refused = new NotCarried(file, new Tag(tag), why);
        }
        return this;
    }

    private Layout.Element element(int tag) {
        return file.layout().element(new Tag(tag));
    }
}
