package jp.kisai.contracts.vocabulary;

/// Why an item was not, and will not be, applied by itself; and who must act instead.
public enum Refusal {
    /// The holder never consented. The change stays a duty to report at the counter.
    NO_CONSENT(Party.HOLDER),
    /// There is a consent, but not for this item (S0: 同意しなかった項目).
    ITEM_NOT_CONSENTED(Party.HOLDER),
    /// The consent's ten years were over at the change's effective time.
    CONSENT_EXPIRED(Party.HOLDER),
    CONSENT_WITHDRAWN(Party.HOLDER),
    /// The holder's signature certificate was revoked because its key is no longer the holder's
    /// alone.
    CERTIFICATE_COMPROMISED(Party.OFFICER),
    /// A certificate for another purpose, of another issuer, or for another person.
    CERTIFICATE_NOT_ACCEPTABLE(Party.OFFICER),
    /// The holder gave the certificate up and asked for no other (cessationOfOperation, hold).
    CERTIFICATE_GIVEN_UP(Party.HOLDER),
    /// No successor certificate was issued before the deadline.
    NO_SUCCESSOR_IN_TIME(Party.HOLDER),
    /// The successor certificate says something else than the municipality did.
    SUCCESSOR_DISAGREES(Party.OFFICER),
    /// The holder did not submit the domicile change before the deadline.
    NO_SUBMISSION_IN_TIME(Party.HOLDER),
    /// What was in doubt, such as whether a certificate was revoked, could not be known before the
    /// deadline.
    NOT_KNOWN_IN_TIME(Party.OFFICER),
    /// A newer change of the same item was already judged; this one arrived late and alters
    /// nothing.
    SUPERSEDED(Party.NOBODY),
    /// The text cannot be carried by the chip without being altered.
    NEEDS_COUNTER_CHARACTERS(Party.HOLDER),
    /// The holder carries a licence (alone or beside the card): only the counter can change both.
    NOT_CARD_ONLY(Party.HOLDER),
    /// No licence of this holder is recorded here.
    NO_LICENCE(Party.OFFICER),
    /// Suspended, cancelled or lapsed when the change was to be applied.
    LICENCE_NOT_IN_FORCE(Party.OFFICER),
    HOLDER_DECEASED(Party.NOBODY),
    HOLDER_DEPARTED(Party.HOLDER);

    private final Party mustAct;

    Refusal(Party mustAct) {
        this.mustAct = mustAct;
    }

    public Party mustAct() {
        return mustAct;
    }
}
