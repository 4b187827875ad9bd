package jp.kisai.cardwriter.domain.chip;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// One file's data elements, in the order in which the chip holds them.
///
/// A value is written as it is, never padded; an element without a value is written with length 0.
public record Layout(List<Element> elements) {

    /// Up to here a length takes one byte, beyond it three: `82 hi lo`, never `81`. \[T\]
    static final int SHORT_LENGTH = 127;

    /// @param item the specification's name
    /// @param maxLength in bytes
    public record Element(Tag tag, int maxLength, Coding coding, String item) {

        int fullSize() {
            return tag.width() + (maxLength > SHORT_LENGTH ? 3 : 1) + maxLength;
        }
    }

    public enum Coding {
        /// Pairs of JIS X 0208, 21–7E each, without escape sequences.
        TEXT,
        /// JIS X 0201, used for digits and Latin letters only: ASCII.
        LATIN,
        /// Seven digits GYYMMDD; see [EraDate].
        DATE,
        /// One byte.
        BYTE,
        /// Whatever its issuer put there.
        BINARY,
        /// JPEG 2000; see [Photograph].
        PICTURE,
        /// A character that JIS X 0208 lacks, as a bitmap.
        GAIJI,
        /// An entry that was added after the issue; see [AppendedChange].
        APPENDED,
        /// Kept for future use: always empty.
        RESERVED
    }

    public Layout {
        elements = List.copyOf(elements);
    }

    /// The size of the file when every element is as long as it may be: the specified size.
    public int fullSize() {
        return elements.stream().mapToInt(Element::fullSize).sum();
    }

    /// The position of the element whose tag starts at this offset, or -1.
    int positionOf(Octets bytes, int offset) {
        for (int i = 0; i < elements.size(); i++) {
            Tag tag = elements.get(i).tag();
            boolean first = (bytes.at(offset) & 0xFF) == tag.firstByte();
            boolean second =
                    tag.width() == 1
                            || (offset + 1 < bytes.length()
                                    && (bytes.at(offset + 1) & 0xFF) == (tag.value() & 0xFF));
            if (first && second) {
                return i;
            }
        }
        return -1;
    }

    Element element(Tag tag) {
        return elements.stream()
                .filter(element -> element.tag().equals(tag))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the file lacks this tag"));
    }

    /// The same layout with these elements alone.
    Layout only(Set<Tag> tags) {
        return new Layout(
                elements.stream().filter(element -> tags.contains(element.tag())).toList());
    }

    static Table table() {
        return new Table();
    }

    /// Writes a table of elements row by row.
    static final class Table {

        private final List<Element> elements = new ArrayList<>();

        private Table() {}

        Table row(int tag, int maxLength, Coding coding, String item) {
            elements.add(new Element(new Tag(tag), maxLength, coding, item));
            return this;
        }

        /// Elements of one kind under successive tags, numbered from `firstNumber`.
        Table rows(
                int firstTag,
                int count,
                int maxLength,
                Coding coding,
                String item,
                int firstNumber) {
            for (int i = 0; i < count; i++) {
                row(firstTag + i, maxLength, coding, item + (firstNumber + i));
            }
            return this;
        }

        /// One element for each name under successive tags.
        Table each(int firstTag, int maxLength, Coding coding, String... items) {
            for (int i = 0; i < items.length; i++) {
                row(firstTag + i, maxLength, coding, items[i]);
            }
            return this;
        }

        Layout end() {
            return new Layout(elements);
        }
    }
}
