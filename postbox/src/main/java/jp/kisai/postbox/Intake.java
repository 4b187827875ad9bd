package jp.kisai.postbox;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Set;
import jp.kisai.contracts.EventType;

/// What a service does with the records of one topic. One bean per topic; [Postbox#take] drives it.
public interface Intake {

    String topic();

    /// The types this topic may carry; a record of another type is a dead letter.
    Set<EventType<?>> types();

    /// Gathers what must be known before the transaction and says which arrivals may enter. Runs
    /// outside any transaction; answers for each arrival, in their order. Topics from inside the
    /// suite admit everything.
    ///
    /// The same arrivals may be asked for again: after a failure, in smaller batches, or when an
    /// operator has a parked record tried again. So asking twice must do no harm.
    default Uni<List<Admission>> admit(List<Arrival> arrivals) {
        return Uni.createFrom()
                .item(arrivals.stream().<Admission>map(Admission.Admitted::new).toList());
    }

    /// Does the work for a whole batch in one transaction, with set-based statements. The holders
    /// of all arrivals are locked. A failure rolls everything back; the postbox then tells a broken
    /// world (waits, tries again) from a broken record (halves the batch until it stands alone, and
    /// sets it aside).
    ///
    /// Runs on a Vert.x context of its own; everything that uses the session stays on it.
    ///
    /// @param arrivals admitted, seen for the first time, in order of arrival within each holder
    Uni<Void> handle(UnitOfWork work, List<Arrival> arrivals);

    /// Called in the same transaction for arrivals that were seen before with the same content.
    default Uni<Void> handleDuplicates(UnitOfWork work, List<Arrival> duplicates) {
        return Uni.createFrom().voidItem();
    }

    /// Called in the same transaction for admitted arrivals that are parked: behind a held holder,
    /// or as the failure that holds it. Each is handled, rejected or given up later.
    default Uni<Void> handleParked(UnitOfWork work, List<Arrival> parked) {
        return Uni.createFrom().voidItem();
    }

    /// Called in the same transaction for a parked arrival that an operator gives up: it will never
    /// be handled.
    default Uni<Void> handleGivenUp(UnitOfWork work, Arrival arrival) {
        return Uni.createFrom().voidItem();
    }

    /// Called in the same transaction for records that were set aside, so that a producer can be
    /// told.
    default Uni<Void> handleRejected(UnitOfWork work, List<RejectedRecord> rejected) {
        return Uni.createFrom().voidItem();
    }
}
