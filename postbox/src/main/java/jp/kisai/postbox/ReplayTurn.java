package jp.kisai.postbox;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.UUID;
import jp.kisai.contracts.vocabulary.DeadLetterCause;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.postbox.Attempt.Ending;

/// One record's turn inside its transaction, its holder locked.
///
/// @param batch the record alone, admitted or rejected today
record ReplayTurn(
        OpenUnit unit,
        DeadLetterStore.Stored letter,
        Batch batch,
        Intake intake,
        Settlement settlement,
        Attempt.Way way) {

    /// Where the transaction led.
    sealed interface Step {
        record Done(Attempt attempt) implements Step {}

        /// The record is the one that holds its holder: the hold is what is resolved.
        record Head(UUID hold, HolderId holder) implements Step {}
    }

    Uni<Step> take() {
        return DeadLetterStore.lockOpen(unit.session(), letter.id())
                .chain(open -> open ? inLane() : done(Attempt.of(letter, Ending.ALREADY_RESOLVED)));
    }

    /// Nothing overtakes what holds the holder, nor an earlier record of the holder that is open.
    private Uni<Step> inLane() {
        Optional<HolderId> holder = letter.holder();
        if (holder.isEmpty()) {
            return settle();
        }
        if (unit.locked(holder.get()).hold() != null) {
            return held(holder.get());
        }
        return DeadLetterStore.earlierOpen(
                        unit.session(), holder.get(), letter.position(), way.rehearsedPlan())
                .chain(
                        earlier ->
                                earlier.isEmpty()
                                        ? settle()
                                        : kept(
                                                Attempt.of(
                                                        letter,
                                                        Ending.EARLIER_UNRESOLVED,
                                                        earlier.get().toString())));
    }

    private Uni<Step> held(HolderId holder) {
        return headOf(unit, letter)
                .chain(
                        hold -> {
                            if (hold.isEmpty()) {
                                return kept(Attempt.of(letter, Ending.HOLDER_IS_HELD));
                            }
                            return way.rehearsal()
                                    ? settlement
                                            .release(unit, batch, intake)
                                            .chain(
                                                    tally ->
                                                            kept(
                                                                    tally.handled() == 1
                                                                            ? handled()
                                                                            : rejected()))
                                    : Uni.createFrom().item(new Step.Head(hold.get(), holder));
                        });
    }

    private Uni<Step> settle() {
        return settlement
                .again(unit, batch, intake)
                .chain(
                        came ->
                                kept(
                                        switch (came) {
                                            case HANDLED -> handled();
                                            case DUPLICATE -> Attempt.of(letter, Ending.ABSORBED);
                                            case REJECTED -> rejected();
                                        }));
    }

    private Attempt handled() {
        return Attempt.of(letter, Ending.HANDLED);
    }

    private Attempt rejected() {
        return Attempt.of(letter, Ending.REJECTED, cause().name());
    }

    /// What is admitted and yet rejected bears an id that another event has.
    private DeadLetterCause cause() {
        return batch.rejected().isEmpty()
                ? DeadLetterCause.ID_REUSED
                : batch.rejected().getFirst().cause();
    }

    private Uni<Step> kept(Attempt attempt) {
        if (way.rehearsal()) {
            return Uni.createFrom().failure(new Rehearsed(attempt));
        }
        return written(attempt)
                .chain(() -> audited(unit, letter, Operations.Action.REPLAY, way, attempt))
                .chain(() -> done(attempt));
    }

    private Uni<Void> written(Attempt attempt) {
        return switch (attempt.ending()) {
            case HANDLED, ABSORBED ->
                    DeadLetterStore.resolve(unit, letter.id(), DeadLetterStore.State.REPLAYED);
            case REJECTED ->
                    DeadLetterStore.failedAgain(
                            unit,
                            letter.id(),
                            cause(),
                            batch.rejected().isEmpty()
                                    ? "/id"
                                    : batch.rejected().getFirst().where());
            case GIVEN_UP, FAILED, HOLDER_IS_HELD, EARLIER_UNRESOLVED, ALREADY_RESOLVED ->
                    Uni.createFrom().voidItem();
        };
    }

    /// The hold whose first record it is.
    static Uni<Optional<UUID>> headOf(OpenUnit unit, DeadLetterStore.Stored letter) {
        Optional<HolderId> holder = letter.holder();
        Optional<UUID> hold = holder.map(it -> unit.locked(it).hold());
        if (holder.isEmpty() || hold.isEmpty()) {
            return Uni.createFrom().item(Optional.empty());
        }
        return ParkedRecords.first(unit.session(), holder.get())
                .map(
                        first ->
                                first.map(it -> Inbox.Name.of(it.record()).id())
                                        .filter(letter.id()::equals)
                                        .flatMap(head -> hold));
    }

    static Uni<Void> audited(
            OpenUnit unit,
            DeadLetterStore.Stored letter,
            Operations.Action action,
            Attempt.Way way,
            Attempt attempt) {
        return Operations.resolved(
                unit, action, letter, way.plan(), attempt.ending().name(), way.request());
    }

    static Uni<Step> done(Attempt attempt) {
        return Uni.createFrom().item(new Step.Done(attempt));
    }

    /// Rolls a rehearsal back, and carries what it found.
    static final class Rehearsed extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Attempt attempt;

        Rehearsed(Attempt attempt) {
            super("rehearsed", null, false, false);
            this.attempt = attempt;
        }

        Attempt attempt() {
            return attempt;
        }
    }
}
