package jp.kisai.notification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import jp.kisai.testkit.KafkaAndPostgres;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The clocks of many holders, swept by the sweeper itself on a real database: each holder whose
/// day has come is reminded once, nobody else is, and it is fast enough.
///
/// Of how many is said by the environment variable `KISAI_CLOCKS`; a measurement wants ten million,
/// and prints what it found:
///
/// ```
/// KISAI_CLOCKS=10000000 ./kisai test -pl notification-service -am -Dtest=ClockSweepTest \
///     -Dsurefire.failIfNoSpecifiedTests=false
/// ```
@QuarkusTest
@WithTestResource(
        value = KafkaAndPostgres.class,
        initArgs = {
            @ResourceArg(name = "database", value = "notification_sweep"),
            @ResourceArg(name = "kisai.notification.clock.sweep-every-seconds", value = "86400")
        })
class ClockSweepTest {

    private static final Logger LOG = Logger.getLogger(ClockSweepTest.class);

    private static final long HOLDERS =
            Optional.ofNullable(System.getenv("KISAI_CLOCKS")).map(Long::valueOf).orElse(100_000L);

    /// Everybody due on one day, which never happens: a share of the holders, to know the rate.
    private static final long AT_ONCE = Math.min(HOLDERS / 5, 150_000L);

    private static final Duration PROGRESS_EVERY = Duration.ofSeconds(10);

    private final LocalDate today = LocalDate.now(ZoneId.of("Asia/Tokyo"));

    /// Ends spread over their whole terms; every stage before today was told.
    private static final String FILL =
            """
            insert into holder_facts (holder, prefecture, licence_version, licence_until, licence_runs, renewal_from,
                on_card, card_until, consent_sequence, consent_until, certificate_until,
                renewal_told, card_told, consent_told, certificate_told, next_on)
            select cast(lpad(to_hex(i), 32, '0') as uuid), lpad((1 + i %% 47)::text, 2, '0'), 1, licence, true, licence - 61, true, card,
                1, consent, certificate, r.told, c.told, s.told, e.told, least(r.next, c.next, s.next, e.next)
            from (
                select i, date '%1$s' + (random() * 1826)::int as licence, date '%1$s' + (random() * 3652)::int as card,
                    date '%1$s' + (random() * 3652)::int as consent, date '%1$s' + (random() * 1826)::int as certificate
                from generate_series(1, %2$d) as i
            ) holder
            cross join lateral (select count(*) filter (where day < '%1$s') as told, min(day) filter (where day >= '%1$s') as next
                from (values (licence - 61), (licence - 30), (licence - 7)) as stage (day)) r
            cross join lateral (select count(*) filter (where day < '%1$s') as told, min(day) filter (where day >= '%1$s') as next
                from (values (card - 180), (card - 90), (card - 30)) as stage (day)) c
            cross join lateral (select count(*) filter (where day < '%1$s') as told, min(day) filter (where day >= '%1$s') as next
                from (values (consent - 90), (consent - 30), (consent - 7)) as stage (day)) s
            cross join lateral (select count(*) filter (where day < '%1$s') as told, min(day) filter (where day >= '%1$s') as next
                from (values (certificate - 90), (certificate - 30)) as stage (day)) e""";

    private static final String FILL_DUE =
            """
            insert into holder_facts (holder, prefecture, certificate_until, next_on)
            select cast(lpad(to_hex(i), 32, '0') as uuid), lpad((1 + i %% 47)::text, 2, '0'), date '%1$s' + 60 + (i %% 30)::int, '%1$s'
            from generate_series(1, %2$d) as i""";

    @Inject ClockSweep sweep;

    private int told;

    @BeforeEach
    void nobodyIsKnown() throws SQLException {
        try (ServiceDatabase database = ServiceDatabase.openAsOwner()) {
            database.write("truncate holder_facts");
            told = (int) database.number("select count(*) from notice");
        }
    }

    @Test
    void remindsWhoIsDueTodayAmongMany() throws SQLException {
        try (ServiceDatabase database = ServiceDatabase.openAsOwner()) {
            fill(database, FILL, HOLDERS);
            long due = due(database);
            assertTrue(due > HOLDERS / 1000, "a day's share of " + HOLDERS + " is " + due);

            Duration took = swept(database);

            print("a day among %,d holders: %,d reminded".formatted(HOLDERS, due), due, took);
            assertEquals(0, due(database));
            assertEquals(told + due, database.number("select count(*) from notice"));
            assertTrue(took.compareTo(Duration.ofHours(1)) < 0, took::toString);
        }
    }

    @Test
    void remindsEverybodyOnceWhenAllAreDueAtOnce() throws SQLException {
        try (ServiceDatabase database = ServiceDatabase.openAsOwner()) {
            fill(database, FILL_DUE, AT_ONCE);

            Duration took = swept(database);

            print("all of %,d holders due at once".formatted(AT_ONCE), AT_ONCE, took);
            assertEquals(0, due(database));
            assertEquals(told + AT_ONCE, database.number("select count(*) from notice"));
        }
    }

    private void fill(ServiceDatabase database, String sql, long holders) throws SQLException {
        long began = System.nanoTime();
        database.write(sql.formatted(today, holders));
        database.write("analyze holder_facts");
        print("filled", holders, Duration.ofNanos(System.nanoTime() - began));
    }

    private long due(ServiceDatabase database) throws SQLException {
        return database.number(
                "select count(*) from holder_facts where next_on <= '" + today + "'");
    }

    /// Says every now and then how far it is.
    private Duration swept(ServiceDatabase database) throws SQLException {
        long began = System.nanoTime();
        CompletableFuture<Void> running = sweep.sweep().subscribeAsCompletionStage();
        while (!isDone(running)) {
            LOG.infof(
                    "Clocks: %,d left after %d s",
                    due(database), Duration.ofNanos(System.nanoTime() - began).toSeconds());
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private static boolean isDone(CompletableFuture<Void> running) {
        try {
            running.get(PROGRESS_EVERY.toSeconds(), TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException stillRunning) {
            return false;
        } catch (InterruptedException | ExecutionException failed) {
            throw new IllegalStateException("the sweep failed", failed);
        }
    }

    private static double perSecond(long holders, Duration took) {
        return holders * 1000.0 / Math.max(1, took.toMillis());
    }

    private static void print(String what, long holders, Duration took) {
        LOG.infof(
                "Clocks: %s in %.1f s, %,.0f a second",
                what, took.toMillis() / 1000.0, perSecond(holders, took));
    }
}
