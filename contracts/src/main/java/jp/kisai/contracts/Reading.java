package jp.kisai.contracts;

import jp.kisai.contracts.vocabulary.DeadLetterCause;

/// What came of reading a record's bytes.
public sealed interface Reading {

    record Read(CloudEvent<?> event) implements Reading {}

    /// @param where a JSON pointer or the rule that failed, never a value
    record Unreadable(DeadLetterCause cause, String where) implements Reading {}
}
