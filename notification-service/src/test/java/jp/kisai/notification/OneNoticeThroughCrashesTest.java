package jp.kisai.notification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import jp.kisai.notification.domain.ToldJourneys;
import jp.kisai.testkit.KafkaAndPostgres;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// The property of [jp.kisai.notification.domain.OneNoticePerOutcomeTest] once more, with nothing
/// simulated: the service's own tables, a real broker that delivers twice and out of order, a real
/// portal that fails, and a database that cuts every connection in the middle of the work, again
/// and again. Each cut is a crash to the service: what was not committed is gone, what was
/// committed is delivered again.
@QuarkusTest
@WithTestResource(
        value = KafkaAndPostgres.class,
        initArgs = @ResourceArg(name = "database", value = "notification_crashes"))
@WithTestResource(PortalAndMail.class)
class OneNoticeThroughCrashesTest extends HeardAndAsked {

    private static final int LIVES_OF_EACH_JOURNEY = 5;
    private static final int CUTS = 12;
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    @Test
    void holdsForEverybody() throws SQLException {
        Random chance = new Random(20261123);
        List<ToldHolder> holders = new ArrayList<>();
        for (ToldJourneys.Journey journey : ToldJourneys.JOURNEYS) {
            for (int life = 0; life < LIVES_OF_EACH_JOURNEY; life++) {
                holders.add(new ToldHolder(kafka, journey, chance));
            }
        }
        try (ServiceDatabase database = ServiceDatabase.open()) {
            List<Runnable> sayings = together(holders, chance);
            int between = sayings.size() / CUTS;
            for (int i = 0; i < sayings.size(); i++) {
                sayings.get(i).run();
                if (i % between == between / 2) {
                    database.cut();
                }
            }
            Awaitility.await()
                    .atMost(DEADLINE)
                    .untilAsserted(
                            () ->
                                    assertEquals(
                                            List.of(),
                                            holders.stream()
                                                    .filter(it -> !it.heardAll(database))
                                                    .map(ToldHolder::name)
                                                    .toList()));
            assertEquals(
                    List.of(),
                    holders.stream().flatMap(it -> it.broken(database).stream()).toList());
        }
    }

    @Test
    void isBrokenByAWordThatIsLost() throws SQLException {
        Random chance = new Random(1);
        ToldHolder holder = new ToldHolder(kafka, ToldJourneys.JOURNEYS.getFirst(), chance);

        List<Runnable> sayings = holder.sayings();
        sayings.subList(1, sayings.size()).forEach(Runnable::run);

        try (ServiceDatabase database = ServiceDatabase.open()) {
            Awaitility.await().atMost(DEADLINE).until(() -> holder.heardAll(database));
            assertFalse(holder.broken(database).isEmpty());
        }
    }

    @Test
    void isBrokenByANoticeThatIsToldTwice() throws SQLException {
        Random chance = new Random(2);
        ToldHolder holder = new ToldHolder(kafka, ToldJourneys.JOURNEYS.getFirst(), chance);
        holder.sayings().forEach(Runnable::run);

        try (ServiceDatabase database = ServiceDatabase.open()) {
            Awaitility.await().atMost(DEADLINE).until(() -> holder.heardAll(database));
            assertEquals(List.of(), holder.broken(database));
            database.tellTwice(holder.id());
            assertFalse(holder.broken(database).isEmpty());
        }
    }

    /// Each holder's words in their order, those of different holders mixed.
    private static List<Runnable> together(List<ToldHolder> holders, Random chance) {
        List<List<Runnable>> waiting = new ArrayList<>();
        List<Integer> turns = new ArrayList<>();
        for (ToldHolder holder : holders) {
            List<Runnable> sayings = holder.sayings();
            int whose = waiting.size();
            IntStream.range(0, sayings.size()).forEach(_ -> turns.add(whose));
            waiting.add(new ArrayList<>(sayings));
        }
        Collections.shuffle(turns, chance);
        return turns.stream().map(whose -> waiting.get(whose).removeFirst()).toList();
    }
}
