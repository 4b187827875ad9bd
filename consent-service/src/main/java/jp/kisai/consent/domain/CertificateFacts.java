package jp.kisai.consent.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import jp.kisai.contracts.vocabulary.CertificateSerial;
import jp.kisai.contracts.vocabulary.Doubt;
import jp.kisai.contracts.vocabulary.RevocationReason;
import org.jspecify.annotations.Nullable;

/// A holder's signature certificate whose issue was found in order: anchor, policy, key usage,
/// profile.
///
/// ```
/// issued ── notAfter ─────────────▶ EXPIRED
///    ├───── unspecified ──────────▶ DISCARDED          never delivered: as if it never was
///    ├───── affiliationChanged ───▶ CONTENTS_CHANGED   its successor is awaited
///    ├───── superseded ───────────▶ RENEWED            its successor takes over
///    ├───── key/cACompromise ─────▶ COMPROMISED        ends the lineage, refused
///    └───── cessation, hold ──────▶ GIVEN_UP           ends the lineage, refused
/// ```
///
/// @param predecessor the certificate whose place it took
/// @param notAfter the last instant at which it counts (RFC 5280 §4.1.2.5: inclusive)
/// @param revocations what a list, a responder and the gateway say; either is enough
/// @param list the latest list imported for its distribution point
/// @param check the responder's word that it is good, as long as no newer one says otherwise
public record CertificateFacts(
        CertificateKey key,
        @Nullable CertificateSerial predecessor,
        Instant notBefore,
        Instant notAfter,
        FourItems items,
        List<Revocation> revocations,
        @Nullable RevocationListReference list,
        @Nullable SingleCheck check) {

    public CertificateFacts {
        revocations = List.copyOf(revocations);
    }

    /// Did it count at the instant, as far as is known now?
    ///
    /// A proven revocation needs no fresh list; an absent one does.
    public CertificateAnswer answerAt(Instant at, Instant now, Limits limits) {
        if (at.isBefore(notBefore)) {
            return new CertificateAnswer.Invalid(Invalidity.NOT_YET_VALID);
        }
        if (at.isAfter(notAfter)) {
            return new CertificateAnswer.Invalid(Invalidity.EXPIRED);
        }
        Set<RevocationReason> reasons = reasonsBy(at);
        if (!reasons.isEmpty()) {
            return ended(reasons);
        }
        if (list == null || !list.isFresh(now, limits.listMaxAge(), limits.clockSkew())) {
            return new CertificateAnswer.Undetermined(Doubt.REVOCATION_UNKNOWN);
        }
        return new CertificateAnswer.Valid(list);
    }

    /// How it ended, whenever that was; empty while it counts or where the reason cannot be judged.
    Optional<Invalidity> end() {
        return endBy(Instant.MAX);
    }

    /// How it had ended by the instant.
    Optional<Invalidity> endBy(Instant at) {
        return ended(reasonsBy(at)) instanceof CertificateAnswer.Invalid(Invalidity why)
                ? Optional.of(why)
                : Optional.empty();
    }

    /// Whether its key had been somebody else's, too, by the instant, for all that is known now.
    public boolean isCompromisedBy(Instant at) {
        return endBy(at).filter(Invalidity.COMPROMISED::equals).isPresent();
    }

    /// Whether it had been revoked by the instant for a reason that nobody here knows.
    boolean endedForUnknownReasonBy(Instant at) {
        return reasonsBy(at).contains(RevocationReason.UNKNOWN) && endBy(at).isEmpty();
    }

    private Set<RevocationReason> reasonsBy(Instant at) {
        return revocations.stream()
                .filter(revocation -> !revocation.at().isAfter(at))
                .map(Revocation::reason)
                .collect(Collectors.toUnmodifiableSet());
    }

    /// Where two sources give two reasons, the graver counts.
    private static CertificateAnswer ended(Set<RevocationReason> reasons) {
        if (reasons.contains(RevocationReason.KEY_COMPROMISE)
                || reasons.contains(RevocationReason.CA_COMPROMISE)) {
            return new CertificateAnswer.Invalid(Invalidity.COMPROMISED);
        }
        if (reasons.contains(RevocationReason.CESSATION_OF_OPERATION)
                || reasons.contains(RevocationReason.CERTIFICATE_HOLD)) {
            return new CertificateAnswer.Invalid(Invalidity.GIVEN_UP);
        }
        if (reasons.contains(RevocationReason.UNSPECIFIED)) {
            return new CertificateAnswer.Invalid(Invalidity.DISCARDED);
        }
        if (reasons.contains(RevocationReason.AFFILIATION_CHANGED)) {
            return new CertificateAnswer.Invalid(Invalidity.CONTENTS_CHANGED);
        }
        if (reasons.contains(RevocationReason.SUPERSEDED)) {
            return new CertificateAnswer.Invalid(Invalidity.RENEWED);
        }
        return new CertificateAnswer.Undetermined(Doubt.CERTIFICATE_UNDETERMINED);
    }
}
