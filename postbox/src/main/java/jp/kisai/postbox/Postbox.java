package jp.kisai.postbox;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.function.Function;
import jp.kisai.contracts.vocabulary.HolderId;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/// The door of a service: every record that enters and every event that leaves passes here.
@ApplicationScoped
public class Postbox {

    /// Takes one Kafka batch: every record is handled, absorbed as a duplicate, parked behind a
    /// held holder or set aside as a dead letter. Completes when all of that is durable, so that
    /// the offsets may be committed; never fails. A broken world is waited out.
    public Uni<Void> take(ConsumerRecords<byte[], byte[]> records, Intake intake) {
        return Uni.createFrom().failure(new UnsupportedOperationException());
    }

    /// Runs one transaction with these holders locked, for REST commands and timers. A failure
    /// rolls back everything and is the caller's.
    public <T> Uni<T> transact(Collection<HolderId> holders, Function<UnitOfWork, Uni<T>> work) {
        return Uni.createFrom().failure(new UnsupportedOperationException());
    }
}
