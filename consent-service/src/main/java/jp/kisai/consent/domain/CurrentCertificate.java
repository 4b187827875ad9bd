package jp.kisai.consent.domain;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/// Which of a holder's certificates is in use: the last issued of those that count.
public final class CurrentCertificate {

    private CurrentCertificate() {}

    /// As far as is known now; no fresh list is asked for, since nothing is granted on the answer.
    public static Optional<CertificateFacts> of(Collection<CertificateFacts> all, Instant now) {
        return all.stream()
                .filter(one -> !now.isBefore(one.notBefore()) && !now.isAfter(one.notAfter()))
                .filter(one -> one.revocations().isEmpty())
                .max(Lineage.BY_ISSUE);
    }
}
