package jp.kisai.consent.outside;

/// What came of reading a revocation list.
public sealed interface ListReading {

    record InOrder(RevocationList list) implements ListReading {}

    record NotInOrder(ListRule rule) implements ListReading {}
}
