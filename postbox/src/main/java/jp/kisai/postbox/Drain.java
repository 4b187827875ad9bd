package jp.kisai.postbox;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.function.Supplier;

/// What a stop does first, while the database is still there: nothing more is begun, what is under
/// way comes to its end, and what it said is published.
///
/// After this the connector commits and closes its consumers; by then the pool of connections is
/// closed already.
@ApplicationScoped
class Drain {

    private final Door pieces = new Door();
    private final Door transactions = new Door();
    private final Relay relay;
    private final Duration limit;

    Drain(Relay relay, PostboxSettings settings) {
        this.relay = relay;
        this.limit = Duration.ofMillis(settings.drainTimeoutMs());
    }

    void stop(@Observes ShutdownEvent stopped) {
        stop();
    }

    /// A batch, or anything else that consists of several transactions: it is whole, or it was not
    /// begun.
    <T> Uni<T> piece(Supplier<Uni<T>> work) {
        return pieces.through(work);
    }

    /// A transaction, be it within such a piece.
    <T> Uni<T> transaction(Supplier<Uni<T>> work) {
        return transactions.through(work);
    }

    void stop() {
        long begun = System.nanoTime();
        try {
            int left = pieces.shut(limit);
            left += transactions.shut(limit.minusNanos(System.nanoTime() - begun));
            if (left > 0) {
                Log.warnf(
                        "%d pieces of work did not end within %d ms; what they took is delivered"
                                + " again",
                        left, limit.toMillis());
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        relay.stop();
    }
}
