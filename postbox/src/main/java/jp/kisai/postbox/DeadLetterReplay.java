package jp.kisai.postbox;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import jp.kisai.contracts.vocabulary.DeadLetterCause;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.postbox.Attempt.Ending;
import jp.kisai.postbox.ReplayTurn.Step;

/// Takes up again what was set aside, one record a transaction, or rehearses it, or gives it up.
///
/// A rehearsal is the real thing, rolled back: what it answers is what would happen. The record's
/// row is locked and looked at afresh, so two operators, two instances or a crash in between do no
/// harm; the inbox absorbs what has been handled.
@ApplicationScoped
class DeadLetterReplay {

    private final Transactions transactions;
    private final Settlement settlement;
    private final ParkedRelease parkedRelease;
    private final HeldHolders heldHolders;
    private final PostboxMetrics metrics;

    DeadLetterReplay(
            Transactions transactions,
            Settlement settlement,
            ParkedRelease parkedRelease,
            HeldHolders heldHolders,
            PostboxMetrics metrics) {
        this.transactions = transactions;
        this.settlement = settlement;
        this.parkedRelease = parkedRelease;
        this.heldHolders = heldHolders;
        this.metrics = metrics;
    }

    /// Empty if there is no such record.
    Uni<Optional<Attempt>> replay(UUID id, Attempt.Way way) {
        return onStored(id, letter -> replay(letter, way))
                .invoke(attempt -> count(attempt, way.rehearsal()));
    }

    /// Its bytes stay in the dead-letter topic. Empty if there is no such record.
    Uni<Optional<Attempt>> giveUp(UUID id, Attempt.Way way) {
        return onStored(id, letter -> giveUp(letter, way)).invoke(attempt -> count(attempt, false));
    }

    private void count(Optional<Attempt> attempt, boolean rehearsal) {
        if (!rehearsal) {
            attempt.ifPresent(made -> metrics.replayed(made.ending()));
        }
    }

    private Uni<Optional<Attempt>> onStored(
            UUID id, Function<DeadLetterStore.Stored, Uni<Attempt>> work) {
        return transactions
                .run(List.of(), unit -> DeadLetterStore.of(unit.session(), id))
                .chain(
                        found ->
                                found.isEmpty()
                                        ? Uni.createFrom().item(Optional.empty())
                                        : work.apply(found.get()).map(Optional::of));
    }

    private Uni<Attempt> replay(DeadLetterStore.Stored letter, Attempt.Way way) {
        Intake intake = parkedRelease.intakeOf(letter.record().topic());
        return parkedRelease
                .admit(Letter.open(letter.record(), intake.types()), intake)
                .chain(
                        batch ->
                                transactions.run(
                                        batch.holders(),
                                        unit ->
                                                new ReplayTurn(
                                                                unit,
                                                                letter,
                                                                batch,
                                                                intake,
                                                                settlement,
                                                                way)
                                                        .take()))
                .chain(
                        step ->
                                switch (step) {
                                    case Step.Done done -> Uni.createFrom().item(done.attempt());
                                    case Step.Head head -> release(letter, head, way);
                                })
                .onFailure(ReplayTurn.Rehearsed.class)
                .recoverWithItem(ReplayTurn.Rehearsed::attempt)
                .onFailure(failure -> !World.worldly(failure))
                .recoverWithUni(defect -> failed(letter, way, Defects.describe(defect)));
    }

    /// The first of a hold is tried again, and then those behind it.
    private Uni<Attempt> release(DeadLetterStore.Stored letter, Step.Head head, Attempt.Way way) {
        return parkedRelease
                .release(head.hold(), head.holder())
                .chain(
                        outcome ->
                                transactions.run(
                                        List.of(), unit -> released(unit, letter, outcome, way)));
    }

    private static Uni<Attempt> released(
            OpenUnit unit,
            DeadLetterStore.Stored letter,
            ParkedRelease.Outcome outcome,
            Attempt.Way way) {
        return DeadLetterStore.of(unit.session(), letter.id())
                .map(Optional::orElseThrow)
                .map(
                        now ->
                                switch (now.state()) {
                                    case REPLAYED -> Attempt.of(letter, Ending.HANDLED);
                                    case GIVEN_UP -> Attempt.of(letter, Ending.ALREADY_RESOLVED);
                                    case OPEN ->
                                            new Attempt(
                                                    letter.id(),
                                                    outcome.released() == 0
                                                            ? Ending.FAILED
                                                            : Ending.REJECTED,
                                                    outcome.released() == 0
                                                            ? outcome.cause()
                                                            : now.cause().name());
                                })
                .call(
                        attempt ->
                                ReplayTurn.audited(
                                        unit, letter, Operations.Action.REPLAY, way, attempt));
    }

    /// What came later has long passed, so this holds nobody: it stays open, with its new cause.
    private Uni<Attempt> failed(
            DeadLetterStore.Stored letter, Attempt.Way way, String description) {
        Attempt attempt = Attempt.of(letter, Ending.FAILED, description);
        return way.rehearsal()
                ? Uni.createFrom().item(attempt)
                : transactions.run(
                        List.of(),
                        unit ->
                                DeadLetterStore.failedAgain(
                                                unit,
                                                letter.id(),
                                                DeadLetterCause.NOT_PROCESSED,
                                                description)
                                        .chain(
                                                () ->
                                                        ReplayTurn.audited(
                                                                unit,
                                                                letter,
                                                                Operations.Action.REPLAY,
                                                                way,
                                                                attempt))
                                        .replaceWith(attempt));
    }

    private Uni<Attempt> giveUp(DeadLetterStore.Stored letter, Attempt.Way way) {
        Set<HolderId> holders = letter.holder().map(Set::of).orElse(Set.of());
        return transactions
                .run(holders, unit -> giveUp(unit, letter, way))
                .chain(
                        step ->
                                switch (step) {
                                    case Step.Done done -> Uni.createFrom().item(done.attempt());
                                    case Step.Head head ->
                                            heldHolders
                                                    .discard(head.hold(), way.request())
                                                    .replaceWith(
                                                            Attempt.of(letter, Ending.GIVEN_UP));
                                });
    }

    private static Uni<Step> giveUp(OpenUnit unit, DeadLetterStore.Stored letter, Attempt.Way way) {
        return DeadLetterStore.lockOpen(unit.session(), letter.id())
                .chain(
                        open ->
                                open
                                        ? ReplayTurn.headOf(unit, letter)
                                                .chain(
                                                        hold ->
                                                                hold.isPresent()
                                                                        ? head(letter, hold.get())
                                                                        : givenUp(
                                                                                unit, letter, way))
                                        : ReplayTurn.done(
                                                Attempt.of(letter, Ending.ALREADY_RESOLVED)));
    }

    private static Uni<Step> head(DeadLetterStore.Stored letter, UUID hold) {
        return Uni.createFrom().item(new Step.Head(hold, letter.holder().orElseThrow()));
    }

    private static Uni<Step> givenUp(
            OpenUnit unit, DeadLetterStore.Stored letter, Attempt.Way way) {
        Attempt attempt = Attempt.of(letter, Ending.GIVEN_UP);
        return DeadLetterStore.resolve(unit, letter.id(), DeadLetterStore.State.GIVEN_UP)
                .chain(
                        () ->
                                ReplayTurn.audited(
                                        unit, letter, Operations.Action.GIVE_UP, way, attempt))
                .chain(() -> ReplayTurn.done(attempt));
    }
}
