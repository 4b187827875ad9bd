package jp.kisai.consent.domain;

import jp.kisai.contracts.vocabulary.Doubt;

/// Whether a certificate counted at an instant: yes, no, or cannot know yet. Only *yes* lets
/// anything happen.
public sealed interface CertificateAnswer {

    /// @param list the fresh revocation list that does not name it
    record Valid(RevocationListReference list) implements CertificateAnswer {}

    record Invalid(Invalidity why) implements CertificateAnswer {}

    record Undetermined(Doubt doubt) implements CertificateAnswer {}
}
