package jp.kisai.cardwriter.domain.chip;

import java.io.ByteArrayOutputStream;

/// A data element's tag. Every tag takes one byte, also 1F, 5F, DF and FF, except 5F40 and
/// 0100–010D, which take two. \[T\]
///
/// The byte form of 0100–010D, `01 00` … `01 0D`, is inferred \[I\]: the specification writes three
/// digits, and only two bytes make the files' specified sizes.
public record Tag(int value) implements Comparable<Tag> {

    private static final int ONE_BYTE = 0xFF;

    public Tag {
        if (value < 0x05 || value > 0x5F40) {
            throw new IllegalArgumentException("no such tag");
        }
    }

    /// How many bytes it takes.
    public int width() {
        return value > ONE_BYTE ? 2 : 1;
    }

    /// Its only or its first byte.
    int firstByte() {
        return value > ONE_BYTE ? value >> Byte.SIZE : value;
    }

    void writeTo(ByteArrayOutputStream out) {
        if (width() == 2) {
            out.write(value >> Byte.SIZE);
        }
        out.write(value & ONE_BYTE);
    }

    @Override
    public int compareTo(Tag other) {
        return Integer.compare(value, other.value);
    }

    /// As the specification writes it: `C2`, `0107`.
    @Override
    public String toString() {
        return String.format(width() == 2 ? "%04X" : "%02X", value);
    }
}
