package jp.kisai.consent;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// Does on a worker thread what would keep an event loop busy, and comes back to where it was
/// called.
public final class Worker {

    private Worker() {}

    /// @param work cryptography and the like; no database, no waiting
    public static <T> Uni<T> compute(Callable<T> work) {
        return Uni.createFrom()
                .completionStage(() -> here().executeBlocking(work, false).toCompletionStage());
    }

    /// As [#compute], on threads of somebody else's.
    static <T> Uni<T> elsewhere(Supplier<CompletableFuture<T>> work) {
        return Uni.createFrom()
                .deferred(
                        () -> {
                            Context context = here();
                            return Uni.createFrom()
                                    .completionStage(work)
                                    .emitOn(task -> context.runOnContext(_ -> task.run()));
                        });
    }

    private static Context here() {
        Context context = Vertx.currentContext();
        if (context == null) {
            throw new IllegalStateException("only from a Vert.x context can one come back to it");
        }
        return context;
    }
}
