package jp.kisai.consent;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;

/// Does on a worker thread what would keep an event loop busy, and comes back to where it was
/// called.
public final class Worker {

    private Worker() {}

    /// @param work cryptography and the like; no database, no waiting
    public static <T> Uni<T> compute(Callable<T> work) {
        return Uni.createFrom()
                .completionStage(
                        () -> {
                            Context context = Vertx.currentContext();
                            if (context == null) {
                                throw new IllegalStateException(
                                        "only from a Vert.x context can one come back to it");
                            }
                            return context.executeBlocking(work, false).toCompletionStage();
                        });
    }
}
