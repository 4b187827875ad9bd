package jp.kisai.postbox.tried;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jp.kisai.postbox.Postbox;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// The topic, wired to the postbox as the services wire theirs.
@ApplicationScoped
class NoticesFlow {

    private final Postbox postbox;
    private final Notices notices;

    NoticesFlow(Postbox postbox, Notices notices) {
        this.postbox = postbox;
        this.notices = notices;
    }

    @Incoming("notice-sent")
    Uni<Void> noticeSent(ConsumerRecords<byte[], byte[]> records) {
        return postbox.take(records, notices);
    }
}
