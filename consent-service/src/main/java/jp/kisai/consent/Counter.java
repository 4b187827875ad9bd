package jp.kisai.consent;

import static jp.kisai.consent.Verification.require;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.kisai.consent.domain.Consent;
import jp.kisai.consent.domain.HolderFacts;
import jp.kisai.consent.outside.Papers;
import jp.kisai.consent.outside.SignatureCertificate;
import jp.kisai.consent.store.CertificateRow;
import jp.kisai.consent.store.CertificateStore;
import jp.kisai.consent.store.ConsentRow;
import jp.kisai.consent.store.ConsentStore;
import jp.kisai.consent.store.EvidenceRow;
import jp.kisai.consent.store.HolderStore;
import jp.kisai.consent.store.SubmissionRow;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.postbox.Postbox;
import jp.kisai.postbox.UnitOfWork;

/// What holders hand in, at a police counter or through the portal: certificates, consents,
/// withdrawals and domicile submissions. Each is verified before the transaction and judged inside
/// it; each may release what waited for it.
@ApplicationScoped
public class Counter {

    private final Postbox postbox;
    private final Verification verification;
    private final HolderStore holders;
    private final CertificateStore certificates;
    private final ConsentStore consents;
    private final Judging judging;

    Counter(
            Postbox postbox,
            Verification verification,
            HolderStore holders,
            CertificateStore certificates,
            ConsentStore consents,
            Judging judging) {
        this.postbox = postbox;
        this.verification = verification;
        this.holders = holders;
        this.certificates = certificates;
        this.consents = consents;
        this.judging = judging;
    }

    /// Takes in a signature certificate that is in order and valid now.
    public Uni<SignatureCertificate> submitCertificate(HolderId holder, byte[] der) {
        return verification
                .certificate(der)
                .call(
                        certificate ->
                                postbox.transact(
                                        List.of(holder),
                                        work -> submit(work, holder, certificate)));
    }

    /// Takes in a consent that was signed just now with a certificate that was submitted before.
    public Uni<ConsentRow> consent(HolderId holder, byte[] cms, String by) {
        return verification
                .paper(holder, cms, Papers.Paper.Consent.class)
                .chain(
                        signed ->
                                postbox.transact(
                                        List.of(holder),
                                        work -> {
                                            verification.requireJustNow(signed.at(), work.now());
                                            return register(work, holder, signed, by);
                                        }));
    }

    /// Brings in a consent that was given earlier, elsewhere, with the certificate that it was
    /// signed with.
    public Uni<ConsentRow> importConsent(HolderId holder, byte[] cms, String by) {
        return verification
                .paper(holder, cms, Papers.Paper.Consent.class)
                .chain(
                        signed ->
                                postbox.transact(
                                        List.of(holder),
                                        work -> {
                                            verification.requireNotInFuture(
                                                    signed.at(), work.now());
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
        return verification
                .paper(holder, cms, Papers.Paper.Withdrawal.class)
                .chain(
                        signed ->
                                postbox.transact(
                                                List.of(holder),
                                                work -> withdraw(work, holder, signed))
                                        .replaceWith(signed.at()));
    }

    /// Takes in the holder's own word for a change of domicile. Whether its certificate was revoked
    /// by then is judged with the change, so that a revocation list that is late holds up nobody at
    /// the counter.
    public Uni<UUID> submitDomicile(HolderId holder, byte[] cms) {
        return verification
                .paper(holder, cms, Papers.Paper.Domicile.class)
                .chain(
                        signed ->
                                postbox.transact(
                                                List.of(holder),
                                                work -> submit(work, holder, signed))
                                        .replaceWith(signed.id("domicile")));
    }

    private Uni<Void> submit(UnitOfWork work, HolderId holder, SignatureCertificate certificate) {
        return take(work, holder, certificate)
                .chain(() -> facts(work, holder))
                .invoke(
                        facts ->
                                verification.requireValid(
                                        facts, certificate.key(), work.now(), work.now()))
                .chain(() -> judging.judge(work, List.of(holder)));
    }

    private Uni<Void> withdraw(
            UnitOfWork work, HolderId holder, Signed<Papers.Paper.Withdrawal> signed) {
        verification.requireJustNow(signed.at(), work.now());
        EvidenceRow evidence = signed.evidence(EvidenceRow.Kind.WITHDRAWAL, work.now());
        return facts(work, holder)
                .invoke(
                        facts ->
                                verification.requireValid(
                                        facts, signed.key(), signed.at(), work.now()))
                .chain(() -> consents.withdraw(work.session(), holder, signed.at(), evidence))
                .invoke(ended -> require(ended > 0, Declined.Rule.NO_CONSENT))
                .chain(() -> judging.judge(work, List.of(holder)));
    }

    private Uni<Void> submit(
            UnitOfWork work, HolderId holder, Signed<Papers.Paper.Domicile> signed) {
        verification.requireJustNow(signed.at(), work.now());
        SubmissionRow row =
                SubmissionRow.of(
                        signed.id("domicile"),
                        holder,
                        signed.paper().domicile(),
                        signed.at(),
                        signed.key(),
                        signed.id("evidence"),
                        work.now());
        EvidenceRow evidence = signed.evidence(EvidenceRow.Kind.DOMICILE, work.now());
        return facts(work, holder)
                .invoke(
                        facts ->
                                verification.requireNotInvalid(
                                        facts, signed.key(), signed.at(), work.now()))
                .chain(() -> consents.add(work.session(), row, evidence))
                .chain(() -> judging.judge(work, List.of(holder)));
    }

    /// The same consent handed in twice is one consent.
    private Uni<ConsentRow> register(
            UnitOfWork work, HolderId holder, Signed<Papers.Paper.Consent> signed, String by) {
        return consents.of(work.session(), holder)
                .chain(
                        known ->
                                same(known, signed)
                                        .map(row -> Uni.createFrom().item(row))
                                        .orElseGet(
                                                () ->
                                                        add(
                                                                work,
                                                                signed,
                                                                row(work, known, signed, by))));
    }

    private static Optional<ConsentRow> same(
            List<ConsentRow> known, Signed<Papers.Paper.Consent> signed) {
        return known.stream()
                .filter(row -> row.consent().givenAt().equals(signed.at()))
                .filter(row -> row.consent().items().equals(signed.paper().items()))
                .filter(row -> row.consent().certificate().equals(signed.key()))
                .findFirst();
    }

    private static ConsentRow row(
            UnitOfWork work,
            List<ConsentRow> known,
            Signed<Papers.Paper.Consent> signed,
            String by) {
        Papers.Paper.Consent paper = signed.paper();
        return ConsentRow.of(
                paper.holder(),
                new Consent(known.size() + 1L, paper.at(), paper.items(), signed.key(), null),
                paper.wording(),
                signed.id("evidence"),
                work.now(),
                by);
    }

    private Uni<ConsentRow> add(
            UnitOfWork work, Signed<Papers.Paper.Consent> signed, ConsentRow row) {
        HolderId holder = signed.paper().holder();
        EvidenceRow evidence = signed.evidence(EvidenceRow.Kind.CONSENT, work.now());
        return facts(work, holder)
                .invoke(
                        facts ->
                                verification.requireValid(
                                        facts, signed.key(), signed.at(), work.now()))
                .chain(() -> consents.add(work.session(), row, evidence))
                .chain(() -> judging.judge(work, List.of(holder)))
                .replaceWith(row);
    }

    private Uni<Void> take(UnitOfWork work, HolderId holder, SignatureCertificate certificate) {
        CertificateRow row = CertificateRow.of(holder, certificate, null, work.now());
        return certificates
                .take(work.session(), List.of(row))
                .invoke(taken -> require(!taken.isEmpty(), Declined.Rule.CERTIFICATE_OF_ANOTHER))
                .replaceWithVoid();
    }

    private Uni<HolderFacts> facts(UnitOfWork work, HolderId holder) {
        return holders.docket(work.session(), List.of(holder), work.now())
                .map(docket -> docket.facts(holder));
    }
}
