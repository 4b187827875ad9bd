package jp.kisai.cardwriter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.stream.Stream;
import jp.kisai.contracts.vocabulary.EncodingState;
import jp.kisai.localstack.doubles.Conduct;
import jp.kisai.testkit.KafkaAndPostgres;
import org.junit.jupiter.api.Test;

/// The smaller brother of the simulation in the domain: real topics, real database, every fault at
/// once. What is lost is asked for again at once, or this would take a minute.
@QuarkusTest
@WithTestResource(
        value = OutsideKeys.class,
        initArgs = @ResourceArg(name = OutsideKeys.PATIENCE_MS, value = "600"))
@WithTestResource(
        value = KafkaAndPostgres.class,
        initArgs = @ResourceArg(name = KafkaAndPostgres.DATABASE, value = "card_writer"))
class FactoryAtItsWorstTest extends FactoryAtWork {

    private static final int CARDS = 30;
    private static final long CHANGES = 5;

    @Test
    void endsEveryCardAtItsNewestVersion() {
        workshop.factory().behaves(Conduct.WORST);
        List<Scene> scenes = Stream.generate(() -> workshop.scene()).limit(CARDS).toList();

        for (int version = 1; version <= CHANGES; version++) {
            for (Scene scene : scenes) {
                scene.record(version, "千代田区" + "一".repeat(version));
            }
        }

        for (Scene scene : scenes) {
            scene.await(CHANGES, EncodingState.ENCODED);
            List<Long> encoded = workshop.encoded(scene);
            assertEquals(CHANGES, encoded.getLast());
            assertEquals(encoded.stream().sorted().distinct().toList(), encoded);
        }
    }
}
