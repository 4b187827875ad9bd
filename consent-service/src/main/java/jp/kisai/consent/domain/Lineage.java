package jp.kisai.consent.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import jp.kisai.contracts.vocabulary.Refusal;

/// A certificate and all that took its place, oldest first.
///
/// It goes no further than the first certificate that was compromised or given up: what comes after
/// that is the holder's, but not by virtue of a consent signed before it.
///
/// @param certificates the first is the one that the consent was signed with
record Lineage(List<CertificateFacts> certificates) {

    static final Comparator<CertificateFacts> BY_ISSUE =
            Comparator.comparing(CertificateFacts::notBefore)
                    .thenComparing(certificate -> certificate.key().serial().value());

    static Lineage from(CertificateFacts first, Collection<CertificateFacts> all) {
        SequencedSet<CertificateFacts> reached = new LinkedHashSet<>();
        List<CertificateFacts> toFollow = new ArrayList<>(List.of(first));
        while (!toFollow.isEmpty()) {
            CertificateFacts next = toFollow.removeFirst();
            if (reached.add(next) && refusalOf(next).isEmpty()) {
                all.stream()
                        .filter(other -> next.key().serial().equals(other.predecessor()))
                        .forEach(toFollow::add);
            }
        }
        return new Lineage(reached.stream().sorted(BY_ISSUE).toList());
    }

    boolean contains(CertificateFacts certificate) {
        return certificates.contains(certificate);
    }

    /// Why nothing in it will confirm anything any more, if that is so.
    Optional<Refusal> broken() {
        return certificates.stream().flatMap(one -> refusalOf(one).stream()).findFirst();
    }

    boolean endedForUnknownReason() {
        return certificates.stream().anyMatch(CertificateFacts::endedForUnknownReason);
    }

    /// Whether a successor was issued in the time, whatever it says.
    boolean hasIssuedBetween(Instant from, Instant until) {
        return certificates.stream()
                .skip(1)
                .filter(one -> one.end().filter(Invalidity.DISCARDED::equals).isEmpty())
                .map(CertificateFacts::notBefore)
                .anyMatch(issued -> !issued.isBefore(from) && !issued.isAfter(until));
    }

    private static Optional<Refusal> refusalOf(CertificateFacts certificate) {
        return certificate.end().flatMap(Invalidity::endsTheLineage);
    }
}
