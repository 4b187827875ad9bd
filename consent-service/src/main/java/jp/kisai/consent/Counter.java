package jp.kisai.consent;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.kisai.consent.domain.CertificateAnswer;
import jp.kisai.consent.domain.CertificateFacts;
import jp.kisai.consent.domain.CertificateKey;
import jp.kisai.consent.domain.Consent;
import jp.kisai.consent.domain.HolderFacts;
import jp.kisai.consent.domain.Invalidity;
import jp.kisai.consent.domain.Limits;
import jp.kisai.consent.outside.CertificateChecks;
import jp.kisai.consent.outside.CertificateReading;
import jp.kisai.consent.outside.CertificateRule;
import jp.kisai.consent.outside.Papers;
import jp.kisai.consent.outside.SignatureCertificate;
import jp.kisai.consent.store.CertificateRow;
import jp.kisai.consent.store.CertificateStore;
import jp.kisai.consent.store.ConsentRow;
import jp.kisai.consent.store.ConsentStore;
import jp.kisai.consent.store.EvidenceRow;
import jp.kisai.consent.store.HolderStore;
import jp.kisai.consent.store.SubmissionRow;
import jp.kisai.contracts.vocabulary.Doubt;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.Uuids;
import jp.kisai.postbox.Postbox;
import jp.kisai.postbox.UnitOfWork;

/// What holders hand in, at a police counter or through the portal: certificates, consents,
/// withdrawals and domicile submissions. Each is verified before the transaction and judged inside
/// it; each may release what waited for it.
@ApplicationScoped
public class Counter {

    private final Postbox postbox;
    private final CertificateChecks checks;
    private final Papers papers;
    private final HolderStore holders;
    private final CertificateStore certificates;
    private final ConsentStore consents;
    private final Judging judging;
    private final Limits limits;
    private final Duration signedWithin;

    Counter(
            Postbox postbox,
            CertificateChecks checks,
            Papers papers,
            HolderStore holders,
            CertificateStore certificates,
            ConsentStore consents,
            Judging judging,
            Limits limits,
            ConsentSettings settings) {
        this.postbox = postbox;
        this.checks = checks;
        this.papers = papers;
        this.holders = holders;
        this.certificates = certificates;
        this.consents = consents;
        this.judging = judging;
        this.limits = limits;
        this.signedWithin = Duration.ofMinutes(settings.signedWithinMinutes());
    }

    /// Takes in a signature certificate that is in order and valid now.
    public Uni<SignatureCertificate> submitCertificate(HolderId holder, byte[] der) {
        return Worker.compute(() -> inOrder(der))
                .chain(
                        certificate ->
                                postbox.transact(
                                        List.of(holder),
                                        work ->
                                                take(work, holder, certificate)
                                                        .chain(() -> facts(work, holder))
                                                        .invoke(
                                                                facts ->
                                                                        requireValid(
                                                                                facts,
                                                                                certificate.key(),
                                                                                work.now(),
                                                                                work.now()))
                                                        .chain(
                                                                () ->
                                                                        judging.judge(
                                                                                work,
                                                                                List.of(holder)))
                                                        .replaceWith(certificate)));
    }

    /// Takes in a consent that was signed just now with a certificate that was submitted before.
    public Uni<ConsentRow> consent(HolderId holder, byte[] cms, String by) {
        return paper(holder, cms, Papers.Paper.Consent.class)
                .chain(
                        signed ->
                                postbox.transact(
                                        List.of(holder),
                                        work -> {
                                            requireJustNow(signed.paper().at(), work.now());
                                            return register(work, holder, signed, by);
                                        }));
    }

    /// Brings in a consent that was given earlier, elsewhere, with the certificate that it was
    /// signed with.
    public Uni<ConsentRow> importConsent(HolderId holder, byte[] cms, String by) {
        return paper(holder, cms, Papers.Paper.Consent.class)
                .chain(
                        signed ->
                                postbox.transact(
                                        List.of(holder),
                                        work -> {
                                            requireNotInFuture(signed.paper().at(), work.now());
                                            return take(work, holder, signed.certificate())
                                                    .chain(
                                                            () ->
                                                                    register(
                                                                            work, holder, signed,
                                                                            by));
                                        }));
    }

    /// Ends every consent that was given before. Effective at once.
    public Uni<Instant> withdraw(HolderId holder, byte[] cms) {
        return paper(holder, cms, Papers.Paper.Withdrawal.class)
                .chain(
                        signed ->
                                postbox.transact(
                                        List.of(holder),
                                        work ->
                                                facts(work, holder)
                                                        .invoke(
                                                                facts -> {
                                                                    requireJustNow(
                                                                            signed.paper().at(),
                                                                            work.now());
                                                                    requireValid(
                                                                            facts,
                                                                            signed.certificate()
                                                                                    .key(),
                                                                            signed.paper().at(),
                                                                            work.now());
                                                                })
                                                        .chain(
                                                                () ->
                                                                        consents.withdraw(
                                                                                work.session(),
                                                                                holder,
                                                                                signed.paper().at(),
                                                                                evidence(
                                                                                        holder,
                                                                                        EvidenceRow
                                                                                                .Kind
                                                                                                .WITHDRAWAL,
                                                                                        signed,
                                                                                        work
                                                                                                .now())))
                                                        .invoke(
                                                                ended ->
                                                                        require(
                                                                                ended > 0,
                                                                                Declined.Rule
                                                                                        .NO_CONSENT))
                                                        .chain(
                                                                () ->
                                                                        judging.judge(
                                                                                work,
                                                                                List.of(holder)))
                                                        .replaceWith(signed.paper().at())));
    }

    /// Takes in the holder's own word for a change of domicile. Whether its certificate was revoked
    /// by then is judged with the change, so that a revocation list that is late holds up nobody at
    /// the counter.
    public Uni<UUID> submitDomicile(HolderId holder, byte[] cms) {
        return paper(holder, cms, Papers.Paper.Domicile.class)
                .chain(
                        signed ->
                                postbox.transact(
                                        List.of(holder),
                                        work ->
                                                facts(work, holder)
                                                        .invoke(
                                                                facts -> {
                                                                    requireJustNow(
                                                                            signed.paper().at(),
                                                                            work.now());
                                                                    requireNotInvalid(
                                                                            facts,
                                                                            signed.certificate()
                                                                                    .key(),
                                                                            signed.paper().at(),
                                                                            work.now());
                                                                })
                                                        .chain(
                                                                () -> {
                                                                    EvidenceRow evidence =
                                                                            evidence(
                                                                                    holder,
                                                                                    EvidenceRow.Kind
                                                                                            .DOMICILE,
                                                                                    signed,
                                                                                    work.now());
                                                                    UUID id =
                                                                            id(
                                                                                    "domicile",
                                                                                    holder,
                                                                                    signed);
                                                                    SubmissionRow row =
                                                                            SubmissionRow.of(
                                                                                    id,
                                                                                    holder,
                                                                                    signed.paper()
                                                                                            .domicile(),
                                                                                    signed.paper()
                                                                                            .at(),
                                                                                    signed.certificate()
                                                                                            .key(),
                                                                                    id(
                                                                                            "evidence",
                                                                                            holder,
                                                                                            signed),
                                                                                    work.now());
                                                                    return consents.add(
                                                                                    work.session(),
                                                                                    row,
                                                                                    evidence)
                                                                            .chain(
                                                                                    () ->
                                                                                            judging
                                                                                                    .judge(
                                                                                                            work,
                                                                                                            List
                                                                                                                    .of(
                                                                                                                            holder)))
                                                                            .replaceWith(id);
                                                                })));
    }

    private Uni<ConsentRow> register(
            UnitOfWork work, HolderId holder, Signed<Papers.Paper.Consent> signed, String by) {
        Papers.Paper.Consent paper = signed.paper();
        return consents.of(work.session(), holder)
                .chain(
                        known -> {
                            Optional<ConsentRow> same =
                                    known.stream()
                                            .filter(
                                                    row ->
                                                            row.consent()
                                                                            .givenAt()
                                                                            .equals(paper.at())
                                                                    && row.consent()
                                                                            .items()
                                                                            .equals(paper.items())
                                                                    && row.consent()
                                                                            .certificate()
                                                                            .equals(
                                                                                    signed.certificate()
                                                                                            .key()))
                                            .findFirst();
                            if (same.isPresent()) {
                                return Uni.createFrom().item(same.get());
                            }
                            Consent consent =
                                    new Consent(
                                            known.size() + 1L,
                                            paper.at(),
                                            paper.items(),
                                            signed.certificate().key(),
                                            null);
                            ConsentRow row =
                                    ConsentRow.of(
                                            holder,
                                            consent,
                                            paper.wording(),
                                            id("evidence", holder, signed),
                                            work.now(),
                                            by);
                            return facts(work, holder)
                                    .invoke(
                                            facts ->
                                                    requireValid(
                                                            facts,
                                                            signed.certificate().key(),
                                                            paper.at(),
                                                            work.now()))
                                    .chain(
                                            () ->
                                                    consents.add(
                                                            work.session(),
                                                            row,
                                                            evidence(
                                                                    holder,
                                                                    EvidenceRow.Kind.CONSENT,
                                                                    signed,
                                                                    work.now())))
                                    .chain(() -> judging.judge(work, List.of(holder)))
                                    .replaceWith(row);
                        });
    }

    /// A document whose signature holds and whose certificate is in order.
    @SuppressWarnings("ArrayRecordComponent") // never compared: stored as it came
    private record Signed<P extends Papers.Paper>(
            P paper, SignatureCertificate certificate, byte[] document) {}

    private <P extends Papers.Paper> Uni<Signed<P>> paper(
            HolderId holder, byte[] cms, Class<P> kind) {
        return Worker.compute(
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

    private SignatureCertificate inOrder(byte[] der) {
        return switch (checks.read(der)) {
            case CertificateReading.InOrder(SignatureCertificate certificate) -> certificate;
            case CertificateReading.NotInOrder(CertificateRule rule) ->
                    throw new Declined(Declined.Rule.CERTIFICATE_NOT_IN_ORDER, rule.name());
        };
    }

    private Uni<Void> take(UnitOfWork work, HolderId holder, SignatureCertificate certificate) {
        return certificates
                .take(
                        work.session(),
                        List.of(CertificateRow.of(holder, certificate, null, work.now())))
                .invoke(taken -> require(!taken.isEmpty(), Declined.Rule.CERTIFICATE_OF_ANOTHER))
                .replaceWithVoid();
    }

    private Uni<HolderFacts> facts(UnitOfWork work, HolderId holder) {
        return holders.docket(work.session(), List.of(holder), work.now())
                .map(docket -> docket.facts(holder));
    }

    private void requireValid(HolderFacts facts, CertificateKey key, Instant at, Instant now) {
        if (answer(facts, key, at, now) instanceof CertificateAnswer.Undetermined(Doubt doubt)) {
            throw new Declined(Declined.Rule.TRY_AGAIN_LATER, doubt.name());
        }
    }

    private void requireNotInvalid(HolderFacts facts, CertificateKey key, Instant at, Instant now) {
        answer(facts, key, at, now);
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

    private void requireJustNow(Instant at, Instant now) {
        requireNotInFuture(at, now);
        require(!at.plus(signedWithin).isBefore(now), Declined.Rule.SIGNED_TOO_LONG_AGO);
    }

    private void requireNotInFuture(Instant at, Instant now) {
        require(!at.isAfter(now.plus(limits.clockSkew())), Declined.Rule.SIGNED_IN_FUTURE);
    }

    private static void require(boolean holds, Declined.Rule otherwise) {
        if (!holds) {
            throw new Declined(otherwise, "");
        }
    }

    private static EvidenceRow evidence(
            HolderId holder, EvidenceRow.Kind kind, Signed<?> signed, Instant now) {
        return EvidenceRow.of(id("evidence", holder, signed), holder, kind, signed.document(), now);
    }

    /// Named by what was said, when and with which certificate, never by the bytes: a signature has
    /// many encodings.
    private static UUID id(String kind, HolderId holder, Signed<?> signed) {
        return Uuids.derived(
                kind,
                holder.text(),
                signed.paper().getClass().getSimpleName(),
                signed.paper().at().toString(),
                signed.certificate().key().authority(),
                signed.certificate().key().serial().text());
    }
}
