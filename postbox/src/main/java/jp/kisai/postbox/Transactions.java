package jp.kisai.postbox;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import jp.kisai.contracts.Source;
import jp.kisai.contracts.vocabulary.HolderId;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/// Opens a unit of work, and closes it: lock, work, write what is sent, commit, wake the relay.
@ApplicationScoped
class Transactions {

    private final Vertx vertx;
    private final Mutiny.SessionFactory sessions;
    private final Clock clock;
    private final RelaySignal relay;
    private final Source source;
    private final int largestEventBytes;
    private final Duration timeout;
    private final Tracing tracing;
    private final ActInHand inHand;

    Transactions(
            Vertx vertx,
            Mutiny.SessionFactory sessions,
            Clock clock,
            RelaySignal relay,
            PostboxSettings settings,
            Tracing tracing,
            ActInHand inHand) {
        this.inHand = inHand;
        this.tracing = tracing;
        this.vertx = vertx;
        this.sessions = sessions;
        this.clock = clock;
        this.relay = relay;
        this.source = new Source(settings.source());
        this.largestEventBytes = settings.largestEventBytes();
        this.timeout = Duration.ofMillis(settings.transactionTimeoutMs());
    }

    /// Any failure has rolled back everything, or was a commit whose outcome nobody saw.
    ///
    /// What an operator or officer asked for is on record with it: together, or not at all.
    <T> Uni<T> run(Collection<HolderId> holders, Function<OpenUnit, Uni<T>> work) {
        return open(holders, ActInHand.ofThisRequest(inHand), work);
    }

    /// As [#run], for what is no act of anybody: the audit trail itself.
    <T> Uni<T> unaudited(Function<OpenUnit, Uni<T>> work) {
        return open(List.of(), Optional.empty(), work);
    }

    private <T> Uni<T> open(
            Collection<HolderId> holders, Optional<Act> act, Function<OpenUnit, Uni<T>> work) {
        return within(
                        () ->
                                sessions.openStatelessSession()
                                        .chain(
                                                session ->
                                                        session.withTransaction(
                                                                        tx ->
                                                                                inside(
                                                                                        session,
                                                                                        holders,
                                                                                        act, work))
                                                                .eventually(session::close)))
                .invoke(relay::ring)
                .invoke(done -> done.unit().committed())
                .map(Done::result);
    }

    private record Done<T>(OpenUnit unit, @Nullable T result) {}

    /// Runs something that is no transaction under the same time limit, on a context of its own.
    <T> Uni<T> within(Supplier<Uni<T>> work) {
        return OwnContext.run(vertx, work).ifNoItem().after(timeout).fail();
    }

    private <T> Uni<Done<T>> inside(
            Mutiny.StatelessSession session,
            Collection<HolderId> holders,
            Optional<Act> act,
            Function<OpenUnit, Uni<T>> work) {
        return Holders.lock(session, holders)
                .map(
                        locked ->
                                new OpenUnit(
                                        session,
                                        clock.instant().truncatedTo(ChronoUnit.MICROS),
                                        source,
                                        largestEventBytes,
                                        locked,
                                        new UnitTraces(tracing)))
                .chain(
                        unit ->
                                work.apply(unit)
                                        .call(unit::write)
                                        .call(() -> record(unit, holders, act))
                                        .map(result -> new Done<>(unit, result)));
    }

    /// The last statement before the commit: until that, it keeps the audit trail to itself.
    private Uni<Void> record(OpenUnit unit, Collection<HolderId> holders, Optional<Act> act) {
        return act.map(
                        it ->
                                AuditEntries.appendIfChanged(
                                        unit.session(),
                                        unit.now(),
                                        source,
                                        it.committed(holders, unit.reason())))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }
}
