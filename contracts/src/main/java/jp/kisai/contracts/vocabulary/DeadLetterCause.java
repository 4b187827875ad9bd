package jp.kisai.contracts.vocabulary;

/// Why a record was set aside with its original bytes.
public enum DeadLetterCause {
    /// Not JSON, truncated, too large or nested too deep.
    UNREADABLE,
    /// JSON, but not what the schema of its type demands.
    OUT_OF_CONTRACT,
    /// A type or major version this service does not know.
    UNKNOWN_TYPE,
    /// The record key is not the subject's id.
    WRONG_KEY,
    /// No signature.
    UNSIGNED,
    /// The signature cannot be read, breaks a rule of its form, or does not verify over these
    /// bytes.
    FORGED,
    /// Signed by a certificate that is not registered, not yet or no longer valid.
    UNKNOWN_PRODUCER,
    /// Signed by a registered producer that may not speak for this resident.
    NOT_RESPONSIBLE,
    /// An id that was used before, with other content.
    ID_REUSED,
    /// Authentic and in contract, yet it could not be processed: a defect here. The holder's later
    /// events are held.
    NOT_PROCESSED;

    /// Whether the record's later companions of the same holder must wait for an operator. Only an
    /// authentic
    /// record may hold anyone: otherwise whoever can reach the topic could block a person.
    public boolean holdsTheHolder() {
        return this == NOT_PROCESSED;
    }
}
