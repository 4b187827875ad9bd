package jp.kisai.postbox;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/// Many records at once, under four eyes: one operator prepares a plan and rehearses it, another
/// confirms it, and then it is carried out, a step for each request.
///
/// What the plan is about is fixed when it is prepared. What came of each record is kept with it,
/// so a step that a crash cuts off is asked for again.
@ApplicationScoped
class Plans {

    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long NANOS_PER_MILLISECOND = 1_000_000;

    private final Transactions transactions;
    private final DeadLetterReplay replay;
    private final PostboxSettings.Operations settings;
    private final AtomicLong nextTurn = new AtomicLong(System.nanoTime());

    Plans(Transactions transactions, DeadLetterReplay replay, PostboxSettings settings) {
        this.transactions = transactions;
        this.replay = replay;
        this.settings = settings.operations();
    }

    /// Why a plan does not go on.
    enum Rule {
        NOTHING_SELECTED("no open record is selected"),
        NOT_REHEARSED("it has to be rehearsed to its end first"),
        SAME_OPERATOR("whoever prepared it can not confirm it"),
        TOO_OLD("it has waited too long for a second operator: prepare another"),
        NOT_CONFIRMED("a second operator has to confirm it first"),
        CONFIRMED("it is confirmed, and no longer rehearsed");

        private final String words;

        Rule(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /// A plan and how far it is, or why not.
    sealed interface Answer {
        record Stands(PlanStore.Row plan, PlanStore.Counts counts) implements Answer {}

        record Refused(Rule rule) implements Answer {}

        record Unknown() implements Answer {}
    }

    Uni<Answer> prepare(
            PlanStore.Action action, DeadLetterList.Selection selection, OperatorRequest request) {
        UUID plan = UUID.randomUUID();
        return transactions
                .run(
                        List.of(),
                        unit ->
                                PlanStore.prepare(
                                                unit,
                                                plan,
                                                action,
                                                selection,
                                                settings.planRecords(),
                                                request)
                                        .chain(records -> prepared(unit, plan, records, request)))
                .onFailure(Empty.class)
                .recoverWithItem(new Answer.Refused(Rule.NOTHING_SELECTED));
    }

    Uni<Answer> of(UUID plan) {
        return withPlan(plan, (unit, row) -> standing(unit, plan));
    }

    /// Tries the next records of the plan and rolls each back.
    Uni<Answer> rehearse(UUID plan) {
        return step(
                plan,
                true,
                row -> row.confirmedAt() == null ? Optional.empty() : Optional.of(Rule.CONFIRMED));
    }

    /// Asking again does no harm.
    Uni<Answer> confirm(UUID plan, OperatorRequest request) {
        return withPlan(
                plan,
                (unit, row) ->
                        PlanStore.counts(unit.session(), plan)
                                .chain(
                                        counts ->
                                                refusal(unit, row, counts, request)
                                                        .map(Plans::refused)
                                                        .orElseGet(
                                                                () ->
                                                                        confirmed(
                                                                                unit, row,
                                                                                request))));
    }

    /// Takes up the next records of a plan that is confirmed.
    Uni<Answer> carryOut(UUID plan) {
        return step(
                plan,
                false,
                row ->
                        row.confirmedAt() == null
                                ? Optional.of(Rule.NOT_CONFIRMED)
                                : Optional.empty());
    }

    private static Uni<Answer> prepared(
            OpenUnit unit, UUID plan, int records, OperatorRequest request) {
        return records == 0
                ? Uni.createFrom().failure(new Empty())
                : Operations.planned(unit, Operations.Action.PREPARE, plan, request)
                        .chain(() -> standing(unit, plan));
    }

    private Optional<Rule> refusal(
            OpenUnit unit, PlanStore.Row row, PlanStore.Counts counts, OperatorRequest request) {
        if (row.preparedBy().equals(request.operator())) {
            return Optional.of(Rule.SAME_OPERATOR);
        }
        if (row.confirmedAt() != null) {
            return Optional.empty();
        }
        if (row.preparedAt().plus(Duration.ofHours(settings.planHours())).isBefore(unit.now())) {
            return Optional.of(Rule.TOO_OLD);
        }
        return row.action() == PlanStore.Action.REPLAY && counts.toRehearse() > 0
                ? Optional.of(Rule.NOT_REHEARSED)
                : Optional.empty();
    }

    private static Uni<Answer> confirmed(
            OpenUnit unit, PlanStore.Row row, OperatorRequest request) {
        Uni<Void> written =
                row.confirmedAt() != null
                        ? Uni.createFrom().voidItem()
                        : PlanStore.confirm(unit, row.id(), request)
                                .chain(
                                        () ->
                                                Operations.planned(
                                                        unit,
                                                        Operations.Action.CONFIRM,
                                                        row.id(),
                                                        request));
        return written.chain(() -> standing(unit, row.id()));
    }

    private Uni<Answer> step(
            UUID plan, boolean rehearsal, Function<PlanStore.Row, Optional<Rule>> refusal) {
        return withPlan(
                        plan,
                        (unit, row) ->
                                refusal.apply(row)
                                        .map(Plans::refused)
                                        .orElseGet(() -> standing(unit, plan)))
                .chain(
                        answer ->
                                answer instanceof Answer.Stands stands
                                        ? takeStep(stands.plan(), rehearsal)
                                        : Uni.createFrom().item(answer));
    }

    private Uni<Answer> takeStep(PlanStore.Row plan, boolean rehearsal) {
        return transactions
                .run(
                        List.of(),
                        unit -> PlanStore.next(unit, plan.id(), rehearsal, settings.stepRecords()))
                .chain(letters -> takeAll(plan, letters, rehearsal))
                .chain(() -> of(plan.id()));
    }

    /// One after the other: an earlier record of a holder goes before a later one.
    private Uni<Void> takeAll(PlanStore.Row plan, List<UUID> letters, boolean rehearsal) {
        Uni<Void> taken = Uni.createFrom().voidItem();
        for (UUID letter : letters) {
            taken = taken.chain(() -> take(plan, letter, rehearsal));
        }
        return taken;
    }

    /// Done in the name of whoever confirmed it, for the reason it was prepared for.
    private Uni<Void> take(PlanStore.Row plan, UUID letter, boolean rehearsal) {
        String operator = plan.confirmedBy() == null ? plan.preparedBy() : plan.confirmedBy();
        Attempt.Way way =
                new Attempt.Way(rehearsal, plan.id(), new OperatorRequest(operator, plan.reason()));
        return turn().chain(
                        () ->
                                switch (plan.action()) {
                                    case REPLAY -> replay.replay(letter, way);
                                    case GIVE_UP -> replay.giveUp(letter, way);
                                })
                .map(
                        attempt ->
                                attempt.orElseGet(
                                        () ->
                                                new Attempt(
                                                        letter,
                                                        Attempt.Ending.ALREADY_RESOLVED,
                                                        null)))
                .chain(
                        attempt ->
                                transactions.run(
                                        List.of(),
                                        unit ->
                                                PlanStore.note(
                                                        unit, plan.id(), rehearsal, attempt)));
    }

    /// So many a second, whoever asks: the flows go before. A timer of an event loop refuses less
    /// than a millisecond.
    private Uni<Void> turn() {
        long gap = NANOS_PER_SECOND / settings.replaysPerSecond();
        long now = System.nanoTime();
        long mine = nextTurn.updateAndGet(next -> Math.max(next + gap, now)) - now;
        return mine <= 0
                ? Uni.createFrom().voidItem()
                : Uni.createFrom()
                        .voidItem()
                        .onItem()
                        .delayIt()
                        .by(Duration.ofMillis(Math.ceilDiv(mine, NANOS_PER_MILLISECOND)));
    }

    private interface OnPlan {
        Uni<Answer> apply(OpenUnit unit, PlanStore.Row plan);
    }

    private Uni<Answer> withPlan(UUID plan, OnPlan work) {
        return transactions.run(
                List.of(),
                unit ->
                        PlanStore.of(unit.session(), plan)
                                .chain(
                                        row ->
                                                row.map(it -> work.apply(unit, it))
                                                        .orElseGet(
                                                                () ->
                                                                        Uni.createFrom()
                                                                                .item(
                                                                                        new Answer
                                                                                                .Unknown()))));
    }

    private static Uni<Answer> standing(OpenUnit unit, UUID plan) {
        return PlanStore.of(unit.session(), plan)
                .map(Optional::orElseThrow)
                .chain(
                        row ->
                                PlanStore.counts(unit.session(), plan)
                                        .map(counts -> new Answer.Stands(row, counts)));
    }

    private static Uni<Answer> refused(Rule rule) {
        return Uni.createFrom().item(new Answer.Refused(rule));
    }

    /// Rolls back the preparation of a plan about nothing.
    private static final class Empty extends RuntimeException {
        private static final long serialVersionUID = 1;

        Empty() {
            super("nothing is selected", null, false, false);
        }
    }
}
