package jp.kisai.consent.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import jp.kisai.consent.domain.Gate.Basis;
import jp.kisai.contracts.vocabulary.CarriedText;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.ChangeReason;
import jp.kisai.contracts.vocabulary.Doubt;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.ItemChange;
import jp.kisai.contracts.vocabulary.Refusal;

/// The gates of one holder's round, asked for one item at a time, in this order: is the holder
/// still there; is the item still the newest; did it take effect; was it consented to; can the chip
/// carry it; is the reason known; does a certificate, or for a domicile the holder's own
/// submission, bear it out.
final class Gates {

    private final HolderFacts facts;
    private final Confirmations confirmations;
    private final Limits limits;
    private final Instant now;

    Gates(HolderFacts facts, Confirmations confirmations, Limits limits, Instant now) {
        this.facts = facts;
        this.confirmations = confirmations;
        this.limits = limits;
        this.now = now;
    }

    /// @param used submissions that served an earlier change of this round
    Gate answer(Change change, Item item, Set<UUID> used) {
        if (facts.presence().isOverBy(change.effectiveAt())) {
            return new Gate.Closed(Refusal.HOLDER_DECEASED, Basis.NONE);
        }
        if (isOvertaken(change, item)) {
            return new Gate.Closed(Refusal.SUPERSEDED, Basis.NONE);
        }
        Gate answer =
                change.effectiveAt().isAfter(now)
                        ? notYetEffective(change)
                        : effective(change, item, used);
        return answer instanceof Gate.NotYet(_, _, _, Basis basis)
                ? facts.presence()
                        .endsWaits()
                        .<Gate>map(gone -> new Gate.Closed(gone, basis))
                        .orElse(answer)
                : answer;
    }

    /// Whether a decided change has nothing more to say about the register of residents.
    ///
    /// @param contained changes that are in the certificate with which later ones are compared
    boolean isSettled(Change change, Set<ChangeKey> contained) {
        if (!change.altersCertificate() || contained.contains(change.key())) {
            return true;
        }
        if (confirmations.certificates().containsKey(change.key())
                || confirmations.late().contains(change.key())) {
            return false;
        }
        boolean contradicted =
                change.states().containsValue(new ItemState.Refused(Refusal.SUCCESSOR_DISAGREES));
        boolean noneHolds = change.values().keySet().stream().noneMatch(change::holds);
        return contradicted || noneHolds || precedesConsent(change);
    }

    /// A consent is signed with a certificate that is valid then: it shows the register anew.
    private boolean precedesConsent(Change change) {
        return facts.consents()
                .latest()
                .filter(consent -> consent.givenAt().isBefore(change.orderAt()))
                .isEmpty();
    }

    private boolean isOvertaken(Change change, Item item) {
        boolean inSamePrefix =
                confirmations.overtaken().getOrDefault(change.key(), Set.of()).contains(item);
        return inSamePrefix
                || facts.changes().stream().anyMatch(other -> other.undoes(change, item));
    }

    private static Gate notYetEffective(Change change) {
        Instant at = change.effectiveAt();
        return new Gate.NotYet(Doubt.NOT_YET_EFFECTIVE, at, at, Basis.NONE);
    }

    private Gate effective(Change change, Item item, Set<UUID> used) {
        ItemChange value = Objects.requireNonNull(change.values().get(item));
        if (item == Item.DOMICILE) {
            return characters(value, Basis.NONE)
                    .or(() -> reason(change, Basis.NONE))
                    .orElseGet(() -> submission(change, value, used));
        }
        return switch (facts.consents().covers(item, change.effectiveAt())) {
            case Coverage.NotCovered(Refusal refusal, Consent judged) ->
                    new Gate.Closed(refusal, Basis.of(judged));
            case Coverage.Covered(Consent consent) ->
                    characters(value, Basis.of(consent))
                            .or(() -> reason(change, Basis.of(consent)))
                            .orElseGet(() -> certificate(change, consent));
        };
    }

    private static Optional<Gate> characters(ItemChange value, Basis basis) {
        CarriedText.Check check =
                switch (value) {
                    case ItemChange.Address(_, String text) ->
                            CarriedText.check(text, CarriedText.ADDRESS_MAX_BYTES);
                    case ItemChange.Name(String text, _) ->
                            CarriedText.check(text, CarriedText.NAME_MAX_BYTES);
                    case ItemChange.BirthDate _ -> CarriedText.check("", 0);
                    case ItemChange.Domicile(String text) ->
                            CarriedText.check(text, CarriedText.DOMICILE_MAX_BYTES);
                };
        return switch (check) {
            case CarriedText.Carried _ -> Optional.empty();
            case CarriedText.NotCarried _ ->
                    Optional.of(new Gate.Closed(Refusal.NEEDS_COUNTER_CHARACTERS, basis));
        };
    }

    private Optional<Gate> reason(Change change, Basis basis) {
        return change.reason() == ChangeReason.UNKNOWN
                ? Optional.of(inDoubt(change, Doubt.REASON_UNKNOWN, limits.recheckWaiting(), basis))
                : Optional.empty();
    }

    /// A doubt that others than the holder must resolve. It has as long as a successor certificate,
    /// counted from the same instant.
    private Gate inDoubt(Change change, Doubt doubt, Duration recheck, Basis basis) {
        Instant until = change.effectiveAt().plus(limits.successor());
        Instant end = until.plus(limits.certificateArrival());
        return now.isBefore(end)
                ? new Gate.NotYet(doubt, until, earlier(end, now.plus(recheck)), basis)
                : new Gate.Closed(Refusal.NOT_KNOWN_IN_TIME, basis);
    }

    private Gate certificate(Change change, Consent consent) {
        ChangeKey key = change.key();
        Optional<CertificateFacts> signedWith = facts.certificate(consent.certificate());
        if (signedWith.isEmpty()) {
            return new Gate.Closed(Refusal.CERTIFICATE_NOT_ACCEPTABLE, Basis.of(consent));
        }
        Lineage lineage = Lineage.from(signedWith.get(), facts.certificates());
        Confirmations.Confirmation confirmation = confirmations.certificates().get(key);
        if (confirmation != null && lineage.contains(confirmation.certificate())) {
            return new Gate.Passed(
                    new Basis(
                            consent,
                            confirmation.certificate().key(),
                            confirmation.asOf(),
                            confirmation.list(),
                            null));
        }
        Doubt doubt = confirmations.doubts().get(key);
        if (doubt != null) {
            return inDoubt(change, doubt, limits.recheckUnknown(), Basis.of(consent));
        }
        if (confirmations.late().contains(key)) {
            return new Gate.Closed(Refusal.NO_SUCCESSOR_IN_TIME, Basis.of(consent));
        }
        return unconfirmed(change, consent, lineage);
    }

    private Gate unconfirmed(Change change, Consent consent, Lineage lineage) {
        Basis basis = Basis.of(consent);
        Optional<Refusal> broken = lineage.broken();
        if (broken.isPresent()) {
            return new Gate.Closed(broken.get(), basis);
        }
        Instant from = change.effectiveAt();
        Instant until = from.plus(limits.successor());
        if (flawedSuccessors(lineage, from, until).anyMatch(one -> !one.undetermined())) {
            return new Gate.Closed(Refusal.CERTIFICATE_NOT_ACCEPTABLE, basis);
        }
        if (lineage.endedForUnknownReason()
                || flawedSuccessors(lineage, from, until).findAny().isPresent()) {
            return inDoubt(change, Doubt.CERTIFICATE_UNDETERMINED, limits.recheckWaiting(), basis);
        }
        Instant wakeAt = until.plus(limits.certificateArrival());
        if (!now.isBefore(wakeAt)) {
            return new Gate.Closed(
                    lineage.hasIssuedBetween(from, until)
                            ? Refusal.SUCCESSOR_DISAGREES
                            : Refusal.NO_SUCCESSOR_IN_TIME,
                    basis);
        }
        return new Gate.NotYet(
                Doubt.WAITING_FOR_SUCCESSOR,
                until,
                earlier(wakeAt, now.plus(limits.recheckWaiting())),
                basis);
    }

    private Stream<FlawedCertificate> flawedSuccessors(
            Lineage lineage, Instant from, Instant until) {
        return facts.flawed().stream()
                .filter(
                        flawed ->
                                !flawed.notBefore().isBefore(from)
                                        && !flawed.notBefore().isAfter(until))
                .filter(
                        flawed ->
                                lineage.certificates().stream()
                                        .anyMatch(
                                                one ->
                                                        one.key()
                                                                .serial()
                                                                .equals(flawed.predecessor())));
    }

    private Gate submission(Change change, ItemChange value, Set<UUID> used) {
        Instant until = change.effectiveAt().plus(limits.submissionAfter());
        Instant from = change.effectiveAt().minus(limits.submissionBefore());
        Doubt doubt = Doubt.WAITING_FOR_HOLDER;
        for (DomicileSubmission submission : facts.submissions()) {
            boolean inTime =
                    !submission.submittedAt().isBefore(from)
                            && !submission.submittedAt().isAfter(until);
            if (inTime && !used.contains(submission.id()) && saysTheSame(submission, value)) {
                CertificateFacts certificate =
                        facts.certificate(submission.certificate())
                                .orElseThrow(
                                        () ->
                                                new IllegalStateException(
                                                        "submissions are taken on known"
                                                                + " certificates"));
                switch (certificate.answerAt(submission.submittedAt(), now, limits)) {
                    case CertificateAnswer.Valid(RevocationListReference list) -> {
                        return new Gate.Passed(
                                new Basis(
                                        null,
                                        certificate.key(),
                                        submission.submittedAt(),
                                        list,
                                        submission.id()));
                    }
                    case CertificateAnswer.Undetermined(Doubt unknown) -> doubt = unknown;
                    case CertificateAnswer.Invalid _ -> {
                        // Signed with what did not count then: as if it were not there.
                    }
                }
            }
        }
        if (doubt != Doubt.WAITING_FOR_HOLDER) {
            return inDoubt(change, doubt, limits.recheckUnknown(), Basis.NONE);
        }
        return now.isAfter(until)
                ? new Gate.Closed(Refusal.NO_SUBMISSION_IN_TIME, Basis.NONE)
                : new Gate.NotYet(doubt, until, until.plusMillis(1), Basis.NONE);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static boolean saysTheSame(DomicileSubmission submission, ItemChange value) {
        return value instanceof ItemChange.Domicile(String text)
                && RegisteredText.of(text).agreesWith(submission.domicile());
    }
}
