package jp.kisai.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import jp.kisai.localstack.LocalStack;
import jp.kisai.localstack.Service;
import jp.kisai.localstack.ServiceProcess;
import jp.kisai.localstack.demo.Moving;
import jp.kisai.localstack.demo.Performance;
import jp.kisai.localstack.demo.Performance.Prepared;
import jp.kisai.localstack.drill.Groups;
import jp.kisai.localstack.drill.Load;
import jp.kisai.localstack.drill.Restart;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// The short form of `./kisai drill rolling-restart`: the service in the middle of the journey gets
/// a second copy, the first is restarted, the second goes again, and people move all the time.
class RollingRestartTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Service SERVICE = Service.LICENCE;

    /// Each move is a dozen records on its way.
    private static final int PEOPLE = 24;

    private static final double MOVES_PER_SECOND = 2;

    private final LocalStack stack = Suite.running().stack();
    private final ServiceProcess first = stack.service(SERVICE);

    @Test
    void nothingIsLostOrDoubledWhileCopiesComeAndGo() throws Exception {
        ServiceProcess second = stack.another(SERVICE);
        try (Groups groups = new Groups(stack.broker().bootstrapServers())) {
            CompletableFuture<Void> started = CompletableFuture.runAsync(second::start);
            List<Prepared> people =
                    new Performance(Suite.running().stage(), PATIENCE)
                            .prepare(Moving.people(PEOPLE), ready -> {});
            started.join();
            awaitSharedBy(groups, List.of(first, second));

            try (Load load = Load.of(people, MOVES_PER_SECOND)) {
                Restart restart = Restart.inOrder(first);
                awaitSharedBy(groups, List.of(first, second));
                boolean byItself = second.stop(Restart.GRACE);
                groups.forget(second);
                load.awaitEnds(PATIENCE);

                assertEquals(List.of(), load.differences());
                assertEquals(PEOPLE, load.ended());
                assertTrue(restart.byItself() && byItself, "a copy had to be killed");
                assertEquals(List.of(), restart.errors());
            }
            awaitSharedBy(groups, List.of(first));
            Awaitility.await().atMost(PATIENCE).until(() -> groups.lag(SERVICE) == 0);
        } finally {
            second.stop(Restart.GRACE);
        }
    }

    private static void awaitSharedBy(Groups groups, List<ServiceProcess> copies) {
        Awaitility.await().atMost(PATIENCE).until(() -> groups.sharedBy(SERVICE, copies));
    }
}
