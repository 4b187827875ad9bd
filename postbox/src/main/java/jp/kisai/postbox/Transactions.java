package jp.kisai.postbox;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
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

    Transactions(
            Vertx vertx,
            Mutiny.SessionFactory sessions,
            Clock clock,
            RelaySignal relay,
            PostboxSettings settings,
            Tracing tracing) {
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
    <T> Uni<T> run(Collection<HolderId> holders, Function<OpenUnit, Uni<T>> work) {
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
                                                                                        work))
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
                                        .map(result -> new Done<>(unit, result)));
    }
}
