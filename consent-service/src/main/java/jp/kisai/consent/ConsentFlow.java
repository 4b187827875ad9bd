package jp.kisai.consent;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jp.kisai.postbox.Postbox;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Everything that reaches this service by Kafka.
///
/// ```
/// resident.changed.v1 ────────────┐
/// certificate.status-changed.v1 ──┤            ┌──▶ consent.decided.v1
/// consent, submission, CRL (REST) ┼─▶ facts ───┤
/// a deadline passed (WakeUps) ────┤  judged    └──▶ resident.change-answered.v1
/// licence.changed.v1 ─────────────┘
///
/// consent, withdrawal (REST) ─────────┐
/// a certificate took another's place ─┼──▶ consent.changed.v1
/// ten years are over (ConsentExpiry) ─┘
///
/// resident.change-answered.v1 ─────▶ the ledger ─▶ a municipality's day, balanced (Balancing)
/// ```
@ApplicationScoped
public class ConsentFlow {

    private final Postbox postbox;
    private final ResidentChanges residentChanges;
    private final CertificateStatuses certificateStatuses;
    private final LicenceChanges licenceChanges;
    private final LicenceAnswers licenceAnswers;

    ConsentFlow(
            Postbox postbox,
            ResidentChanges residentChanges,
            CertificateStatuses certificateStatuses,
            LicenceChanges licenceChanges,
            LicenceAnswers licenceAnswers) {
        this.postbox = postbox;
        this.residentChanges = residentChanges;
        this.certificateStatuses = certificateStatuses;
        this.licenceChanges = licenceChanges;
        this.licenceAnswers = licenceAnswers;
    }

    @Incoming("resident-changed")
    Uni<Void> residentChanged(ConsumerRecords<byte[], byte[]> records) {
        return postbox.take(records, residentChanges);
    }

    @Incoming("certificate-status-changed")
    Uni<Void> certificateStatusChanged(ConsumerRecords<byte[], byte[]> records) {
        return postbox.take(records, certificateStatuses);
    }

    @Incoming("licence-changed")
    Uni<Void> licenceChanged(ConsumerRecords<byte[], byte[]> records) {
        return postbox.take(records, licenceChanges);
    }

    @Incoming("resident-change-answered")
    Uni<Void> changeAnswered(ConsumerRecords<byte[], byte[]> records) {
        return postbox.take(records, licenceAnswers);
    }
}
