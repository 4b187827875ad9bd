package jp.kisai.cardwriter;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import jp.kisai.contracts.Headers;
import jp.kisai.contracts.Topics;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.EncodingFailure;
import jp.kisai.contracts.vocabulary.EncodingState;
import jp.kisai.contracts.vocabulary.HoldingForm;
import jp.kisai.contracts.vocabulary.LicenceState;
import jp.kisai.localstack.doubles.CardFactory;
import jp.kisai.localstack.doubles.Conduct;
import jp.kisai.testkit.KafkaAndPostgres;
import jp.kisai.testkit.TestKafka;
import jp.kisai.testkit.Tokens;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Encodings on a real broker and a real database, with the factory's double at work.
@QuarkusTest
@WithTestResource(OutsideKeys.class)
@WithTestResource(
        value = KafkaAndPostgres.class,
        initArgs = {
            @ResourceArg(name = KafkaAndPostgres.DATABASE, value = "card_writer"),
            @ResourceArg(name = "kisai.card-writer.accept-within-ms", value = "4000"),
            @ResourceArg(name = "kisai.card-writer.encode-within-ms", value = "2000"),
            @ResourceArg(name = "kisai.card-writer.first-retry-delay-ms", value = "200"),
            @ResourceArg(name = "kisai.card-writer.longest-retry-delay-ms", value = "500"),
            @ResourceArg(name = "kisai.card-writer.max-attempts", value = "20"),
            @ResourceArg(name = "kisai.card-writer.counted-every-seconds", value = "1"),
            @ResourceArg(name = "quarkus.http.test-port", value = "0"),
            @ResourceArg(name = "quarkus.management.test-port", value = "0")
        })
class CardWriterFlowTest {

    private static TestKafka kafka;
    private static CardFactory factory;

    @TestHTTPResource(value = "/q/metrics", management = true)
    URL metrics;

    @BeforeAll
    static void open() {
        kafka = TestKafka.connect();
        factory =
                CardFactory.open(
                        OutsideKeys.FACTORY,
                        OutsideKeys.folder().resolve(UUID.randomUUID().toString()),
                        OutsideKeys.factory(),
                        OutsideKeys.signer().certificate(),
                        ConfigProvider.getConfig()
                                .getValue("kafka.bootstrap.servers", String.class));
    }

    @AfterAll
    static void close() {
        factory.close();
        kafka.close();
    }

    @BeforeEach
    void behaveWell() {
        factory.behaves(Conduct.GOOD);
        factory.resume();
    }

    @Test
    void bringsANewRecordOntoTheCard() {
        Scene scene = new Scene(kafka);

        ChangeKey change = scene.record(1, "千代田区霞が関二丁目");

        assertEquals(
                List.of("v1 QUEUED", "v1 ORDERED", "v1 ACCEPTED", "v1 ENCODED"),
                scene.await(1, EncodingState.ENCODED));
        assertEquals(List.of(change), scene.changesOf(1, EncodingState.ENCODED));
        assertEquals(List.of(1L), encoded(scene));
    }

    @Test
    void encodesOnlyContentThatDiffers() {
        Scene scene = new Scene(kafka);
        scene.record(1, "千代田区霞が関二丁目");
        scene.await(1, EncodingState.ENCODED);

        scene.record(2, "千代田区霞が関二丁目");
        scene.record(3, "千代田区霞が関三丁目");

        assertEquals(
                List.of("v3 QUEUED", "v3 ORDERED", "v3 ACCEPTED", "v3 ENCODED"),
                scene.await(3, EncodingState.ENCODED).subList(4, 8));
        assertEquals(List.of(1L, 3L), encoded(scene));
    }

    @Test
    void gathersTenChangesBeforeTheFactoryAnswersIntoOneEncoding() {
        Scene scene = new Scene(kafka);
        factory.pause();
        List<ChangeKey> changes = new ArrayList<>();
        changes.add(scene.record(1, "千代田区一丁目"));
        scene.await(1, EncodingState.ORDERED);
        for (int version = 2; version <= 10; version++) {
            changes.add(scene.record(version, "千代田区" + "一".repeat(version)));
        }
        scene.await(10, EncodingState.ORDERED);

        factory.resume();

        scene.await(10, EncodingState.ENCODED);
        assertEquals(List.of(10L), encoded(scene));
        assertEquals(changes, scene.changesOf(10, EncodingState.ENCODED));
    }

    @Test
    void neverClosesANewerJobWithALateReceiptForAnOlderVersion() {
        Scene scene = new Scene(kafka);
        factory.behaves(Conduct.delays(Duration.ofMillis(2500)));
        scene.record(1, "千代田区一丁目");
        await(() -> encoded(scene).equals(List.of(1L)));

        scene.record(2, "千代田区二丁目");

        List<String> moves = scene.await(2, EncodingState.ENCODED);
        assertTrue(moves.contains("v1 SUPERSEDED"), moves::toString);
        assertTrue(!moves.contains("v1 ENCODED"), moves::toString);
        assertEquals(List.of(1L, 2L), encoded(scene));
    }

    @Test
    void asksAgainWhenReceiptsAreLostAndNeverEncodesTwice() {
        factory.behaves(Conduct.losesEveryThirdReceipt());
        List<Scene> scenes = Stream.generate(() -> new Scene(kafka)).limit(6).toList();

        scenes.forEach(scene -> scene.record(1, "千代田区一丁目"));

        for (Scene scene : scenes) {
            scene.await(1, EncodingState.ENCODED);
            assertEquals(List.of(1L), encoded(scene));
        }
    }

    @Test
    void absorbsRepeatedReceipts() {
        factory.behaves(Conduct.repeatsEveryReceipt());
        Scene scene = new Scene(kafka);
        Scene later = new Scene(kafka);

        scene.record(1, "千代田区一丁目");
        scene.await(1, EncodingState.ENCODED);
        later.record(1, "千代田区一丁目");
        later.await(1, EncodingState.ENCODED);

        assertEquals(
                List.of("v1 QUEUED", "v1 ORDERED", "v1 ACCEPTED", "v1 ENCODED"), scene.moves());
    }

    @Test
    void closesAJobWhoseReceiptsCameInTheWrongOrder() {
        factory.behaves(Conduct.reordersEveryPair());
        Scene scene = new Scene(kafka);

        scene.record(1, "千代田区一丁目");

        assertEquals(
                List.of("v1 QUEUED", "v1 ORDERED", "v1 ENCODED"),
                scene.await(1, EncodingState.ENCODED));
    }

    @Test
    void setsForgedReceiptsAsideAndAsksAgain() {
        factory.behaves(Conduct.corruptsEveryOtherReceipt());
        Scene scene = new Scene(kafka);

        scene.record(1, "千代田区一丁目");

        scene.await(1, EncodingState.ENCODED);
        assertTrue(causes(scene).stream().allMatch("FORGED"::equals));
        assertTrue(!causes(scene).isEmpty());
        assertEquals(List.of(1L), encoded(scene));
    }

    @Test
    void movesNothingOnAContradictionAndShowsIt() {
        factory.behaves(Conduct.contradictsItself());
        Scene scene = new Scene(kafka);

        ChangeKey change = scene.record(1, "千代田区一丁目");

        scene.await(1, EncodingState.ENCODED);
        await(() -> steps(change).stream().anyMatch(it -> it.contains("ENCODED_OTHERWISE")));
        assertEquals("v1 ENCODED", scene.moves().getLast());
    }

    @Test
    void holdsAnEncodingWhileTheLicenceIsSuspended() {
        Scene scene = new Scene(kafka);

        scene.record(1, "千代田区一丁目", HoldingForm.CARD_ONLY, LicenceState.SUSPENDED);
        scene.await(1, EncodingState.HELD);
        scene.record(2, "千代田区一丁目");

        assertEquals(
                List.of(
                        "v1 HELD",
                        "v1 SUPERSEDED",
                        "v2 QUEUED",
                        "v2 ORDERED",
                        "v2 ACCEPTED",
                        "v2 ENCODED"),
                scene.await(2, EncodingState.ENCODED));
        assertEquals(List.of(2L), encoded(scene));
    }

    @Test
    void cancelsWhenTheHolderNoLongerCarriesTheLicenceOnTheCard() {
        Scene scene = new Scene(kafka);
        factory.pause();
        scene.record(1, "千代田区一丁目");
        scene.await(1, EncodingState.ORDERED);

        scene.record(2, "千代田区一丁目", HoldingForm.LICENCE_ONLY, LicenceState.IN_FORCE);

        assertEquals(
                List.of("v1 QUEUED", "v1 ORDERED", "v1 CANCELLED"),
                scene.await(1, EncodingState.CANCELLED));
    }

    @Test
    void triesAgainAfterAFailureThatMayPass() {
        factory.behaves(Conduct.fails(EncodingFailure.FACTORY_BUSY, 1));
        Scene scene = new Scene(kafka);

        scene.record(1, "千代田区一丁目");

        assertEquals(
                List.of(
                        "v1 QUEUED",
                        "v1 ORDERED",
                        "v1 ACCEPTED",
                        "v1 FAILED FACTORY_BUSY",
                        "v1 ORDERED",
                        "v1 ACCEPTED",
                        "v1 ENCODED"),
                scene.await(1, EncodingState.ENCODED));
    }

    @Test
    void callsAnOfficerWhoCanHaveItTriedAgain() {
        factory.behaves(Conduct.fails(EncodingFailure.CHIP_BROKEN, 1));
        Scene scene = new Scene(kafka);
        scene.record(1, "千代田区一丁目");
        List<String> moves = scene.await(1, EncodingState.OFFICER_NEEDED);
        assertEquals("v1 OFFICER_NEEDED CHIP_BROKEN", moves.getLast());

        given().auth()
                .oauth2(Tokens.officer())
                .post(
                        "/holders/{holder}/encodings/{order}/retries",
                        scene.holder().text(),
                        scene.orderOf(1))
                .then()
                .statusCode(200)
                .body("state", equalTo("QUEUED"));

        scene.await(1, EncodingState.ENCODED);
        given().auth()
                .oauth2(Tokens.officer())
                .post(
                        "/holders/{holder}/encodings/{order}/retries",
                        scene.holder().text(),
                        scene.orderOf(1))
                .then()
                .statusCode(409)
                .contentType("application/problem+json");
    }

    @Test
    void callsAnOfficerForWhatTheChipCannotCarry() {
        Scene scene = new Scene(kafka);

        scene.record(1, "髙町");

        assertEquals(
                List.of("v1 OFFICER_NEEDED NOT_CARRIED"),
                scene.await(1, EncodingState.OFFICER_NEEDED));
    }

    @Test
    void showsOfficersTheEncodingsAndTheJourney() {
        Scene scene = new Scene(kafka);
        ChangeKey change = scene.record(1, "千代田区一丁目");
        scene.await(1, EncodingState.ENCODED);

        given().auth()
                .oauth2(Tokens.officer())
                .get("/holders/{holder}/encodings", scene.holder().text())
                .then()
                .statusCode(200)
                .body("state", contains("ENCODED"))
                .body("[0].version", equalTo(1))
                .body("[0].changes", contains(change.text()));
        assertEquals(
                List.of("v1 QUEUED", "v1 ORDERED", "v1 ACCEPTED", "v1 ENCODED"), steps(change));
    }

    @Test
    void letsNobodyElseIn() {
        String path = "/holders/" + UUID.randomUUID() + "/encodings";

        given().get(path).then().statusCode(401).contentType("application/problem+json");
        given().auth().oauth2(Tokens.factory()).get(path).then().statusCode(403);
        given().auth().oauth2(Tokens.operator()).get(path).then().statusCode(403);
        given().auth().oauth2(Tokens.officer()).get(path).then().body("$.size()", equalTo(0));
        given().auth()
                .oauth2(Tokens.officer())
                .get("/holders/not-an-id/encodings")
                .then()
                .statusCode(400);
        given().auth()
                .oauth2(Tokens.officer())
                .post(path + "/" + UUID.randomUUID() + "/retries")
                .then()
                .statusCode(404);
        given().auth()
                .oauth2(Tokens.operator())
                .get("/journeys/{id}", UUID.randomUUID())
                .then()
                .statusCode(200)
                .body("$.size()", equalTo(0));
    }

    @Test
    void countsOpenEncodings() {
        Scene scene = new Scene(kafka);
        scene.record(1, "髙町");
        scene.await(1, EncodingState.OFFICER_NEEDED);

        await(() -> metrics().contains("kisai_card_writer_stuck{state=\"OFFICER_NEEDED\""));

        assertTrue(metrics().contains("kisai_card_writer_oldest_seconds"));
    }

    private static List<Long> encoded(Scene scene) {
        return factory.encodings(scene.card()).stream().map(CardFactory.Encoding::version).toList();
    }

    private static List<String> steps(ChangeKey change) {
        return given().auth()
                .oauth2(Tokens.officer())
                .get("/journeys/{id}", change.id())
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("what", String.class);
    }

    /// Why receipts of this holder were set aside.
    private static List<String> causes(Scene scene) {
        return kafka.records(Topics.deadLetterOf(Topics.ENCODING_REPORTED), scene.holder()).stream()
                .map(CardWriterFlowTest::cause)
                .toList();
    }

    private static String cause(ConsumerRecord<byte[], byte[]> record) {
        return new String(
                record.headers().lastHeader(Headers.CAUSE).value(), StandardCharsets.UTF_8);
    }

    private String metrics() {
        return given().get(metrics).asString();
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).pollInSameThread().until(condition);
    }
}
