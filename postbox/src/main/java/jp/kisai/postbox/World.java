package jp.kisai.postbox;

import io.quarkus.logging.Log;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.sqlclient.ClosedConnectionException;
import io.vertx.sqlclient.DatabaseException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Tells a broken world from a broken record, and waits a broken world out.
///
/// What the database or the network does to a transaction says nothing about the records in it; to
/// set one aside for it would lose a person's change. So in doubt the database is asked: a failure
/// counts against a record only when the database answers.
@ApplicationScoped
class World {

    /// SQLSTATE classes and codes (PostgreSQL, appendix A) that are nobody's record's fault:
    /// connection (08), authorisation (28), deadlock and serialisation (40), resources (53), a lock
    /// not granted (55P03), operator intervention and statement timeout (57), system (58),
    /// configuration (F0), and a server that only reads (25006), as after a fail-over.
    private static final List<String> WORLDLY_STATES =
            List.of("08", "28", "40", "53", "55P03", "57", "58", "F0", "25006");

    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(5);

    private final Pool pool;
    private final Duration first;
    private final Duration longest;
    private final AtomicInteger waiting = new AtomicInteger();

    World(Pool pool, PostboxSettings settings) {
        this.pool = pool;
        this.first = Duration.ofMillis(settings.firstRetryDelayMs());
        this.longest = Duration.ofMillis(settings.longestRetryDelayMs());
    }

    /// Runs the attempt again and again while the world is broken. Fails only with what is the
    /// attempt's own.
    <T> Uni<T> waitOut(Supplier<Uni<T>> attempt) {
        return repeated(
                Uni.createFrom()
                        .deferred(attempt::get)
                        .onFailure()
                        .recoverWithUni(failure -> judged(failure)));
    }

    /// Runs the attempt again and again until it succeeds, whatever the failure.
    <T> Uni<T> insist(Supplier<Uni<T>> attempt) {
        return repeated(Uni.createFrom().deferred(attempt::get).onFailure().transform(Broken::new));
    }

    private <T> Uni<T> repeated(Uni<T> attempt) {
        Wait wait = new Wait();
        return attempt.onFailure(Broken.class)
                .invoke(wait::began)
                .onFailure(Broken.class)
                .retry()
                .withBackOff(first, longest)
                .withJitter(0.2)
                .indefinitely()
                .onTermination()
                .invoke(wait::ended);
    }

    /// Flows that wait for the world right now.
    int waiting() {
        return waiting.get();
    }

    private <T> Uni<T> judged(Throwable failure) {
        if (worldly(failure)) {
            return Uni.createFrom().failure(new Broken(failure));
        }
        return pool.query("select 1")
                .execute()
                .ifNoItem()
                .after(PROBE_TIMEOUT)
                .fail()
                .onItemOrFailure()
                .transformToUni(
                        (answer, silence) ->
                                Uni.createFrom()
                                        .failure(silence == null ? failure : new Broken(failure)));
    }

    /// Deadlocks and serialisation failures: the same work simply runs again.
    static boolean lostARace(Throwable failure) {
        String state = sqlState(failure);
        return state != null && state.startsWith("40");
    }

    static boolean worldly(Throwable failure) {
        String state = sqlState(failure);
        if (state != null) {
            return WORLDLY_STATES.stream().anyMatch(state::startsWith);
        }
        return causes(failure).stream()
                .anyMatch(
                        cause ->
                                cause instanceof IOException
                                        || cause instanceof TimeoutException
                                        || cause instanceof ClosedConnectionException);
    }

    static @Nullable String sqlState(Throwable failure) {
        return causes(failure).stream()
                .map(World::ownSqlState)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String ownSqlState(Throwable cause) {
        return switch (cause) {
            case DatabaseException reactive -> reactive.getSqlState();
            case SQLException blocking -> blocking.getSQLState();
            default -> null;
        };
    }

    /// The failure and its causes, the outermost first.
    private static Set<Throwable> causes(Throwable failure) {
        Set<Throwable> causes = new LinkedHashSet<>();
        for (Throwable cause = failure; cause != null && causes.add(cause); ) {
            cause = cause.getCause();
        }
        return causes;
    }

    /// The failure of an attempt that is to be repeated.
    private static final class Broken extends RuntimeException {
        private static final long serialVersionUID = 1;

        Broken(Throwable cause) {
            super(Defects.describe(cause), cause, false, false);
        }
    }

    /// One flow's waiting, counted once however often it tries.
    private final class Wait {
        private final AtomicBoolean on = new AtomicBoolean();

        void began(Throwable broken) {
            if (on.compareAndSet(false, true)) {
                waiting.incrementAndGet();
                Log.warnf("waiting for the world to mend: %s", broken.getMessage());
            }
        }

        void ended() {
            if (on.compareAndSet(true, false)) {
                waiting.decrementAndGet();
                Log.info("the world has mended");
            }
        }
    }
}
