package jp.kisai.licence;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jp.kisai.postbox.Postbox;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Everything that enters this service from the suite, and what happens with it.
///
/// ```
/// ② consent.decided ──▶ GrantedItems ─▶ Applying ─▶ a new version ─▶ ③ licence.changed
///                                           └────── the answer ────▶ ⑥ change-answered
/// ④ card.encoding-moved ──▶ ReadBacks ─▶ the version proven on the chip
/// ```
/// What officers change at the counter enters over REST: [Counter].
@ApplicationScoped
public class LicenceFlow {

    private final Postbox postbox;
    private final GrantedItems grantedItems;
    private final ReadBacks readBacks;

    LicenceFlow(Postbox postbox, GrantedItems grantedItems, ReadBacks readBacks) {
        this.postbox = postbox;
        this.grantedItems = grantedItems;
        this.readBacks = readBacks;
    }

    /// ② A change was judged: what is granted is applied, in order.
    @Incoming("consent-decided")
    Uni<Void> consentDecided(ConsumerRecords<byte[], byte[]> records) {
        return postbox.take(records, grantedItems);
    }

    /// ④ An encoding moved: once it is read back, the chip says what the record says.
    @Incoming("card-encoding-moved")
    Uni<Void> encodingMoved(ConsumerRecords<byte[], byte[]> records) {
        return postbox.take(records, readBacks);
    }
}
