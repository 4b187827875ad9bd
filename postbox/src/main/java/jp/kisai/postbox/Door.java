package jp.kisai.postbox;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// The way in for work that a stop must not cut in two. Once it is shut, what comes waits there
/// until the process is gone, and what is inside comes out.
final class Door {

    private int inside;
    private boolean shut;

    /// Runs the work inside.
    <T> Uni<T> through(Supplier<Uni<T>> work) {
        return Uni.createFrom()
                .deferred(
                        () ->
                                enter()
                                        ? Uni.createFrom()
                                                .deferred(work::get)
                                                .onTermination()
                                                .invoke(this::leave)
                                        : Uni.createFrom().nothing());
    }

    /// Lets nobody in any more, and returns when nobody is inside, or when the limit is over.
    ///
    /// @return how many are still inside
    synchronized int shut(Duration limit) throws InterruptedException {
        shut = true;
        long deadline = System.nanoTime() + limit.toNanos();
        while (inside > 0) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                break;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return inside;
    }

    private synchronized boolean enter() {
        if (!shut) {
            inside++;
        }
        return !shut;
    }

    private synchronized void leave() {
        inside--;
        notifyAll();
    }
}
