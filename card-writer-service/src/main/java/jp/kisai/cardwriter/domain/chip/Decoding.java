package jp.kisai.cardwriter.domain.chip;

/// What came of reading a file of the chip.
public sealed interface Decoding<T> {

    record Decoded<T>(T content) implements Decoding<T> {}

    /// @param offset where the element begins that could not be read, or where the bytes ended
    /// @param rule what it broke, never a value
    record Stopped<T>(int offset, String rule) implements Decoding<T> {}
}
