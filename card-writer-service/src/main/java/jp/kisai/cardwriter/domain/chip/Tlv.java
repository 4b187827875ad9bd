package jp.kisai.cardwriter.domain.chip;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The grammar of every file on the chip: tag, length, value, in the layout's order.
public final class Tlv {

    private static final int LONG_LENGTH = 0x82;
    private static final int FILLER = 0xFF;

    private Tlv() {}

    /// One element that was read.
    ///
    /// @param offset where its tag starts
    public record Item(Layout.Element element, int offset, Octets value) {}

    /// What was read, and where and why the reading ended.
    public record Reading(List<Item> items, int stoppedAt, Stop stop) {

        public Reading {
            items = List.copyOf(items);
        }

        public Optional<Item> item(Tag tag) {
            return items.stream().filter(item -> item.element().tag().equals(tag)).findFirst();
        }
    }

    public enum Stop {
        /// The bytes were over after a whole element.
        END,
        /// Only FF follows, the filler after the last element.
        FILLER,
        /// The bytes were over within an element.
        TRUNCATED,
        UNKNOWN_TAG,
        /// A tag that the layout has earlier, or that was there before.
        OUT_OF_ORDER,
        /// Not the shortest form, or a form that the chip does not use.
        BAD_LENGTH,
        /// Longer than the element may be.
        TOO_LONG;

        /// Whether everything that was there was read.
        public boolean whole() {
            return this == END || this == FILLER;
        }
    }

    /// Every element of the layout in its order; one without a value has length 0.
    ///
    /// @throws IllegalArgumentException if a value is too long or has no element: the caller's
    ///     defect
    public static Octets write(Layout layout, Map<Tag, Octets> values) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int written = 0;
        for (Layout.Element element : layout.elements()) {
            Octets value = values.getOrDefault(element.tag(), Octets.NONE);
            written += values.containsKey(element.tag()) ? 1 : 0;
            if (value.length() > element.maxLength()) {
                throw new IllegalArgumentException("too long for " + element.tag());
            }
            element.tag().writeTo(out);
            writeLength(value.length(), out);
            out.writeBytes(value.toArray());
        }
        if (written != values.size()) {
            throw new IllegalArgumentException("a value whose tag the layout lacks");
        }
        return Octets.of(out.toByteArray());
    }

    /// Reads as far as the bytes follow the grammar. Never throws.
    public static Reading read(Layout layout, Octets bytes) {
        List<Item> items = new ArrayList<>();
        int last = -1;
        int at = 0;
        while (at < bytes.length()) {
            if (onlyFillerFrom(bytes, at)) {
                return new Reading(items, at, Stop.FILLER);
            }
            int position = layout.positionOf(bytes, at);
            if (position < 0) {
                return new Reading(items, at, Stop.UNKNOWN_TAG);
            }
            if (position <= last) {
                return new Reading(items, at, Stop.OUT_OF_ORDER);
            }
            Layout.Element element = layout.elements().get(position);
            int lengthAt = at + element.tag().width();
            int length = readLength(bytes, lengthAt);
            if (length < 0) {
                return new Reading(items, at, stopFor(length));
            }
            int valueAt = lengthAt + (length > Layout.SHORT_LENGTH ? 3 : 1);
            if (length > element.maxLength()) {
                return new Reading(items, at, Stop.TOO_LONG);
            }
            if (valueAt + length > bytes.length()) {
                return new Reading(items, at, Stop.TRUNCATED);
            }
            items.add(new Item(element, at, bytes.slice(valueAt, valueAt + length)));
            last = position;
            at = valueAt + length;
        }
        return new Reading(items, at, Stop.END);
    }

    private static void writeLength(int length, ByteArrayOutputStream out) {
        if (length > Layout.SHORT_LENGTH) {
            out.write(LONG_LENGTH);
            out.write(length >> Byte.SIZE);
        }
        out.write(length & 0xFF);
    }

    private static final int NO_LENGTH = -1;
    private static final int WRONG_LENGTH = -2;

    private static int readLength(Octets bytes, int at) {
        if (at >= bytes.length()) {
            return NO_LENGTH;
        }
        int first = bytes.at(at) & 0xFF;
        if (first <= Layout.SHORT_LENGTH) {
            return first;
        }
        if (first != LONG_LENGTH) {
            return WRONG_LENGTH;
        }
        if (at + 2 >= bytes.length()) {
            return NO_LENGTH;
        }
        int length = (bytes.at(at + 1) & 0xFF) << Byte.SIZE | (bytes.at(at + 2) & 0xFF);
        return length > Layout.SHORT_LENGTH ? length : WRONG_LENGTH;
    }

    private static Stop stopFor(int noLength) {
        return noLength == NO_LENGTH ? Stop.TRUNCATED : Stop.BAD_LENGTH;
    }

    private static boolean onlyFillerFrom(Octets bytes, int at) {
        for (int i = at; i < bytes.length(); i++) {
            if ((bytes.at(i) & 0xFF) != FILLER) {
                return false;
            }
        }
        return true;
    }
}
