package jp.kisai.postbox;

import static java.util.Objects.requireNonNull;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.function.Supplier;

/// Runs database work on a Vert.x context that nothing else uses.
///
/// A reactive session belongs to one event loop and one stream of statements. On a context of its
/// own it can neither be shared by accident nor be entered from a Kafka or worker thread, whatever
/// thread the caller is on.
final class OwnContext {

    private OwnContext() {}

    /// The result comes back on the caller's context, if there is one. Whoever stops waiting does
    /// not stop the work: it runs to its end and closes what it opened.
    static <T> Uni<T> run(Vertx vertx, Supplier<Uni<T>> work) {
        return Uni.createFrom()
                .deferred(
                        () -> {
                            Context caller = Vertx.currentContext();
                            Uni<T> begun = begin(fresh(vertx), work);
                            return caller == null
                                    ? begun
                                    : begun.emitOn(task -> caller.runOnContext(x -> task.run()));
                        });
    }

    /// Does on a worker thread what would keep the event loop busy: no database, no waiting. The
    /// result comes back on the context that this was called on.
    static Uni<Void> compute(Runnable work) {
        return Uni.createFrom()
                .completionStage(
                        () ->
                                requireNonNull(Vertx.currentContext(), "only from a context")
                                        .<Void>executeBlocking(
                                                () -> {
                                                    work.run();
                                                    return null;
                                                },
                                                false)
                                        .toCompletionStage());
    }

    private static Context fresh(Vertx vertx) {
        Context own =
                requireNonNull(VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext()));
        VertxContextSafetyToggle.setContextSafe(own, true);
        return own;
    }

    /// Memoised, because cancelling the result must not cancel the work.
    private static <T> Uni<T> begin(Context own, Supplier<Uni<T>> work) {
        return Uni.createFrom()
                .<T>deferred(work::get)
                .runSubscriptionOn(task -> own.runOnContext(x -> task.run()))
                .memoize()
                .indefinitely();
    }
}
