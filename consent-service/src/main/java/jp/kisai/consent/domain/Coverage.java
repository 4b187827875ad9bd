package jp.kisai.consent.domain;

import jp.kisai.contracts.vocabulary.Refusal;
import org.jspecify.annotations.Nullable;

/// Whether an item was consented to at an instant. There is no third answer: a holder's consents
/// are all known here.
public sealed interface Coverage {

    /// Yes, by this consent.
    record Covered(Consent by) implements Coverage {}

    /// No.
    ///
    /// @param judged the consent that was in question, if there was any
    record NotCovered(Refusal refusal, @Nullable Consent judged) implements Coverage {}
}
