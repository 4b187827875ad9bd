package jp.kisai.cardwriter.domain.chip;

/// What came of writing a record for the chip.
public sealed interface Encoding<T> {

    record Encoded<T>(T content) implements Encoding<T> {}

    record Refused<T>(NotCarried reason) implements Encoding<T> {}
}
