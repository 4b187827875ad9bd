package jp.kisai.consent;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import jp.kisai.consent.domain.CertificateAnswer;
import jp.kisai.consent.domain.CertificateFacts;
import jp.kisai.consent.domain.CertificateKey;
import jp.kisai.consent.domain.HolderFacts;
import jp.kisai.consent.domain.Invalidity;
import jp.kisai.consent.domain.Limits;
import jp.kisai.consent.outside.CertificateDoubt;
import jp.kisai.consent.outside.CertificateReading;
import jp.kisai.consent.outside.CertificateRule;
import jp.kisai.consent.outside.Papers;
import jp.kisai.consent.outside.SignatureCertificate;
import jp.kisai.contracts.vocabulary.Doubt;
import jp.kisai.contracts.vocabulary.HolderId;

/// What must hold before anything that a holder hands in is taken; whatever does not is [Declined].
@ApplicationScoped
class Verification {

    private final Inspection inspection;
    private final Papers papers;
    private final Limits limits;
    private final Duration signedWithin;
    private final Duration ocspMaxAge;

    Verification(Inspection inspection, Papers papers, Limits limits, ConsentSettings settings) {
        this.inspection = inspection;
        this.papers = papers;
        this.limits = limits;
        this.ocspMaxAge = Duration.ofMinutes(settings.ocspMaxAgeMinutes());
        this.signedWithin = Duration.ofMinutes(settings.signedWithinMinutes());
    }

    /// The certificate, if it is one of the JPKI's for signatures.
    Uni<SignatureCertificate> certificate(byte[] der) {
        return inspection.atCounter(() -> inOrder(der));
    }

    /// The paper, if it is of the kind, for the holder, and its signature holds.
    <P extends Papers.Paper> Uni<Signed<P>> paper(HolderId holder, byte[] cms, Class<P> kind) {
        return inspection.atCounter(
                () ->
                        switch (papers.open(cms)) {
                            case Papers.Opened.Refused(String rule) ->
                                    throw new Declined(Declined.Rule.DOCUMENT_REFUSED, rule);
                            case Papers.Opened.Signed(Papers.Paper paper, byte[] certificate) -> {
                                require(kind.isInstance(paper), Declined.Rule.OTHER_DOCUMENT);
                                require(paper.holder().equals(holder), Declined.Rule.OTHER_HOLDER);
                                yield new Signed<>(kind.cast(paper), inOrder(certificate), cms);
                            }
                        });
    }

    /// The holder's certificate counted then, and it is known that it was not revoked: from a list
    /// or, while that is late, from a responder who was asked about this one certificate.
    void requireValid(HolderFacts facts, CertificateKey key, Instant at, Instant now) {
        if (answer(facts, key, at, now) instanceof CertificateAnswer.Undetermined(Doubt doubt)
                && !isVouchedFor(facts, key, doubt, now)) {
            throw new Declined(Declined.Rule.TRY_AGAIN_LATER, doubt.name());
        }
    }

    private boolean isVouchedFor(HolderFacts facts, CertificateKey key, Doubt doubt, Instant now) {
        return doubt == Doubt.REVOCATION_UNKNOWN
                && facts.certificate(key)
                        .map(CertificateFacts::check)
                        .filter(check -> check.isFresh(now, ocspMaxAge, limits.clockSkew()))
                        .isPresent();
    }

    /// Nothing is known against the holder's certificate as of then.
    void requireNotInvalid(HolderFacts facts, CertificateKey key, Instant at, Instant now) {
        answer(facts, key, at, now);
    }

    void requireJustNow(Instant at, Instant now) {
        requireNotInFuture(at, now);
        require(!at.plus(signedWithin).isBefore(now), Declined.Rule.SIGNED_TOO_LONG_AGO);
    }

    void requireNotInFuture(Instant at, Instant now) {
        require(!at.isAfter(now.plus(limits.clockSkew())), Declined.Rule.SIGNED_IN_FUTURE);
    }

    static void require(boolean holds, Declined.Rule otherwise) {
        if (!holds) {
            throw new Declined(otherwise, "");
        }
    }

    private CertificateAnswer answer(
            HolderFacts facts, CertificateKey key, Instant at, Instant now) {
        CertificateFacts certificate =
                facts.certificate(key)
                        .orElseThrow(
                                () -> new Declined(Declined.Rule.CERTIFICATE_NOT_SUBMITTED, ""));
        CertificateAnswer answer = certificate.answerAt(at, now, limits);
        if (answer instanceof CertificateAnswer.Invalid(Invalidity why)) {
            throw new Declined(Declined.Rule.CERTIFICATE_NOT_VALID, why.name());
        }
        return answer;
    }

    private SignatureCertificate inOrder(byte[] der) {
        return switch (inspection.certificate(der)) {
            case CertificateReading.InOrder(SignatureCertificate certificate) -> certificate;
            case CertificateReading.NotInOrder(CertificateRule rule) ->
                    throw new Declined(Declined.Rule.CERTIFICATE_NOT_IN_ORDER, rule.name());
            case CertificateReading.Undetermined(CertificateDoubt doubt) ->
                    throw new Declined(Declined.Rule.CERTIFICATE_UNDETERMINED, doubt.name());
        };
    }
}
