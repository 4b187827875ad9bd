package jp.kisai.cardwriter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import jp.kisai.contracts.Headers;
import jp.kisai.contracts.Topics;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.EncodingFailure;
import jp.kisai.contracts.vocabulary.EncodingState;
import jp.kisai.contracts.vocabulary.HoldingForm;
import jp.kisai.contracts.vocabulary.LicenceState;
import jp.kisai.localstack.doubles.Conduct;
import jp.kisai.testkit.KafkaAndPostgres;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/// What becomes of encodings when the factory's receipts cannot be relied on.
@QuarkusTest
@WithTestResource(OutsideKeys.class)
@WithTestResource(
        value = KafkaAndPostgres.class,
        initArgs = @ResourceArg(name = KafkaAndPostgres.DATABASE, value = "card_writer"))
class FactoryMisbehavesTest extends FactoryAtWork {

    private static final int CARDS = 30;

    @Test
    void asksAgainWhenReceiptsAreLostAndNeverEncodesTwice() {
        workshop.factory().behaves(Conduct.losesEveryThirdReceipt());
        List<Scene> scenes = Stream.generate(() -> workshop.scene()).limit(6).toList();

        scenes.forEach(scene -> scene.record(1, "千代田区一丁目"));

        for (Scene scene : scenes) {
            scene.await(1, EncodingState.ENCODED);
            assertEquals(List.of(1L), workshop.encoded(scene));
        }
    }

    @Test
    void absorbsRepeatedReceipts() {
        workshop.factory().behaves(Conduct.repeatsEveryReceipt());
        Scene scene = workshop.scene();
        Scene later = workshop.scene();

        scene.record(1, "千代田区一丁目");
        scene.await(1, EncodingState.ENCODED);
        later.record(1, "千代田区一丁目");
        later.await(1, EncodingState.ENCODED);

        assertEquals(
                List.of("v1 QUEUED", "v1 ORDERED", "v1 ACCEPTED", "v1 ENCODED"), scene.moves());
    }

    @Test
    void closesAJobWhoseReceiptsCameInTheWrongOrder() {
        workshop.factory().behaves(Conduct.reordersEveryPair());
        Scene scene = workshop.scene();

        scene.record(1, "千代田区一丁目");

        assertEquals(
                List.of("v1 QUEUED", "v1 ORDERED", "v1 ENCODED"),
                scene.await(1, EncodingState.ENCODED));
    }

    @Test
    void setsForgedReceiptsAsideAndAsksAgain() {
        workshop.factory().behaves(Conduct.corruptsEveryThirdReceipt());
        List<Scene> scenes = Stream.generate(() -> workshop.scene()).limit(3).toList();

        scenes.forEach(scene -> scene.record(1, "千代田区一丁目"));

        for (Scene scene : scenes) {
            scene.await(1, EncodingState.ENCODED);
            assertEquals(List.of(1L), workshop.encoded(scene));
        }
        Workshop.await(() -> scenes.stream().anyMatch(scene -> causes(scene).contains("FORGED")));
    }

    @Test
    void movesNothingOnAContradictionAndShowsIt() {
        workshop.factory().behaves(Conduct.contradictsItself());
        Scene scene = workshop.scene();

        ChangeKey change = scene.record(1, "千代田区一丁目");

        scene.await(1, EncodingState.ENCODED);
        Workshop.await(
                () ->
                        Journeys.steps(change).stream()
                                .anyMatch(it -> it.contains("ENCODED_OTHERWISE")));
        assertEquals("v1 ENCODED", scene.moves().getLast());
    }

    @Test
    void triesAgainAfterAFailureThatMayPass() {
        workshop.factory().behaves(Conduct.fails(EncodingFailure.FACTORY_BUSY, 1));
        Scene scene = workshop.scene();

        scene.record(1, "千代田区一丁目");

        List<String> moves = scene.await(1, EncodingState.ENCODED);
        assertTrue(moves.contains("v1 FAILED FACTORY_BUSY"), moves::toString);
        assertEquals(List.of(1L), workshop.encoded(scene));
    }

    @Test
    void neverClosesANewerJobWithALateReceiptForAnOlderVersion() {
        Scene scene = workshop.scene();
        workshop.factory().behaves(Conduct.delays(Duration.ofMillis(1500)));
        scene.record(1, "千代田区一丁目");
        Workshop.await(() -> workshop.encoded(scene).equals(List.of(1L)));

        scene.record(2, "千代田区二丁目");

        List<String> moves = scene.await(2, EncodingState.ENCODED);
        assertTrue(moves.contains("v1 SUPERSEDED"), moves::toString);
        assertTrue(!moves.contains("v1 ENCODED"), moves::toString);
        assertEquals(List.of(1L, 2L), workshop.encoded(scene));
    }

    /// The suite's key was changed, and the factory learns of it late.
    @Test
    void losesNothingWhileTheFactoryDoesNotKnowTheKeyYet() {
        X509Certificate stranger = OutsideKeys.factory().own().certificate();
        X509Certificate orderer = OutsideKeys.signer().certificate();
        workshop.factory().pins(List.of(stranger));
        Scene scene = workshop.scene();
        scene.record(1, "千代田区一丁目");
        List<String> moves = scene.await(1, EncodingState.FAILED);
        assertEquals("v1 FAILED ORDER_UNREADABLE", moves.getLast());

        workshop.factory().pins(List.of(stranger, orderer));

        scene.await(1, EncodingState.ENCODED);
        assertEquals(List.of(1L), workshop.encoded(scene));
    }

    /// The dispatcher prepares orders without a lock. A suspension that comes between then and the
    /// release must hold every one of them.
    @Test
    void letsNothingLeaveOnceTheLicenceIsSuspended() {
        List<Scene> scenes = Stream.generate(() -> workshop.scene()).limit(CARDS).toList();

        scenes.forEach(scene -> scene.record(1, "千代田区一丁目"));
        for (Scene scene : scenes) {
            scene.record(2, "千代田区二丁目", HoldingForm.CARD_ONLY, LicenceState.SUSPENDED);
        }

        for (Scene scene : scenes) {
            List<String> moves = scene.await(2, EncodingState.HELD);
            int held = moves.indexOf("v2 HELD");
            assertTrue(
                    moves.subList(held, moves.size()).stream()
                            .noneMatch(move -> move.endsWith("ORDERED")),
                    moves::toString);
            scene.record(3, "千代田区三丁目");
        }
        for (Scene scene : scenes) {
            scene.await(3, EncodingState.ENCODED);
            assertTrue(
                    !workshop.encoded(scene).contains(2L), "nothing of the suspension's version");
        }
    }

    /// Why receipts of this holder were set aside.
    private static List<String> causes(Scene scene) {
        return workshop
                .kafka()
                .records(Topics.deadLetterOf(Topics.ENCODING_REPORTED), scene.holder())
                .stream()
                .map(FactoryMisbehavesTest::cause)
                .toList();
    }

    private static String cause(ConsumerRecord<byte[], byte[]> record) {
        return new String(
                record.headers().lastHeader(Headers.CAUSE).value(), StandardCharsets.UTF_8);
    }
}
