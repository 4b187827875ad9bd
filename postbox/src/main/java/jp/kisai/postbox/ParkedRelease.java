package jp.kisai.postbox;

import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import jp.kisai.contracts.vocabulary.HolderId;
import org.jspecify.annotations.Nullable;

/// Feeds a held holder's parked records to their intakes, in order, one record a transaction.
///
/// Every step looks at the rows afresh with the holder locked, so two operators, two instances or a
/// crash in between do no harm.
@ApplicationScoped
class ParkedRelease {

    private static final String CAUSE = "select held_cause from postbox_holder where hold = :hold";

    private final Transactions transactions;
    private final Settlement settlement;
    private final Instance<Intake> intakes;
    private final PostboxMetrics metrics;
    private final int mostRecords;

    ParkedRelease(
            Transactions transactions,
            Settlement settlement,
            @Any Instance<Intake> intakes,
            PostboxMetrics metrics,
            PostboxSettings settings) {
        this.transactions = transactions;
        this.settlement = settlement;
        this.intakes = intakes;
        this.metrics = metrics;
        this.mostRecords = settings.operations().releaseRecords();
    }

    /// What came of a request.
    ///
    /// @param released records that were dealt with
    /// @param waiting records still parked
    /// @param cause why the holder is still held
    record Outcome(int released, long waiting, @Nullable String cause) {}

    /// Feeds until nothing is left, one record fails, or the request has done enough.
    Uni<Outcome> release(UUID hold, HolderId holder) {
        AtomicInteger released = new AtomicInteger();
        return Uni.createFrom()
                .deferred(() -> feedFirst(hold, holder))
                .invoke(fed -> released.addAndGet(fed ? 1 : 0))
                .repeat()
                .whilst(fed -> fed && released.get() < mostRecords)
                .collect()
                .last()
                .chain(() -> outcome(hold, holder, released.get()));
    }

    /// Tells the intake that a record of its topic will never be handled.
    Uni<Void> giveUp(OpenUnit unit, ParkedRecords.Parked parked) {
        Intake intake = intakeOf(parked.record().topic());
        return switch (Letter.open(parked.record(), intake.types())) {
            case Letter.Legible legible -> intake.handleGivenUp(unit, legible.arrival());
            case Letter.Refused _ -> Uni.createFrom().voidItem();
        };
    }

    /// Called with the holder locked, so that nothing can be parked in the meantime.
    static Uni<Void> endIfNothingIsLeft(OpenUnit unit, HolderId holder) {
        return ParkedRecords.count(unit.session(), holder)
                .chain(
                        left ->
                                left == 0
                                        ? Holders.release(unit.session(), holder)
                                        : Uni.createFrom().voidItem());
    }

    private Uni<Outcome> outcome(UUID hold, HolderId holder, int released) {
        return transactions.run(
                List.of(),
                unit ->
                        ParkedRecords.count(unit.session(), holder)
                                .chain(
                                        waiting ->
                                                causeOf(unit, hold)
                                                        .map(
                                                                cause ->
                                                                        new Outcome(
                                                                                released,
                                                                                waiting,
                                                                                cause.orElse(
                                                                                        null)))));
    }

    private static Uni<Optional<String>> causeOf(OpenUnit unit, UUID hold) {
        return unit.session()
                .createNativeQuery(CAUSE, String.class)
                .setParameter("hold", hold)
                .getSingleResultOrNull()
                .map(Optional::ofNullable);
    }

    /// Answers whether a record was fed.
    private Uni<Boolean> feedFirst(UUID hold, HolderId holder) {
        return transactions
                .run(List.of(), unit -> ParkedRecords.first(unit.session(), holder))
                .chain(
                        first ->
                                first.isEmpty()
                                        ? Uni.createFrom().item(false)
                                        : feed(new Turn(hold, holder, first.get())));
    }

    /// One parked record's turn in a hold.
    private record Turn(UUID hold, HolderId holder, ParkedRecords.Parked parked) {

        /// Whether the holder, now locked, is still held as it was.
        boolean isOn(OpenUnit unit) {
            return hold.equals(unit.locked(holder).hold());
        }
    }

    private Uni<Boolean> feed(Turn turn) {
        Intake intake = intakeOf(turn.parked().record().topic());
        Letter letter = Letter.open(turn.parked().record(), intake.types());
        return admit(letter, intake)
                .chain(
                        batch ->
                                transactions.run(
                                        batch.holders(), unit -> feed(unit, turn, batch, intake)))
                .onFailure(failure -> !World.worldly(failure))
                .recoverWithUni(defect -> failed(turn, letter, intake, Defects.describe(defect)));
    }

    /// One record, judged afresh.
    Uni<Batch> admit(Letter letter, Intake intake) {
        return switch (letter) {
            case Letter.Refused refused ->
                    Uni.createFrom().item(new Batch(List.of(), List.of(refused.rejected())));
            case Letter.Legible legible ->
                    transactions
                            .within(() -> intake.admit(List.of(legible.arrival())))
                            .map(admissions -> Batch.of(List.of(letter), admissions));
        };
    }

    /// The inbox has known the record since it was parked; only its row here says that it was not
    /// handled.
    private Uni<Boolean> feed(OpenUnit unit, Turn turn, Batch batch, Intake intake) {
        if (!turn.isOn(unit)) {
            return Uni.createFrom().item(false);
        }
        return ParkedRecords.remove(unit.session(), turn.parked())
                .chain(
                        there ->
                                there
                                        ? settlement
                                                .release(unit, batch, intake)
                                                .invoke(metrics::count)
                                                .chain(() -> resolve(unit, batch, turn.parked()))
                                        : Uni.createFrom().voidItem())
                .chain(() -> endIfNothingIsLeft(unit, turn.holder()))
                .replaceWith(true);
    }

    /// What was rejected in its turn stays open, for its new cause.
    private static Uni<Void> resolve(OpenUnit unit, Batch batch, ParkedRecords.Parked parked) {
        UUID id = Inbox.Name.of(parked.record()).id();
        return batch.rejected().isEmpty()
                ? DeadLetterStore.resolve(unit, id, DeadLetterStore.State.REPLAYED)
                : DeadLetterStore.failedAgain(
                        unit,
                        id,
                        batch.rejected().getFirst().cause(),
                        batch.rejected().getFirst().where());
    }

    private Uni<Boolean> failed(Turn turn, Letter letter, Intake intake, String description) {
        TraceParent.inLogs(
                turn.parked().record(),
                () ->
                        Log.errorf(
                                "a parked record of %s can not be processed: %s",
                                turn.parked().record().topic(), description));
        return stayHeld(turn, letter, intake, description)
                .onFailure(failure -> !World.worldly(failure))
                .recoverWithUni(untold -> stayHeld(turn, letter, null, description));
    }

    private Uni<Boolean> stayHeld(
            Turn turn, Letter letter, @Nullable Intake told, String description) {
        return transactions
                .run(
                        List.of(turn.holder()),
                        unit ->
                                turn.isOn(unit)
                                        ? stayHeld(unit, turn, letter, told, description)
                                        : Uni.createFrom().voidItem())
                .replaceWith(false);
    }

    /// A record that only waited its turn until now becomes a dead letter now.
    private Uni<Void> stayHeld(
            OpenUnit unit, Turn turn, Letter letter, @Nullable Intake told, String description) {
        boolean firstFailure = turn.parked().attempts() == 0;
        return ParkedRecords.failedAgain(unit.session(), turn.parked())
                .chain(
                        there ->
                                there && firstFailure && letter instanceof Letter.Legible legible
                                        ? settlement.deadLetter(
                                                unit,
                                                List.of(Settlement.notProcessed(legible.arrival())),
                                                told,
                                                1)
                                        : Uni.createFrom().voidItem())
                .chain(
                        () ->
                                Holders.hold(
                                        unit.session(),
                                        turn.holder(),
                                        turn.hold(),
                                        unit.now(),
                                        description));
    }

    /// @throws IllegalStateException if the service no longer takes this topic
    Intake intakeOf(String topic) {
        return intakes.stream()
                .filter(intake -> intake.topic().equals(topic))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no intake for " + topic));
    }
}
