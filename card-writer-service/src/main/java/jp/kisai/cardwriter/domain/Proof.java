package jp.kisai.cardwriter.domain;

import jp.kisai.contracts.vocabulary.RecordVersion;

/// What the factory has read back from a card.
public record Proof(RecordVersion version, String contentSha256, String cardSerial) {}
