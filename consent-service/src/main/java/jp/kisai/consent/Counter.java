package jp.kisai.consent;

import static jp.kisai.consent.Verification.require;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import jp.kisai.consent.domain.CertificateKey;
import jp.kisai.consent.domain.HolderFacts;
import jp.kisai.consent.outside.Papers;
import jp.kisai.consent.outside.SignatureCertificate;
import jp.kisai.consent.store.CertificateRow;
import jp.kisai.consent.store.CertificateStore;
import jp.kisai.consent.store.ConsentRow;
import jp.kisai.consent.store.ConsentStore;
import jp.kisai.consent.store.EvidenceRow;
import jp.kisai.consent.store.EvidenceStore;
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
    private final SingleChecks singleChecks;
    private final HolderStore holders;
    private final CertificateStore certificates;
    private final ConsentStore consents;
    private final EvidenceStore evidence;
    private final PoliceSubmissions submissions;
    private final ConsentRegister register;
    private final ConsentNews news;
    private final Judging judging;

    Counter(
            Postbox postbox,
            Verification verification,
            SingleChecks singleChecks,
            HolderStore holders,
            CertificateStore certificates,
            ConsentStore consents,
            EvidenceStore evidence,
            PoliceSubmissions submissions,
            ConsentRegister register,
            ConsentNews news,
            Judging judging) {
        this.postbox = postbox;
        this.verification = verification;
        this.singleChecks = singleChecks;
        this.holders = holders;
        this.certificates = certificates;
        this.consents = consents;
        this.evidence = evidence;
        this.submissions = submissions;
        this.register = register;
        this.news = news;
        this.judging = judging;
    }

    /// Where something is handed in.
    public enum Desk {
        POLICE,
        PORTAL
    }

    /// Takes in a signature certificate that is in order and valid now. At the portal this links
    /// the holder's licence (利用者登録); it takes one that was submitted at the police before.
    public Uni<SignatureCertificate> submitCertificate(HolderId holder, byte[] der, Desk desk) {
        return verification
                .certificate(der)
                .call(certificate -> singleChecks.ask(certificate.key()))
                .call(
                        certificate ->
                                postbox.transact(
                                        List.of(holder),
                                        work -> submit(work, holder, certificate, desk)));
    }

    /// Takes in a consent that was signed just now with a certificate that was submitted before.
    public Uni<ConsentRow> consent(HolderId holder, byte[] cms, String by, Desk desk) {
        return verification
                .paper(holder, cms, Papers.Paper.Consent.class)
                .chain(
                        signed ->
                                postbox.transact(
                                        List.of(holder),
                                        work -> {
                                            verification.requireJustNow(signed.at(), work.now());
                                            return submissions
                                                    .require(work, holder, desk)
                                                    .chain(
                                                            () ->
                                                                    register(
                                                                            work, holder, signed,
                                                                            by));
                                        }));
    }

    /// Brings in a consent that was given earlier, elsewhere, with the certificate that it was
    /// signed with: the police had it by then.
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
                                                                    submissions.note(
                                                                            work,
                                                                            holder,
                                                                            signed.key(),
                                                                            signed.at()))
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
                                                work ->
                                                        once(
                                                                work,
                                                                signed,
                                                                () ->
                                                                        withdraw(
                                                                                work, holder,
                                                                                signed)))
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
                                                work ->
                                                        once(
                                                                work,
                                                                signed,
                                                                () -> submit(work, holder, signed)))
                                        .replaceWith(signed.id("domicile")));
    }

    /// The same paper handed in twice is one paper: whoever saw no answer may hand it in again.
    private Uni<Void> once(UnitOfWork work, Signed<?> signed, Supplier<Uni<Void>> take) {
        return evidence.document(work.session(), signed.paper().holder(), signed.id("evidence"))
                .chain(known -> known.isPresent() ? Uni.createFrom().voidItem() : take.get());
    }

    private Uni<Void> submit(
            UnitOfWork work, HolderId holder, SignatureCertificate certificate, Desk desk) {
        return take(work, holder, certificate)
                .chain(() -> facts(work, holder))
                .invoke(
                        facts ->
                                verification.requireValid(
                                        facts, certificate.key(), work.now(), work.now()))
                .chain(() -> atDesk(work, holder, certificate.key(), desk))
                .chain(
                        () ->
                                news.tellOfCertificates(
                                        work, List.of(holder), List.of(certificate.key())))
                .chain(() -> judging.judge(work, List.of(holder)));
    }

    private Uni<Void> atDesk(UnitOfWork work, HolderId holder, CertificateKey key, Desk desk) {
        return switch (desk) {
            case POLICE -> submissions.note(work, holder, key, work.now());
            case PORTAL -> submissions.require(work, holder, desk);
        };
    }

    private Uni<Void> withdraw(
            UnitOfWork work, HolderId holder, Signed<Papers.Paper.Withdrawal> signed) {
        verification.requireJustNow(signed.at(), work.now());
        return facts(work, holder)
                .invoke(
                        facts ->
                                verification.requireValid(
                                        facts, signed.key(), signed.at(), work.now()))
                .chain(() -> register.withdraw(work, signed))
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
        EvidenceRow document = signed.evidence(EvidenceRow.Kind.DOMICILE, work.now());
        return facts(work, holder)
                .invoke(
                        facts ->
                                verification.requireNotInvalid(
                                        facts, signed.key(), signed.at(), work.now()))
                .chain(() -> consents.add(work.session(), row, document))
                .chain(() -> judging.judge(work, List.of(holder)));
    }

    private Uni<ConsentRow> register(
            UnitOfWork work, HolderId holder, Signed<Papers.Paper.Consent> signed, String by) {
        return register.same(work, holder, signed)
                .chain(
                        same ->
                                same.isPresent()
                                        ? Uni.createFrom().item(same.get())
                                        : add(work, holder, signed, by));
    }

    private Uni<ConsentRow> add(
            UnitOfWork work, HolderId holder, Signed<Papers.Paper.Consent> signed, String by) {
        return facts(work, holder)
                .invoke(
                        facts ->
                                verification.requireValid(
                                        facts, signed.key(), signed.at(), work.now()))
                .chain(() -> register.add(work, signed, by))
                .call(() -> judging.judge(work, List.of(holder)));
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
