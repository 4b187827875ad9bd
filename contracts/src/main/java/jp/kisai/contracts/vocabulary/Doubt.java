package jp.kisai.contracts.vocabulary;

/// What is not known yet, so that an item waits; and who can resolve it.
public enum Doubt {
    /// This very change revoked the certificate (affiliationChanged); its successor has not been
    /// seen.
    WAITING_FOR_SUCCESSOR(Party.HOLDER),
    /// No revocation list fresh enough covers the certificate. Nothing is decided until one does.
    REVOCATION_UNKNOWN(Party.JLIS),
    /// A domicile change needs the holder's own signed submission beside the municipality's event.
    WAITING_FOR_HOLDER(Party.HOLDER),
    /// An earlier change of the same holder waits; order is kept.
    BEHIND_EARLIER_CHANGE(Party.NOBODY),
    /// The change takes effect in the future.
    NOT_YET_EFFECTIVE(Party.NOBODY),
    /// The municipality gave a reason this version does not know.
    REASON_UNKNOWN(Party.OPERATOR),
    /// The certificate engines disagree, or the certificate cannot be judged.
    CERTIFICATE_UNDETERMINED(Party.OPERATOR);

    private final Party mustAct;

    Doubt(Party mustAct) {
        this.mustAct = mustAct;
    }

    public Party mustAct() {
        return mustAct;
    }
}
