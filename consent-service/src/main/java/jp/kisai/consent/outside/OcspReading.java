package jp.kisai.consent.outside;

/// What came of reading a responder's answer.
public sealed interface OcspReading {

    record InOrder(OcspAnswer answer) implements OcspReading {}

    record NotInOrder(OcspRule rule) implements OcspReading {}
}
