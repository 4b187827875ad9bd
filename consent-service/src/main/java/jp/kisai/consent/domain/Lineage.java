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
/// A certificate takes another's place only if that one was not compromised or given up before, nor
/// revoked for a reason that nobody here knows: what is issued after that is the holder's, but not
/// by virtue of a consent signed earlier. What becomes of a certificate once its successor is there
/// alters nothing.
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
            if (reached.add(next)) {
                all.stream()
                        .filter(other -> next.key().serial().equals(other.predecessor()))
                        .filter(other -> passesOn(next, other.notBefore()))
                        .forEach(toFollow::add);
            }
        }
        return new Lineage(reached.stream().sorted(BY_ISSUE).toList());
    }

    boolean contains(CertificateFacts certificate) {
        return certificates.contains(certificate);
    }

    /// Why nothing in it will confirm anything any more, if that is so: how its last certificate
    /// ended.
    Optional<Refusal> broken() {
        return last().flatMap(last -> refusal(last.end()));
    }

    boolean endedForUnknownReason() {
        return last().filter(last -> last.endedForUnknownReasonBy(Instant.MAX)).isPresent();
    }

    /// Whether a successor was issued in the time, whatever it says.
    boolean hasIssuedBetween(Instant from, Instant until) {
        return certificates.stream()
                .skip(1)
                .filter(one -> one.end().filter(Invalidity.DISCARDED::equals).isEmpty())
                .map(CertificateFacts::notBefore)
                .anyMatch(issued -> !issued.isBefore(from) && !issued.isAfter(until));
    }

    /// The last that was handed over.
    private Optional<CertificateFacts> last() {
        return certificates.reversed().stream()
                .filter(one -> one.end().filter(Invalidity.DISCARDED::equals).isEmpty())
                .findFirst();
    }

    private static boolean passesOn(CertificateFacts certificate, Instant at) {
        return refusal(certificate.endBy(at)).isEmpty() && !certificate.endedForUnknownReasonBy(at);
    }

    private static Optional<Refusal> refusal(Optional<Invalidity> end) {
        return end.flatMap(Invalidity::endsTheLineage);
    }
}
