package jp.kisai.consent;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import jp.kisai.consent.domain.Consent;
import jp.kisai.consent.store.BalanceStore;
import jp.kisai.consent.store.BalanceStore.Due;
import jp.kisai.contracts.event.DayBalanced;
import jp.kisai.contracts.vocabulary.MunicipalityCode;
import jp.kisai.postbox.Postbox;

/// ⑥ Tells every municipality its day in numbers, signed: `received = applied + waiting + refused +
/// duplicate`.
///
/// A day is balanced soon after it has ended, and once more on each following day while something
/// of it waits. Days that passed while the service was down are caught up, oldest first. The
/// numbers and the event that tells them are one transaction with the municipality's own id
/// locked, so several instances may do this at once: who comes second finds nothing due.
@ApplicationScoped
class Balancing {

    private final Postbox postbox;
    private final BalanceStore balances;
    private final Verdicts verdicts;
    private final Clock clock;
    private final Duration delay;
    private final int daysAtOnce;

    Balancing(
            Postbox postbox,
            BalanceStore balances,
            Verdicts verdicts,
            Clock clock,
            ConsentSettings settings) {
        this.postbox = postbox;
        this.balances = balances;
        this.verdicts = verdicts;
        this.clock = clock;
        this.delay = Duration.ofMinutes(settings.balanceDelayMinutes());
        this.daysAtOnce = settings.balanceDays();
    }

    @Scheduled(
            every = "${kisai.consent.balance-every-seconds}s",
            concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> balance() {
        return balance(due(clock.instant(), delay, daysAtOnce));
    }

    /// The last day that has ended, and when it could first be balanced.
    static Due due(Instant now, Duration delay, int days) {
        LocalDate today = LocalDate.ofInstant(now.minus(delay), Consent.TOKYO);
        return new Due(
                today.minusDays(1),
                today.atStartOfDay(Consent.TOKYO).toInstant().plus(delay),
                days);
    }

    Uni<Void> balance(Due due) {
        return postbox.transact(List.of(), work -> balances.open(work.session(), due.last()))
                .chain(() -> balanceWhatIsOpen(due));
    }

    private Uni<Void> balanceWhatIsOpen(Due due) {
        return postbox.transact(List.of(), work -> balances.due(work.session(), due))
                .chain(
                        municipalities ->
                                municipalities.isEmpty()
                                        ? Uni.createFrom().voidItem()
                                        : balance(municipalities, due)
                                                .chain(() -> balanceWhatIsOpen(due)));
    }

    private Uni<Void> balance(List<MunicipalityCode> municipalities, Due due) {
        return postbox.transact(
                municipalities.stream().map(DayBalanced::subject).toList(),
                work ->
                        balances.balance(work.session(), municipalities, due, work.now())
                                .invoke(
                                        told ->
                                                told.forEach(
                                                        balance ->
                                                                verdicts.tellBalance(
                                                                        work, balance)))
                                .replaceWithVoid());
    }
}
