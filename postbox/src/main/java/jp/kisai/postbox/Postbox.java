package jp.kisai.postbox;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import jp.kisai.contracts.vocabulary.HolderId;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/// The door of a service: every record that enters and every event that leaves passes here.
///
/// Both methods may be called from any thread. Sessions live on Vert.x contexts of their own.
@ApplicationScoped
public class Postbox {

    private final Delivery delivery;
    private final Transactions transactions;
    private final Flows flows;
    private final InHand inHand;
    private final Drain drain;
    private final RefusedCommits commits;
    private final int commandRetries;

    Postbox(
            Delivery delivery,
            Transactions transactions,
            Flows flows,
            InHand inHand,
            Drain drain,
            RefusedCommits commits,
            PostboxSettings settings) {
        this.drain = drain;
        this.commits = commits;
        this.inHand = inHand;
        this.flows = flows;
        this.delivery = delivery;
        this.transactions = transactions;
        this.commandRetries = settings.commandRetries();
    }

    /// Takes one Kafka batch: every record is handled, absorbed as a duplicate, parked behind a
    /// held holder or set aside as a dead letter. Completes when all of that is durable, so that
    /// the offsets may be committed; never fails. A broken world is waited out, however long,
    /// and so is an operator who has paused the flow.
    ///
    /// Records of one holder are handled in the order in which they arrive. One batch of a topic at
    /// a time per partition, as the connector does it.
    public Uni<Void> take(ConsumerRecords<byte[], byte[]> records, Intake intake) {
        if (records.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return inHand.during(intake.topic(), records, () -> deal(records, intake))
                .invoke(() -> commits.handled(records));
    }

    private Uni<Void> deal(ConsumerRecords<byte[], byte[]> records, Intake intake) {
        return flows.open(intake.topic())
                .chain(() -> drain.piece(() -> delivery.deliver(open(records, intake), intake)));
    }

    private static List<Letter> open(ConsumerRecords<byte[], byte[]> records, Intake intake) {
        List<Letter> letters = new ArrayList<>(records.count());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            letters.add(Letter.open(record, intake.types()));
        }
        return letters;
    }

    /// Runs one transaction with these holders locked, for REST commands and timers. A failure has
    /// rolled back everything and is the caller's; only a lost race (deadlock, serialisation) is
    /// run again, so the work must not keep anything between two runs.
    public <T> Uni<T> transact(Collection<HolderId> holders, Function<UnitOfWork, Uni<T>> work) {
        return Uni.createFrom()
                .deferred(() -> drain.transaction(() -> transactions.run(holders, work::apply)))
                .onFailure(World::lostARace)
                .retry()
                .atMost(commandRetries);
    }

    /// Runs work that is more than one transaction, such as sending something outside and noting
    /// that it was sent, or that asks the database in another way, as timers do: a stop waits for
    /// all of it, or none of it was begun.
    public <T> Uni<T> whole(Supplier<Uni<T>> work) {
        return drain.piece(work);
    }
}
