package jp.kisai.consent.outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import jp.kisai.consent.outside.CheckPool.Outcome;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A pool of one thread before which one check may wait.
@Timeout(20)
class CheckPoolTest {

    private static final Duration DEADLINE = Duration.ofMillis(250);
    private static final Outcome<String> LATE = new Outcome.Unknown<>(CertificateDoubt.OUT_OF_TIME);
    private static final Outcome<String> FULL = new Outcome.Unknown<>(CertificateDoubt.OVERLOADED);
    private static final Outcome<String> KNOWN = new Outcome.Known<>("known");

    private final CheckPool pool = new CheckPool(new CheckPool.Bounds(1, 1, DEADLINE));
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger begun = new AtomicInteger();

    @AfterEach
    void close() {
        end.countDown();
        pool.close();
    }

    @Test
    void saysWhatTheCheckSays() {
        assertEquals(KNOWN, pool.check(() -> "known").join());
    }

    @Test
    void doesNotKnowWhatTakesTooLong() {
        long start = System.nanoTime();

        Outcome<String> outcome = pool.check(endless()).join();

        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertEquals(LATE, outcome);
        assertTrue(took.compareTo(DEADLINE.multipliedBy(2)) >= 0, took::toString);
    }

    @Test
    void checksOnceMoreWhatWasLateByAccident() {
        try (CheckPool two = new CheckPool(new CheckPool.Bounds(2, 1, DEADLINE))) {
            Outcome<String> outcome =
                    two.check(() -> begun.incrementAndGet() == 1 ? endless().call() : "known")
                            .join();

            assertEquals(KNOWN, outcome);
        }
    }

    /// The thread is one, the queue one: the third is turned away before anybody waited.
    @Test
    void turnsAwayAtOnceWhatFindsTheQueueFull() {
        CompletableFuture<Outcome<String>> first = pool.check(endless());
        CompletableFuture<Outcome<String>> second = pool.check(() -> "known");

        CompletableFuture<Outcome<String>> third = pool.check(() -> "known");

        assertTrue(third.isDone());
        assertEquals(FULL, third.join());
        assertFalse(first.isDone() || second.isDone());
    }

    @Test
    void turnsAwayAThousandWithoutAThreadMore() {
        CompletableFuture<Outcome<String>> first = pool.check(endless());
        int before = Thread.activeCount();
        List<CompletableFuture<Outcome<String>>> flood = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            flood.add(pool.check(endless()));
        }

        assertTrue(Thread.activeCount() <= before + 1);
        assertFalse(first.isDone());
        assertTrue(flood.stream().filter(CompletableFuture::isDone).count() >= 998);
    }

    @Test
    void beginsNothingForWhichNobodyWaitsAnyMore() {
        CompletableFuture<Outcome<String>> first = pool.check(endless());
        Outcome<String> queued =
                pool.check(
                                () -> {
                                    begun.addAndGet(100);
                                    return "known";
                                })
                        .join();

        end.countDown();

        assertInstanceOf(Outcome.Unknown.class, first.join());
        assertInstanceOf(Outcome.Unknown.class, queued);
        Awaitility.await().until(() -> KNOWN.equals(pool.check(() -> "known").join()));
        assertTrue(begun.get() < 100, "the late one was begun");
    }

    @Test
    void worksAgainWhenTheLateOneHasEnded() {
        assertEquals(LATE, pool.check(endless()).join());

        end.countDown();

        Awaitility.await().until(() -> KNOWN.equals(pool.check(() -> "known").join()));
    }

    @Test
    void failsAsTheCheckFails() {
        IllegalStateException failure = new IllegalStateException("planted");

        CompletionException seen =
                assertThrows(
                        CompletionException.class,
                        pool.check(
                                        () -> {
                                            throw failure;
                                        })
                                ::join);

        assertSame(failure, seen.getCause());
    }

    private Callable<String> endless() {
        return () -> {
            begun.incrementAndGet();
            end.await();
            return "at last";
        };
    }
}
