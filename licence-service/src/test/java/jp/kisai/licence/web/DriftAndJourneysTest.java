package jp.kisai.licence.web;

import static jp.kisai.licence.Scene.MOVED;
import static jp.kisai.licence.Scene.granted;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import jp.kisai.contracts.event.ConsentDecided;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.Doubt;
import jp.kisai.contracts.vocabulary.EncodingState;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.ItemChange;
import jp.kisai.contracts.vocabulary.MunicipalityCode;
import jp.kisai.licence.Scene;
import jp.kisai.testkit.KafkaAndPostgres;
import jp.kisai.testkit.TestKafka;
import jp.kisai.testkit.Tokens;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// How far the chips are behind the records, and what became of each municipal event.
@QuarkusTest
@WithTestResource(
        value = KafkaAndPostgres.class,
        initArgs = @ResourceArg(name = KafkaAndPostgres.DATABASE, value = "licence"))
class DriftAndJourneysTest {

    /// 那覇市: no other test lives in Okinawa.
    private static final MunicipalityCode NAHA = new MunicipalityCode("472018");

    private static final String OKINAWA = "findAll { it.prefecture == '47' }";

    private static TestKafka kafka;

    @BeforeAll
    static void connect() {
        kafka = TestKafka.connect();
    }

    @AfterAll
    static void disconnect() {
        kafka.close();
    }

    @Test
    void aChipIsBehindItsRecordUntilItsContentIsReadBack() {
        Scene scene = new Scene(kafka);
        Map<String, Object> licence = scene.issueRequest("CARD_ONLY");
        licence.put("municipality", NAHA.digits());
        scene.post(Tokens.officer(), "/licences", licence).statusCode(201);
        assertDrift(1, 1);

        scene.encodingMoved(1, EncodingState.ACCEPTED);
        scene.encodingMoved(1, EncodingState.ENCODED);
        awaitDrift(0);

        // a suspension leaves the chip as it is; a move does not
        scene.changeState(1, "SUSPENDED").statusCode(200);
        assertDrift(0, 0);
        scene.changeState(2, "IN_FORCE").statusCode(200);
        move(scene, "沖縄県那覇市泉崎一丁目1番1号", 4);
        assertDrift(1, 3);
        move(scene, "沖縄県那覇市泉崎二丁目", 5);
        assertDrift(1, 4);

        // the older version on the chip is progress, not the end
        scene.encodingMoved(4, EncodingState.ENCODED);
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertDrift(1, 1));
        scene.encodingMoved(5, EncodingState.ENCODED);
        awaitDrift(0);

        // a late word about an older version takes nothing back
        scene.encodingMoved(4, EncodingState.ENCODED);
        move(scene, "沖縄県那覇市泉崎三丁目", 6);
        assertDrift(1, 1);
        scene.encodingMoved(6, EncodingState.ENCODED);
        awaitDrift(0);
    }

    /// As when both topics are read again after the database was set back.
    @Test
    void aProofThatIsHereBeforeItsVersionCounts() {
        Scene scene = new Scene(kafka);
        Map<String, Object> licence = scene.issueRequest("CARD_ONLY");
        licence.put("municipality", NAHA.digits());
        scene.post(Tokens.officer(), "/licences", licence).statusCode(201);
        assertDrift(1, 1);
        scene.encodingMoved(2, EncodingState.ENCODED);
        scene.encodingMoved(1, EncodingState.ENCODED);
        awaitDrift(0);

        move(scene, "沖縄県那覇市泉崎一丁目1番1号", 2);

        assertDrift(0, 0);
    }

    @Test
    void tellsWhatBecameOfAnAppliedChangeUpToTheChip() {
        Scene scene = Scene.withLicence(kafka, "CARD_ONLY");
        ChangeKey change = Scene.change();
        scene.decide(change, granted(MOVED));
        scene.changes(2);

        scene.encodingMoved(2, EncodingState.ENCODED);

        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> journey(scene, change).body("$", hasSize(2)));
        journey(scene, change)
                .body("what", contains("v2 APPLIED ADDRESS", "v2 PROVEN_ON_CHIP"))
                .body("service", contains("licence-service", "licence-service"))
                .body("change", hasItem(change.text()))
                .body("mustAct", contains("NOBODY", "NOBODY"))
                .body("[0].dependsOn.certificate", equalTo("4711"))
                .body("[0].dependsOn.rules", equalTo("2026-1"));
    }

    @Test
    void namesWhoMustActWhereAChangeWasRefused() {
        Scene scene = Scene.withLicence(kafka, "BOTH");
        ChangeKey change = Scene.change();

        scene.decide(change, granted(MOVED));

        scene.answers(1);
        journey(scene, change)
                .body("what", contains("REFUSED ADDRESS NOT_CARD_ONLY"))
                .body("mustAct", contains("HOLDER"));
    }

    @Test
    void hasNothingToTellOfWhatOnlyWaitsOrIsUnknown() {
        Scene scene = Scene.withLicence(kafka, "CARD_ONLY");
        ChangeKey waiting = Scene.change();
        scene.decide(
                waiting,
                new ConsentDecided.Waiting(Item.ADDRESS, Doubt.WAITING_FOR_SUCCESSOR, null));
        scene.decide(Scene.change(), granted(MOVED));
        scene.changes(2);

        journey(scene, waiting).body("$", hasSize(0));
        journey(scene, Scene.change()).body("$", hasSize(0));
        scene.get(Tokens.operator(), "/journeys/none").statusCode(400);
    }

    private static void move(Scene scene, String address, int version) {
        scene.decide(Scene.change(), granted(new ItemChange.Address(NAHA, address)));
        assertEquals(version, scene.changes(version).getLast().version().number());
    }

    private static ValidatableResponse journey(Scene scene, ChangeKey change) {
        return scene.get(Tokens.operator(), "/journeys/" + change.id()).statusCode(200);
    }

    private static void awaitDrift(int licences) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertDrift(licences, 0));
    }

    private static void assertDrift(int licences, int versions) {
        List<Integer> expected = licences == 0 ? List.of() : List.of(versions);
        new Scene(kafka)
                .get(Tokens.operator(), "/drift")
                .statusCode(200)
                .body(OKINAWA, hasSize(licences))
                .body(OKINAWA + ".versions", equalTo(expected));
    }
}
