package jp.kisai.cardwriter;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jp.kisai.postbox.Postbox;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Everything that enters this service, and what happens with it.
///
/// ```
/// ③ licence.changed.v1 ──▶ LicenceChanges ──▶ must the chip follow? ──▶ a queued encoding ──▶ ④
///         every second ──▶ Dispatcher ──▶ what is due is signed, encrypted, sent ──▶ ④
///                              └──▶ card.encoding-ordered.v1 ──▶ the factory
/// card.encoding-reported.v1 ──▶ FactoryReports ──▶ the receipt is judged ──▶ ④
/// card.production-requested.v1 ──▶ CardProductions ──▶ onto the new card as well? ──▶ ④
/// consent.changed.v1 ──▶ SubmittedCertificates ──▶ kept for that question
///                              └──▶ RecalledChanges ──▶ an officer first ──▶ ④
///
/// ④ card.encoding-moved.v1: each move of each encoding
/// ```
/// What officers do about an encoding enters over REST.
@ApplicationScoped
public class CardWriterFlow {

    private final Postbox postbox;
    private final LicenceChanges licenceChanges;
    private final FactoryReports factoryReports;
    private final CardProductions cardProductions;
    private final SubmittedCertificates submittedCertificates;

    CardWriterFlow(
            Postbox postbox,
            LicenceChanges licenceChanges,
            FactoryReports factoryReports,
            CardProductions cardProductions,
            SubmittedCertificates submittedCertificates) {
        this.cardProductions = cardProductions;
        this.submittedCertificates = submittedCertificates;
        this.postbox = postbox;
        this.licenceChanges = licenceChanges;
        this.factoryReports = factoryReports;
    }

    /// ③ A record has a new version: what is on the chip may have to follow.
    @Incoming("licence-changed")
    Uni<Void> licenceChanged(ConsumerRecords<byte[], byte[]> records) {
        return postbox.take(records, licenceChanges);
    }

    /// The factory says what became of an order.
    @Incoming("card-encoding-reported")
    Uni<Void> encodingReported(ConsumerRecords<byte[], byte[]> records) {
        return postbox.take(records, factoryReports);
    }

    /// J-LIS makes a new card: may the licence be recorded on it?
    @Incoming("card-production-requested")
    Uni<Void> productionRequested(ConsumerRecords<byte[], byte[]> records) {
        return postbox.take(records, cardProductions);
    }

    /// Who submitted a signature certificate, with or without a consent.
    @Incoming("consent-changed")
    Uni<Void> consentChanged(ConsumerRecords<byte[], byte[]> records) {
        return postbox.take(records, submittedCertificates);
    }
}
