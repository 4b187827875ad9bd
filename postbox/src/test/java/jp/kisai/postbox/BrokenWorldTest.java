package jp.kisai.postbox;

import static org.awaitility.pollinterval.IterativePollInterval.iterative;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import jp.kisai.contracts.CloudEvent;
import jp.kisai.contracts.Topics;
import jp.kisai.contracts.event.NoticeSent;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.junit.jupiter.api.Test;

/// The world breaks in the middle of a batch: nothing is lost, nothing doubled, nobody is blamed.
@QuarkusTest
class BrokenWorldTest extends PostboxTest {

    private static final String OTHER_BACKENDS =
            " from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
                    + " and backend_type = 'client backend'";

    @Inject World world;
    @Inject @Readiness PostboxReadiness readiness;

    @Test
    void sessionsThatAreEndedAgainAndAgainLoseNothing() {
        List<CloudEvent<NoticeSent>> events = several(400);
        CompletableFuture<Void> taking = new CompletableFuture<>();
        for (int i = 0; i < 40; i++) {
            List<CloudEvent<NoticeSent>> batch = events.subList(i * 10, i * 10 + 10);
            taking = i == 0 ? begin(batch) : taking.thenCompose(x -> begin(batch));
        }
        CompletableFuture<Void> all = taking;

        Awaitility.await()
                .atMost(DEADLINE)
                .pollInterval(iterative(pause -> pause.plusMillis(20), Duration.ofMillis(20)))
                .until(
                        () -> {
                            rows.of("select pg_terminate_backend(pid)" + OTHER_BACKENDS);
                            return all.isDone();
                        });

        all.join();
        assertEquals(ids(events), rows.handled(holder));
        assertEquals(List.of(), rows.duplicates(holder));
        Awaitility.await()
                .atMost(DEADLINE)
                .pollInSameThread()
                .until(() -> published().size() == 400);
        assertEquals(
                published().stream().sorted().toList(), published(), "in order, the first time");
        assertFalse(rows.isHeld(holder));
    }

    @Test
    void aDatabaseThatStopsAnsweringIsWaitedOut() {
        take(several(1));
        List<Object> backends = rows.of("select pid" + OTHER_BACKENDS);
        backends.forEach(pid -> signal("STOP", pid));
        CompletableFuture<Void> taking;
        try {
            taking = begin(several(20));
            Awaitility.await().atMost(DEADLINE).until(() -> world.waiting() > 0);
            assertEquals(HealthCheckResponse.Status.DOWN, readiness.call().getStatus());
            assertFalse(taking.isDone());
        } finally {
            backends.forEach(pid -> signal("CONT", pid));
        }

        taking.join();

        assertEquals(21, rows.handled(holder).size());
        assertEquals(HealthCheckResponse.Status.UP, readiness.call().getStatus());
        assertFalse(rows.isHeld(holder));
        kafka.await(Topics.CHANGE_ANSWERED, holder, 21);
    }

    @Test
    void aServerThatOnlyReadsIsWaitedOut() {
        rows.of("alter role postbox set default_transaction_read_only = on");
        rows.of("select pg_terminate_backend(pid)" + OTHER_BACKENDS);
        CompletableFuture<Void> taking = begin(several(5));
        try {
            Awaitility.await().atMost(DEADLINE).until(() -> world.waiting() > 0);
            assertFalse(taking.isDone());
        } finally {
            rows.of(
                    "set default_transaction_read_only = off; alter role postbox reset"
                            + " default_transaction_read_only");
            rows.of("select pg_terminate_backend(pid)" + OTHER_BACKENDS);
        }

        taking.join();

        assertEquals(5, rows.handled(holder).size());
        assertTrue(rows.parked(holder).isEmpty());
    }

    /// The sequences that reached the topic, each where it was first seen.
    private List<Long> published() {
        return kafka.records(Topics.CHANGE_ANSWERED, holder).stream()
                .map(PostboxTest::sequence)
                .distinct()
                .toList();
    }

    private CompletableFuture<Void> begin(List<CloudEvent<NoticeSent>> events) {
        return postbox.take(Told.batch(new ArrayList<>(events)), notices)
                .subscribeAsCompletionStage();
    }

    private static void signal(String name, Object pid) {
        try {
            new ProcessBuilder("kill", "-" + name, pid.toString()).start().onExit().join();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
