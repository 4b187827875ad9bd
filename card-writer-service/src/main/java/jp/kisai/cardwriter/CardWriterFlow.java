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
///
/// ④ card.encoding-moved.v1: each move of each encoding
/// ```
/// What officers do about an encoding enters over REST.
@ApplicationScoped
public class CardWriterFlow {

    private final Postbox postbox;
    private final LicenceChanges licenceChanges;
    private final FactoryReports factoryReports;

    CardWriterFlow(Postbox postbox, LicenceChanges licenceChanges, FactoryReports factoryReports) {
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
}
