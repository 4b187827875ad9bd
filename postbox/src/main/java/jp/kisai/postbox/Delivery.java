package jp.kisai.postbox;

import static java.util.Objects.requireNonNull;

import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import jp.kisai.contracts.vocabulary.DeadLetterCause;
import org.jspecify.annotations.Nullable;

/// Brings a batch to its end, whatever happens: the whole of it in one transaction, or, when that
/// fails for the records' own sake, its halves one after the other, until one record stands alone.
///
/// Halves keep the order, so a holder's records stay in order; what follows a record that was set
/// aside meets the hold in its own transaction.
@ApplicationScoped
class Delivery {

    private final Transactions transactions;
    private final Settlement settlement;
    private final World world;
    private final PostboxMetrics metrics;
    private final int attempts;
    private final Duration attemptDelay;

    Delivery(
            Transactions transactions,
            Settlement settlement,
            World world,
            PostboxMetrics metrics,
            PostboxSettings settings) {
        this.transactions = transactions;
        this.settlement = settlement;
        this.world = world;
        this.metrics = metrics;
        this.attempts = settings.attemptsPerRecord();
        this.attemptDelay = Duration.ofMillis(settings.attemptDelayMs());
    }

    /// Completes when every letter has been dealt with durably.
    Uni<Void> deliver(List<Letter> letters, Intake intake) {
        return world.waitOut(() -> attempt(letters, intake))
                .onFailure()
                .recoverWithUni(
                        defect ->
                                letters.size() == 1
                                        ? again(letters, intake, 1, defect)
                                        : deliverHalves(letters, intake));
    }

    private Uni<Void> deliverHalves(List<Letter> letters, Intake intake) {
        int middle = letters.size() / 2;
        return deliver(letters.subList(0, middle), intake)
                .chain(() -> deliver(letters.subList(middle, letters.size()), intake));
    }

    private Uni<Void> attempt(List<Letter> letters, Intake intake) {
        return admit(letters, intake)
                .onFailure()
                .transform(failure -> new Unsettled(null, failure))
                .chain(batch -> settle(batch, intake))
                .invoke(metrics::count)
                .replaceWithVoid();
    }

    private Uni<Settlement.Tally> settle(Batch batch, Intake intake) {
        return transactions
                .run(batch.holders(), unit -> settlement.settle(unit, batch, intake))
                .onFailure()
                .transform(failure -> new Unsettled(batch, failure));
    }

    private Uni<Batch> admit(List<Letter> letters, Intake intake) {
        List<Arrival> arrivals =
                letters.stream()
                        .filter(Letter.Legible.class::isInstance)
                        .map(letter -> ((Letter.Legible) letter).arrival())
                        .toList();
        if (arrivals.isEmpty()) {
            return Uni.createFrom().item(() -> Batch.of(letters, List.of()));
        }
        return transactions
                .within(() -> intake.admit(arrivals))
                .map(admissions -> Batch.of(letters, admissions));
    }

    private Uni<Void> again(List<Letter> alone, Intake intake, int failed, Throwable defect) {
        if (failed >= attempts) {
            return setAside(alone.getFirst(), intake, defect);
        }
        return Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(attemptDelay)
                .chain(() -> world.waitOut(() -> attempt(alone, intake)))
                .onFailure()
                .recoverWithUni(next -> again(alone, intake, failed + 1, next));
    }

    /// The producer is told, unless telling is what fails. If even the bare dead letter can not be
    /// written, the defect is the postbox's own: it waits, rather than lose the record.
    private Uni<Void> setAside(Letter letter, Intake intake, Throwable defect) {
        String description = Defects.describe(requireNonNull(defect.getCause()));
        TraceParent.inLogs(
                letter.record(),
                () ->
                        Log.errorf(
                                "%s/%d/%d can not be processed, tried %d times: %s",
                                letter.record().topic(),
                                letter.record().partition(),
                                letter.record().offset(),
                                attempts,
                                description));
        Batch batch = ((Unsettled) defect).batchOr(letter);
        return world.waitOut(() -> setAside(batch, intake, description))
                .onFailure()
                .recoverWithUni(
                        untold -> {
                            Log.errorf("no producer was told: %s", Defects.describe(untold));
                            return world.insist(() -> setAside(batch, null, description));
                        });
    }

    private Uni<Void> setAside(Batch batch, @Nullable Intake told, String description) {
        return transactions
                .run(
                        batch.holders(),
                        unit -> settlement.setAside(unit, batch, told, attempts, description))
                .invoke(metrics::count)
                .replaceWithVoid();
    }

    /// An attempt failed, at a batch that was admitted or before.
    private static final class Unsettled extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient @Nullable Batch batch;

        Unsettled(@Nullable Batch batch, Throwable cause) {
            super(cause.getClass().getName(), cause, false, false);
            this.batch = batch;
        }

        /// A letter whose admission fails is set aside, but nobody knows whether it is authentic:
        /// it may not hold anyone.
        Batch batchOr(Letter letter) {
            if (batch != null) {
                return batch;
            }
            return switch (letter) {
                case Letter.Refused refused -> new Batch(List.of(), List.of(refused.rejected()));
                case Letter.Legible legible ->
                        new Batch(
                                List.of(),
                                List.of(
                                        new RejectedRecord(
                                                legible.record(),
                                                legible.arrival().event(),
                                                DeadLetterCause.NOT_PROCESSED,
                                                "admission")));
            };
        }
    }
}
