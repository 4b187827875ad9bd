package jp.kisai.consent.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.Doubt;
import jp.kisai.contracts.vocabulary.Item;
import org.jspecify.annotations.Nullable;

/// Which of a holder's changes are confirmed by which certificate.
///
/// A certificate shows the register as it was when the certificate was issued. So the changes p1…pn
/// since the last agreeing certificate are folded over that one's items, and each later certificate
/// of the lineage confirms the longest prefix p1…pk after which the fold says what the certificate
/// says. Folding takes in every authentic change, because the certificate shows also what the
/// holder did not consent to.
///
/// A certificate is judged as of the first instant at which both it and the last change of the
/// prefix were there. Nothing here depends on when an event or a certificate was received.
///
/// @param certificates which certificate confirmed which change
/// @param doubts changes whose certificate agrees, but may have been revoked for all that is known
/// @param late changes that a certificate confirms which was issued too late for them
/// @param overtaken items that a later change of the same prefix brings, too
/// @param prefixes what each certificate confirmed, in the order of issue
record Confirmations(
        Map<ChangeKey, Confirmation> certificates,
        Map<ChangeKey, Doubt> doubts,
        Set<ChangeKey> late,
        Map<ChangeKey, Set<Item>> overtaken,
        List<Prefix> prefixes) {

    /// The changes that one certificate confirmed, in time or too late.
    record Prefix(CertificateKey certificate, Set<ChangeKey> changes) {}

    /// @param asOf when the certificate and the last change that it confirms were both there
    /// @param list the revocation list that was consulted
    record Confirmation(CertificateFacts certificate, Instant asOf, RevocationListReference list) {}

    static Confirmations of(HolderFacts facts, Limits limits, Instant now) {
        List<Change> pending =
                facts.changes().stream()
                        .filter(
                                change ->
                                        change.altersCertificate()
                                                && !change.effectiveAt().isAfter(now))
                        .toList();
        List<CertificateFacts> known =
                knownTo(facts).stream()
                        .filter(one -> !one.notBefore().isAfter(now.plus(limits.clockSkew())))
                        .toList();
        if (pending.isEmpty() || known.isEmpty()) {
            return new Confirmations(Map.of(), Map.of(), Set.of(), Map.of(), List.of());
        }
        Folding folding = new Folding(limits, now, pending);
        CertificateFacts base = base(facts, known, pending.getFirst().orderAt());
        folding.register = Register.of(base.items());
        known.stream()
                .filter(one -> Lineage.BY_ISSUE.compare(one, base) >= 0)
                .forEach(folding::confirmWith);
        return folding.result();
    }

    /// Every certificate that a consent was signed with, and all that took its place.
    private static List<CertificateFacts> knownTo(HolderFacts facts) {
        Set<CertificateFacts> known = new LinkedHashSet<>();
        for (Consent consent : facts.consents().all()) {
            facts.certificate(consent.certificate())
                    .ifPresent(
                            first ->
                                    known.addAll(
                                            Lineage.from(first, facts.certificates())
                                                    .certificates()));
        }
        return known.stream().sorted(Lineage.BY_ISSUE).toList();
    }

    /// The certificate that shows the register as it was before the first pending change: the
    /// newest issued by then, or the last that confirmed something, whichever is newer.
    private static CertificateFacts base(
            HolderFacts facts, List<CertificateFacts> known, Instant firstChange) {
        Optional<CertificateFacts> confirmed =
                facts.certificate(facts.base()).filter(known::contains);
        CertificateFacts issued =
                known.stream()
                        .filter(one -> !one.notBefore().isAfter(firstChange))
                        .filter(one -> one.end().filter(Invalidity.DISCARDED::equals).isEmpty())
                        .reduce((_, later) -> later)
                        .orElse(known.getFirst());
        return confirmed.filter(one -> Lineage.BY_ISSUE.compare(one, issued) > 0).orElse(issued);
    }

    /// The fold under way.
    private static final class Folding {

        private final Limits limits;
        private final Instant now;
        private final Map<ChangeKey, Confirmation> certificates = new HashMap<>();
        private final Map<ChangeKey, Doubt> doubts = new HashMap<>();
        private final Set<ChangeKey> late = new HashSet<>();
        private final Map<ChangeKey, Set<Item>> overtaken = new HashMap<>();
        private List<Change> pending;
        private @Nullable Register register;
        private final List<Prefix> prefixes = new ArrayList<>();

        private Folding(Limits limits, Instant now, List<Change> pending) {
            this.limits = limits;
            this.now = now;
            this.pending = pending;
        }

        private Confirmations result() {
            return new Confirmations(certificates, doubts, late, overtaken, prefixes);
        }

        private void confirmWith(CertificateFacts certificate) {
            if (!doubts.isEmpty()) {
                return;
            }
            for (int length : agreeingPrefixes(certificate).reversed()) {
                List<Change> prefix = pending.subList(0, length);
                Instant last = prefix.getLast().effectiveAt();
                Instant both =
                        last.isAfter(certificate.notBefore()) ? last : certificate.notBefore();
                switch (certificate.answerAt(both, now, limits)) {
                    case CertificateAnswer.Valid(RevocationListReference list) -> {
                        confirm(prefix, new Confirmation(certificate, both, list));
                        register = Register.of(certificate.items());
                        pending = pending.subList(length, pending.size());
                        return;
                    }
                    case CertificateAnswer.Undetermined(Doubt doubt) -> {
                        prefix.forEach(change -> doubts.put(change.key(), doubt));
                        return;
                    }
                    case CertificateAnswer.Invalid _ -> {
                        // It ended before the last change of this prefix; a shorter one may still
                        // be its.
                    }
                }
            }
        }

        private List<Integer> agreeingPrefixes(CertificateFacts certificate) {
            Register folded = Objects.requireNonNull(register);
            List<Integer> agreeing = new ArrayList<>();
            for (int i = 0; i < pending.size(); i++) {
                Change change = pending.get(i);
                for (Item item : change.values().keySet()) {
                    if (change.holds(item) && !isUndone(change, item)) {
                        folded = folded.after(Objects.requireNonNull(change.values().get(item)));
                    }
                }
                if (folded.agreesWith(certificate.items())) {
                    agreeing.add(i + 1);
                }
            }
            return agreeing;
        }

        private boolean isUndone(Change change, Item item) {
            return pending.stream().anyMatch(other -> other.undoes(change, item));
        }

        private void confirm(List<Change> prefix, Confirmation confirmation) {
            Instant issued = confirmation.certificate().notBefore();
            prefixes.add(
                    new Prefix(
                            confirmation.certificate().key(),
                            prefix.stream().map(Change::key).collect(Collectors.toSet())));
            Set<Item> later = new HashSet<>();
            for (Change change : new ArrayList<>(prefix).reversed()) {
                if (issued.isAfter(change.effectiveAt().plus(limits.successor()))) {
                    late.add(change.key());
                } else {
                    certificates.put(change.key(), confirmation);
                }
                Set<Item> brought = new HashSet<>(change.values().keySet());
                brought.retainAll(later);
                overtaken.put(change.key(), brought);
                change.values().keySet().stream().filter(change::holds).forEach(later::add);
            }
        }
    }
}
