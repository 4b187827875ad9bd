package jp.kisai.consent.outside;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Checks what strangers hand in: on few threads, with a short queue, and for a limited time.
///
/// What does not end in time, or comes when the queue is full, cannot be known, and whoever asked
/// is told so at once. A check that ran out of time is made once more, for a pause of the machine
/// is nobody's fault; the second time it is the input's. The engines do not mind an interruption,
/// so a late check keeps its thread until it ends; and it does end, for what it reads is short.
public final class CheckPool implements AutoCloseable {

    private static final int ATTEMPTS = 2;

    private final ThreadPoolExecutor threads;
    private final Duration deadline;

    public CheckPool(Bounds bounds) {
        this.deadline = bounds.deadline();
        this.threads =
                new ThreadPoolExecutor(
                        bounds.threads(),
                        bounds.threads(),
                        0,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(bounds.queued()),
                        Thread.ofPlatform().name("check-", 0).daemon().factory());
    }

    /// @param queued how many checks may wait for a thread
    /// @param deadline for a check, the wait for a thread included
    public record Bounds(int threads, int queued, Duration deadline) {}

    /// What came of a check.
    public sealed interface Outcome<T> {

        record Known<T>(T value) implements Outcome<T> {}

        record Unknown<T>(CertificateDoubt doubt) implements Outcome<T> {}
    }

    /// Returns at once. What it returns ends in time, and fails only as the check itself does.
    public <T> CompletableFuture<Outcome<T>> check(Callable<T> check) {
        return check(check, ATTEMPTS);
    }

    private <T> CompletableFuture<Outcome<T>> check(Callable<T> check, int attempts) {
        CompletableFuture<Outcome<T>> answer = new CompletableFuture<>();
        try {
            threads.execute(() -> answer(check, answer));
        } catch (RejectedExecutionException full) {
            answer.complete(new Outcome.Unknown<>(CertificateDoubt.OVERLOADED));
        }
        return answer.completeOnTimeout(
                        new Outcome.Unknown<>(CertificateDoubt.OUT_OF_TIME),
                        deadline.toMillis(),
                        TimeUnit.MILLISECONDS)
                .thenCompose(
                        outcome ->
                                attempts > 1 && isOutOfTime(outcome)
                                        ? check(check, attempts - 1)
                                        : CompletableFuture.completedFuture(outcome));
    }

    /// Nobody waits any more for what stood in the queue for too long.
    private static <T> void answer(Callable<T> check, CompletableFuture<Outcome<T>> answer) {
        if (!answer.isDone()) {
            try {
                answer.complete(new Outcome.Known<>(check.call()));
            } catch (Throwable failure) {
                answer.completeExceptionally(failure);
            }
        }
    }

    private static boolean isOutOfTime(Outcome<?> outcome) {
        return outcome instanceof Outcome.Unknown(CertificateDoubt doubt)
                && doubt == CertificateDoubt.OUT_OF_TIME;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
