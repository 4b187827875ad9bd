package jp.kisai.localstack.drill;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import jp.kisai.localstack.demo.Performance.Prepared;
import jp.kisai.localstack.demo.Played;

/// Plays prepared cases at a steady pace, whatever becomes of those before, and notes when each is
/// answered and when it has ended as written.
public final class Load implements AutoCloseable {

    private static final long LOOK_NANOS = 50_000_000;

    private final List<Prepared> cases;
    private final long gapNanos;
    private final List<Move> sent = new ArrayList<>();
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final Thread thread;
    private volatile boolean sending = true;
    private volatile boolean looking = true;

    private Load(List<Prepared> cases, double perSecond) {
        this.cases = cases;
        this.gapNanos = (long) (1e9 / perSecond);
        this.thread = Thread.ofPlatform().name("load").daemon().unstarted(this::run);
    }

    /// Begins at once.
    public static Load of(List<Prepared> cases, double perSecond) {
        Load load = new Load(cases, perSecond);
        load.thread.start();
        return load;
    }

    private static final class Move {
        private final Played played;
        private final long sentAt = System.nanoTime();
        private long answeredAfterNanos = -1;
        private boolean ended;

        Move(Played played) {
            this.played = played;
        }

        void look() {
            if (answeredAfterNanos < 0 && answered()) {
                answeredAfterNanos = System.nanoTime() - sentAt;
            }
            ended = ended || played.differences().isEmpty();
        }

        private boolean answered() {
            return played.endings().keySet().stream()
                    .noneMatch(change -> played.story().answersInOrder(change).isEmpty());
        }
    }

    /// Sends nothing more.
    public void stop() {
        sending = false;
    }

    /// Whether there is nobody left to move.
    public boolean exhausted() {
        return sent() == cases.size();
    }

    public int sent() {
        synchronized (sent) {
            return sent.size();
        }
    }

    public int ended() {
        synchronized (sent) {
            return (int) sent.stream().filter(move -> move.ended).count();
        }
    }

    /// Waits until everything has been sent and has ended as written, or the limit is over. After
    /// [#stop()] what was sent by then is everything.
    public void awaitEnds(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!over() && System.nanoTime() < deadline && !end.isDone()) {
            Thread.sleep(Duration.ofNanos(LOOK_NANOS));
        }
    }

    private boolean over() {
        return (!sending || exhausted()) && ended() == sent();
    }

    /// How long each took to be answered so far, sorted.
    public List<Duration> answerTimes() {
        synchronized (sent) {
            return sent.stream()
                    .filter(move -> move.answeredAfterNanos >= 0)
                    .map(move -> Duration.ofNanos(move.answeredAfterNanos))
                    .sorted()
                    .toList();
        }
    }

    /// Where what was sent ended otherwise than written: an answer or an effect that is missing, or
    /// came twice.
    public List<String> differences() {
        synchronized (sent) {
            return sent.stream().flatMap(move -> move.played.differences().stream()).toList();
        }
    }

    /// @throws IllegalStateException if it broke off before
    @Override
    public void close() {
        sending = false;
        looking = false;
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (end.isCompletedExceptionally()) {
            throw new IllegalStateException("the load broke off", end.exceptionNow());
        }
    }

    private void run() {
        try {
            long next = System.nanoTime();
            while (looking) {
                if (sending && !exhausted() && System.nanoTime() - next >= 0) {
                    Played played = cases.get(sent()).scene().play();
                    synchronized (sent) {
                        sent.add(new Move(played));
                    }
                    next += gapNanos;
                }
                synchronized (sent) {
                    sent.stream().filter(move -> !move.ended).forEach(Move::look);
                }
                LockSupport.parkNanos(LOOK_NANOS);
            }
            end.complete(null);
        } catch (InterruptedException | RuntimeException brokenOff) {
            end.completeExceptionally(brokenOff);
        }
    }
}
