package jp.kisai.consent;

/// A document or certificate was not taken in, and nothing was changed.
public final class Declined extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Rule rule;
    private final String detail;

    /// @param detail the narrower rule; never a value
    public Declined(Rule rule, String detail) {
        super(rule.name(), null, false, false);
        this.rule = rule;
        this.detail = detail;
    }

    public Rule rule() {
        return rule;
    }

    public String detail() {
        return detail;
    }

    public enum Rule {
        /// Not a signed document as it must be; the detail says why.
        DOCUMENT_REFUSED,
        /// A signed document of another kind.
        OTHER_DOCUMENT,
        /// Signed for another holder than the one addressed.
        OTHER_HOLDER,
        SIGNED_TOO_LONG_AGO,
        SIGNED_IN_FUTURE,
        /// Not a signature certificate of the JPKI; the detail says why.
        CERTIFICATE_NOT_IN_ORDER,
        /// Whether it is one cannot be known: the detail says why. Somebody here must look.
        CERTIFICATE_UNDETERMINED,
        /// Expired or revoked when it was used; the detail says which.
        CERTIFICATE_NOT_VALID,
        /// The document was signed with a certificate that this holder has not submitted, or none
        /// was submitted at the police yet.
        CERTIFICATE_NOT_SUBMITTED,
        /// The portal does not know yet of the certificate that was submitted at the police; the
        /// detail says from when on.
        LINKAGE_TOO_EARLY,
        /// The certificate was submitted for another holder.
        CERTIFICATE_OF_ANOTHER,
        /// There is no consent to withdraw.
        NO_CONSENT,
        /// It cannot be known now: the detail says whether of the certificate's revocation, or
        /// because the check took too long or there were too many.
        TRY_AGAIN_LATER
    }
}
