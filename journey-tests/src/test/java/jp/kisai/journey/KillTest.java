package jp.kisai.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import jp.kisai.localstack.Part;
import jp.kisai.localstack.demo.Day;
import jp.kisai.localstack.demo.Performance;
import jp.kisai.localstack.demo.Performance.Prepared;
import jp.kisai.localstack.demo.Performance.Result;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// `kill -9` of each part in the middle of the day: every case still ends as written, and no effect
/// comes twice.
class KillTest {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int KILLS = 2;
    private static final int LATEST_KILL_MS = 1_500;

    /// Another seed with `-Dkisai.seed=…`.
    private static final long SEED = Long.getLong("kisai.seed", 25);

    static Stream<Named<Part>> parts() {
        return Suite.running().stack().parts().stream()
                .filter(part -> !part.name().equals("Keycloak"))
                .map(part -> Named.of(part.name(), part));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("parts")
    void everyCaseEndsAsWrittenWhenThePartIsKilledInTheMiddle(Part part) throws Exception {
        Performance performance = new Performance(Suite.running().stage(), PATIENCE);
        List<Prepared> prepared = performance.prepare(Day.CASES, ready -> {});
        Random random = new Random(SEED + part.name().hashCode());

        CompletableFuture<Void> kills =
                CompletableFuture.runAsync(
                        () -> {
                            part.kill();
                            part.start();
                        },
                        after(random.nextInt(LATEST_KILL_MS)));
        for (int kill = 1; kill < KILLS; kill++) {
            kills =
                    kills.thenRunAsync(
                            () -> {
                                part.kill();
                                part.start();
                            },
                            after(random.nextInt(LATEST_KILL_MS)));
        }
        List<Result> results = performance.play(prepared, ended -> {});

        kills.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertEquals(
                List.of(),
                results.stream()
                        .filter(result -> !result.asWritten())
                        .map(result -> result.part().title() + ": " + result.differences())
                        .toList(),
                "seed " + SEED);
    }

    private static Executor after(int milliseconds) {
        return CompletableFuture.delayedExecutor(milliseconds, TimeUnit.MILLISECONDS);
    }
}
