package jp.kisai.postbox;

import io.agroal.api.AgroalDataSource;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/// Publishes what the outbox holds: one thread of one instance per service, in the order of the
/// rows, deleting what the broker has acknowledged.
///
/// A crash between the acknowledgement and the deletion publishes again; the consumers' inboxes
/// absorb it. Rows are deleted, never skipped by a cursor, so a transaction that commits late with
/// an early id is not passed over.
@ApplicationScoped
class Relay {

    private static final long UNREACHABLE_TOPIC_PAUSE_NANOS = 30_000_000_000L;

    private final AgroalDataSource dataSource;
    private final Map<String, Object> kafka;
    private final RelaySignal signal;
    private final PostboxMetrics metrics;
    private final Flows flows;
    private final long pauseCheckMs;
    private final Clock clock;
    private final PostboxSettings.Relay settings;
    private final InboxSweep sweep;
    private final Map<String, Long> unreachableTopics = new HashMap<>();
    private volatile @Nullable Thread thread;
    private final Semaphore stopped = new Semaphore(0);
    private volatile boolean stopping;
    private volatile long lastSignOfLife = System.nanoTime();
    private long lastMeasured;
    private long lastAskedForPauses;
    private long retryDelayMs;

    Relay(
            AgroalDataSource dataSource,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            RelaySignal signal,
            PostboxMetrics metrics,
            Flows flows,
            Clock clock,
            PostboxSettings settings) {
        this.flows = flows;
        this.pauseCheckMs = settings.pauseCheckMs();
        this.dataSource = dataSource;
        this.kafka = kafka;
        this.signal = signal;
        this.metrics = metrics;
        this.clock = clock;
        this.settings = settings.relay();
        this.retryDelayMs = this.settings.firstRetryDelayMs();
        this.sweep = new InboxSweep(settings);
    }

    void start(@Observes StartupEvent started) {
        start();
    }

    synchronized void start() {
        if (thread == null) {
            stopping = false;
            stopped.drainPermits();
            lastSignOfLife = System.nanoTime();
            thread = Thread.ofPlatform().name("kisai-relay").daemon().start(this::run);
        }
    }

    /// Lets the round under way end, then gives up the leadership.
    synchronized void stop() {
        Thread running = thread;
        if (running == null) {
            return;
        }
        stopping = true;
        stopped.release();
        signal.ring();
        try {
            if (!running.join(Duration.ofMillis(settings.stopTimeoutMs()))) {
                running.interrupt();
            }
        } catch (InterruptedException hurried) {
            running.interrupt();
            Thread.currentThread().interrupt();
        }
        thread = null;
    }

    /// Whether the thread runs and its rounds come to an end, be it in failure.
    boolean alive() {
        Thread running = thread;
        return stopping
                || (running != null
                        && running.isAlive()
                        && System.nanoTime() - lastSignOfLife
                                < settings.stuckAfterMs() * 1_000_000);
    }

    private void run() {
        try {
            while (!stopping) {
                relayUntilBroken();
                stopped.tryAcquire(retryDelayMs, TimeUnit.MILLISECONDS);
                retryDelayMs = Math.min(retryDelayMs * 2, settings.longestRetryDelayMs());
            }
        } catch (InterruptedException | InterruptException hurried) {
            Log.info("the relay was stopped in the middle of a round");
        }
    }

    private void relayUntilBroken() throws InterruptedException {
        lastSignOfLife = System.nanoTime();
        try (RelayDatabase database = RelayDatabase.open(dataSource, settings);
                RelayProducer producer = new RelayProducer(kafka, settings)) {
            relay(database, producer);
        } catch (InterruptException hurried) {
            throw hurried;
        } catch (SQLException | RuntimeException broken) {
            Log.warnf(
                    "the relay starts again in %d ms: %s", retryDelayMs, Defects.describe(broken));
        } finally {
            metrics.leads(false);
        }
    }

    /// Lives until something breaks or the service stops.
    private void relay(RelayDatabase database, RelayProducer producer)
            throws SQLException, InterruptedException {
        boolean leads = false;
        while (!stopping) {
            lastSignOfLife = System.nanoTime();
            askForPauses(database);
            measure(database);
            if (!leads) {
                leads = database.lead();
                metrics.leads(leads);
            }
            if (!leads) {
                signal.await(settings.leaderPollMs());
                continue;
            }
            boolean more = publish(database, producer) == settings.batchRows();
            retryDelayMs = settings.firstRetryDelayMs();
            if (!more && !sweep.step(database, clock.instant())) {
                signal.await(settings.pollMs());
            }
        }
    }

    /// One round; answers how many rows it found.
    private int publish(RelayDatabase database, RelayProducer producer)
            throws SQLException, InterruptedException {
        unreachableTopics
                .values()
                .removeIf(since -> System.nanoTime() - since > UNREACHABLE_TOPIC_PAUSE_NANOS);
        List<RelayDatabase.Row> rows =
                database.next(
                        settings.batchRows(), settings.batchBytes(), unreachableTopics.keySet());
        if (rows.isEmpty()) {
            return 0;
        }
        RelayProducer.Published published = producer.publish(rows);
        database.delete(published.acknowledged());
        metrics.sent(published.acknowledged().size());
        for (Map.Entry<Long, String> refused : published.refused().entrySet()) {
            Log.errorf("outbox row %d is refused: %s", refused.getKey(), refused.getValue());
            database.refuse(refused.getKey(), refused.getValue(), clock.instant());
            metrics.refused();
        }
        if (published.failure() != null
                || (published.acknowledged().isEmpty() && published.refused().isEmpty())) {
            throw new IllegalStateException("not acknowledged", published.failure());
        }
        for (String topic : published.unreachable()) {
            Log.warnf("the broker knows no topic %s; its rows wait", topic);
            unreachableTopics.put(topic, System.nanoTime());
        }
        return rows.size();
    }

    /// The one thread of every instance that talks to the database whatever the flows do.
    private void askForPauses(RelayDatabase database) throws SQLException {
        long now = System.nanoTime();
        if (lastAskedForPauses == 0 || now - lastAskedForPauses > pauseCheckMs * 1_000_000) {
            flows.paused(database.pausedTopics());
            lastAskedForPauses = now;
        }
    }

    private void measure(RelayDatabase database) throws SQLException {
        long now = System.nanoTime();
        if (lastMeasured == 0 || now - lastMeasured > settings.measureEveryMs() * 1_000_000) {
            metrics.measured(database.measure(clock.instant()));
            lastMeasured = now;
        }
    }
}
