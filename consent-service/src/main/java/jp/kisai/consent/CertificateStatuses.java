package jp.kisai.consent;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import jp.kisai.consent.domain.FlawedCertificate;
import jp.kisai.consent.domain.Revocation;
import jp.kisai.consent.outside.CertificateDoubt;
import jp.kisai.consent.outside.CertificateReading;
import jp.kisai.consent.outside.CertificateRule;
import jp.kisai.consent.outside.SignatureCertificate;
import jp.kisai.consent.store.CertificateRow;
import jp.kisai.consent.store.CertificateStore;
import jp.kisai.consent.store.FlawedCertificateRow;
import jp.kisai.consent.store.ToldRevocationRow;
import jp.kisai.contracts.CloudEvent;
import jp.kisai.contracts.EventType;
import jp.kisai.contracts.Source;
import jp.kisai.contracts.Topics;
import jp.kisai.contracts.event.CertificateStatusChanged;
import jp.kisai.contracts.signature.DetachedSignature;
import jp.kisai.contracts.vocabulary.DeadLetterCause;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.postbox.Admission;
import jp.kisai.postbox.Arrival;
import jp.kisai.postbox.Intake;
import jp.kisai.postbox.UnitOfWork;
import org.jboss.logging.Logger;

/// What the JPKI gateway says of certificates. Its word is a fact only if the pinned gateway signed
/// it; and an issued certificate counts only if it is itself in order.
@ApplicationScoped
class CertificateStatuses implements Intake {

    private static final Logger LOG = Logger.getLogger(CertificateStatuses.class);

    private final Trust trust;
    private final Inspection inspection;
    private final CertificateStore store;
    private final ConsentNews consentNews;
    private final Judging judging;

    CertificateStatuses(
            Trust trust,
            Inspection inspection,
            CertificateStore store,
            ConsentNews consentNews,
            Judging judging) {
        this.trust = trust;
        this.inspection = inspection;
        this.store = store;
        this.consentNews = consentNews;
        this.judging = judging;
    }

    @Override
    public String topic() {
        return Topics.CERTIFICATE_STATUS_CHANGED;
    }

    @Override
    public Set<EventType<?>> types() {
        return Set.of(EventType.CERTIFICATE_STATUS_CHANGED);
    }

    @Override
    public Uni<List<Admission>> admit(List<Arrival> arrivals) {
        return Worker.compute(() -> arrivals.parallelStream().map(this::admission).toList());
    }

    private Admission admission(Arrival arrival) {
        Optional<DeadLetterCause> cause =
                arrival.event().source().equals(Source.JPKI)
                        ? ProducerAdmission.causeOf(
                                DetachedSignature.check(
                                        arrival.record().value(),
                                        ProducerAdmission.signatureOf(arrival.record()),
                                        trust.gateway()))
                        : Optional.of(DeadLetterCause.UNKNOWN_PRODUCER);
        return cause.<Admission>map(why -> new Admission.Rejected(arrival, why))
                .orElseGet(() -> new Admission.Admitted(arrival));
    }

    @Override
    public Uni<Void> handle(UnitOfWork work, List<Arrival> arrivals) {
        Set<HolderId> holders = new LinkedHashSet<>();
        arrivals.forEach(arrival -> holders.add(arrival.event().subject()));
        return Worker.compute(() -> arrivals.parallelStream().map(this::news).toList())
                .chain(news -> write(work, news))
                .chain(() -> judging.judge(work, holders));
    }

    /// What one event says, its certificate read.
    private sealed interface News {

        record Issued(
                HolderId holder,
                SignatureCertificate certificate,
                CertificateStatusChanged.Issued said)
                implements News {}

        record Flawed(
                CloudEvent<?> event,
                CertificateStatusChanged.Issued said,
                String rule,
                boolean undetermined)
                implements News {}

        record Revoked(CloudEvent<?> event, CertificateStatusChanged.Revoked said)
                implements News {}
    }

    private News news(Arrival arrival) {
        CloudEvent<?> event = arrival.event();
        if (!(event.data() instanceof CertificateStatusChanged changed)) {
            throw new IllegalStateException("the topic carries this type only");
        }
        return switch (changed.status()) {
            case CertificateStatusChanged.Revoked revoked -> new News.Revoked(event, revoked);
            case CertificateStatusChanged.Issued issued ->
                    switch (inspection.ofGateway(der(issued))) {
                        case CertificateReading.InOrder(SignatureCertificate certificate) ->
                                new News.Issued(event.subject(), certificate, issued);
                        case CertificateReading.NotInOrder(CertificateRule rule) ->
                                new News.Flawed(event, issued, rule.name(), false);
                        case CertificateReading.Undetermined(CertificateDoubt doubt) ->
                                new News.Flawed(event, issued, doubt.name(), true);
                    };
        };
    }

    private static byte[] der(CertificateStatusChanged.Issued issued) {
        try {
            return Base64.getDecoder().decode(issued.certificate());
        } catch (IllegalArgumentException notBase64) {
            return new byte[0];
        }
    }

    private Uni<Void> write(UnitOfWork work, List<News> news) {
        List<ToldRevocationRow> told = new ArrayList<>();
        List<FlawedCertificateRow> flawed = new ArrayList<>();
        List<CertificateRow> issued = new ArrayList<>();
        for (News one : news) {
            switch (one) {
                case News.Revoked(CloudEvent<?> event, CertificateStatusChanged.Revoked said) ->
                        told.add(
                                ToldRevocationRow.of(
                                        event.id(),
                                        event.subject(),
                                        said.serial(),
                                        new Revocation(said.reason(), said.revokedAt())));
                case News.Flawed(CloudEvent<?> event, var said, String rule, boolean open) -> {
                    LOG.warnf("A certificate from the gateway is not in order: %s", rule);
                    flawed.add(
                            FlawedCertificateRow.of(
                                    event.id(),
                                    event.subject(),
                                    new FlawedCertificate(said.predecessor(), event.time(), open),
                                    rule,
                                    work.now()));
                }
                case News.Issued(HolderId holder, SignatureCertificate certificate, var said) ->
                        issued.add(
                                CertificateRow.of(
                                        holder, certificate, said.predecessor(), work.now()));
            }
        }
        return store.note(work.session(), told)
                .chain(() -> store.setAside(work.session(), flawed))
                .chain(() -> takeAll(work, issued))
                .chain(() -> tell(work, issued));
    }

    private Uni<Void> tell(UnitOfWork work, List<CertificateRow> issued) {
        return consentNews.tellOfCertificates(
                work,
                issued.stream().map(CertificateRow::holder).distinct().toList(),
                issued.stream().map(CertificateRow::key).toList());
    }

    private Uni<Void> takeAll(UnitOfWork work, List<CertificateRow> issued) {
        return store.take(work.session(), issued)
                .invoke(
                        taken -> {
                            if (!issued.stream().allMatch(row -> taken.contains(row.key()))) {
                                LOG.warn(
                                        "The gateway gave one certificate to two holders; the first"
                                                + " keeps it");
                            }
                        })
                .replaceWithVoid();
    }
}
