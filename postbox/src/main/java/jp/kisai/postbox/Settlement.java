package jp.kisai.postbox;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import jp.kisai.contracts.vocabulary.DeadLetterCause;
import jp.kisai.contracts.vocabulary.HolderId;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/// What happens to a batch inside its transaction.
@ApplicationScoped
class Settlement {

    private static final String URN_PREFIX = "urn:kisai:";

    /// This service in the headers of dead letters.
    private final String stage;

    private final Effects effects;

    Settlement(PostboxSettings settings, Effects effects) {
        this.effects = effects;
        this.stage = settings.source().replaceFirst(URN_PREFIX, "");
    }

    /// What became of the records of one transaction.
    record Tally(
            int handled,
            int duplicates,
            int redelivered,
            int parked,
            List<DeadLetterCause> deadLetters) {}

    Uni<Tally> settle(OpenUnit unit, Batch batch, Intake intake) {
        return Claims.sort(unit, batch).chain(sorted -> settle(unit, sorted, intake));
    }

    private Uni<Tally> settle(OpenUnit unit, Claims.Sorted sorted, Intake intake) {
        List<Arrival> free = new ArrayList<>(sorted.fresh().size());
        List<Arrival> held = new ArrayList<>();
        for (Letter.Legible letter : sorted.fresh()) {
            Arrival arrival = letter.arrival();
            (unit.locked(arrival.event().subject()).hold() == null ? free : held).add(arrival);
        }
        took(unit, sorted.duplicates(), Tracing.Outcome.DUPLICATE);
        took(unit, held, Tracing.Outcome.PARKED);
        took(unit, free, Tracing.Outcome.HANDLED);
        effects.measure(unit, free);
        return ParkedRecords.park(unit, held, 0)
                .chain(() -> held.isEmpty() ? nothing() : intake.handleParked(unit, held))
                .chain(() -> free.isEmpty() ? nothing() : intake.handle(unit, free))
                .chain(
                        () ->
                                sorted.duplicates().isEmpty()
                                        ? nothing()
                                        : intake.handleDuplicates(unit, sorted.duplicates()))
                .chain(() -> deadLetter(unit, sorted.rejected(), intake, 1))
                .map(x -> tally(sorted, free.size(), held.size(), sorted.rejected()));
    }

    /// Sets aside the one record of a batch that can not be processed. If it is authentic and new,
    /// its holder is held: what follows might build on what did not happen.
    ///
    /// @param told the intake that tells the producer
    Uni<Tally> setAside(
            OpenUnit unit, Batch batch, @Nullable Intake told, int attempts, String description) {
        return Claims.sort(unit, batch)
                .chain(
                        sorted -> {
                            List<RejectedRecord> rejected = new ArrayList<>(sorted.rejected());
                            Uni<Integer> parked =
                                    sorted.fresh().isEmpty()
                                            ? Uni.createFrom().item(0)
                                            : hold(
                                                            unit,
                                                            sorted.fresh().getFirst().arrival(),
                                                            rejected,
                                                            attempts,
                                                            description)
                                                    .call(
                                                            () ->
                                                                    told == null
                                                                            ? nothing()
                                                                            : told.handleParked(
                                                                                    unit,
                                                                                    List.of(
                                                                                            sorted.fresh()
                                                                                                    .getFirst()
                                                                                                    .arrival())));
                            return parked.call(() -> deadLetter(unit, rejected, told, attempts))
                                    .map(count -> tally(sorted, 0, count, rejected));
                        });
    }

    private Uni<Integer> hold(
            OpenUnit unit,
            Arrival failed,
            List<RejectedRecord> rejected,
            int attempts,
            String description) {
        HolderId holder = failed.event().subject();
        if (unit.locked(holder).hold() != null) {
            // Held in the meantime by a record of another topic: this one waits its turn.
            took(unit, List.of(failed), Tracing.Outcome.PARKED);
            return ParkedRecords.park(unit, List.of(failed), 0).replaceWith(1);
        }
        rejected.add(notProcessed(failed));
        return ParkedRecords.park(unit, List.of(failed), attempts)
                .chain(
                        () ->
                                Holders.hold(
                                        unit.session(),
                                        holder,
                                        UUID.randomUUID(),
                                        unit.now(),
                                        description))
                .replaceWith(0);
    }

    /// Handles a parked record whose turn has come.
    Uni<Tally> release(OpenUnit unit, Batch batch, Intake intake) {
        List<Arrival> arrivals = batch.admitted().stream().map(Letter.Legible::arrival).toList();
        took(unit, arrivals, Tracing.Outcome.HANDLED);
        return (arrivals.isEmpty() ? nothing() : intake.handle(unit, arrivals))
                .chain(() -> deadLetter(unit, batch.rejected(), intake, 1))
                .map(
                        x ->
                                new Tally(
                                        arrivals.size(),
                                        0,
                                        0,
                                        0,
                                        batch.rejected().stream()
                                                .map(RejectedRecord::cause)
                                                .toList()));
    }

    /// What came of a record that was set aside and comes again.
    enum Again {
        HANDLED,
        DUPLICATE,
        REJECTED
    }

    /// Handles the one record of a batch that was set aside before, if it may enter now. Nobody is
    /// told again of one that may not.
    Uni<Again> again(OpenUnit unit, Batch batch, Intake intake) {
        return Claims.byName(unit, batch)
                .chain(
                        sorted -> {
                            if (!sorted.rejected().isEmpty()) {
                                return Uni.createFrom().item(Again.REJECTED);
                            }
                            if (sorted.fresh().isEmpty()) {
                                took(unit, sorted.duplicates(), Tracing.Outcome.DUPLICATE);
                                return intake.handleDuplicates(unit, sorted.duplicates())
                                        .replaceWith(Again.DUPLICATE);
                            }
                            Arrival arrival = sorted.fresh().getFirst().arrival();
                            took(unit, List.of(arrival), Tracing.Outcome.HANDLED);
                            return intake.handle(unit, List.of(arrival)).replaceWith(Again.HANDLED);
                        });
    }

    /// Writes the dead letters, keeps them for operators, and tells the producer.
    Uni<Void> deadLetter(
            OpenUnit unit, List<RejectedRecord> rejected, @Nullable Intake told, int attempts) {
        if (rejected.isEmpty()) {
            return nothing();
        }
        for (RejectedRecord record : rejected) {
            unit.traces().setAside(record);
            Header trace = unit.traces().headerOf(record.record());
            unit.add(DeadLetters.of(record, stage, attempts, trace));
        }
        return DeadLetterStore.write(unit, rejected, attempts)
                .chain(() -> told == null ? nothing() : told.handleRejected(unit, rejected));
    }

    static RejectedRecord notProcessed(Arrival failed) {
        return new RejectedRecord(
                failed.record(), failed.event(), DeadLetterCause.NOT_PROCESSED, "handling");
    }

    private static void took(OpenUnit unit, List<Arrival> arrivals, Tracing.Outcome outcome) {
        arrivals.forEach(arrival -> unit.traces().took(arrival, outcome));
    }

    private static Tally tally(
            Claims.Sorted sorted, int handled, int parked, List<RejectedRecord> rejected) {
        return new Tally(
                handled,
                sorted.duplicates().size(),
                sorted.redelivered(),
                parked,
                rejected.stream().map(RejectedRecord::cause).toList());
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }
}
