package jp.kisai.cardwriter;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.EncodingFailure;
import jp.kisai.contracts.vocabulary.EncodingState;
import jp.kisai.localstack.doubles.Conduct;
import jp.kisai.testkit.KafkaAndPostgres;
import jp.kisai.testkit.Tokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What officers and operators see of encodings, and what they may do.
@QuarkusTest
@WithTestResource(OutsideKeys.class)
@WithTestResource(
        value = KafkaAndPostgres.class,
        initArgs = {
            @ResourceArg(name = KafkaAndPostgres.DATABASE, value = "card_writer"),
            @ResourceArg(name = "kisai.card-writer.accept-within-ms", value = "10000"),
            @ResourceArg(name = "kisai.card-writer.encode-within-ms", value = "5000"),
            @ResourceArg(name = "kisai.card-writer.first-retry-delay-ms", value = "200"),
            @ResourceArg(name = "kisai.card-writer.longest-retry-delay-ms", value = "500"),
            @ResourceArg(name = "kisai.card-writer.max-attempts", value = "20"),
            @ResourceArg(name = "kisai.card-writer.counted-every-seconds", value = "1"),
            @ResourceArg(name = "quarkus.http.test-port", value = "0"),
            @ResourceArg(name = "quarkus.management.test-port", value = "0")
        })
class OfficersAndOperatorsTest {

    private static Workshop workshop;

    @Inject MeterRegistry metrics;

    @BeforeAll
    static void open() {
        workshop = Workshop.open();
    }

    @AfterAll
    static void close() {
        workshop.close();
    }

    @BeforeEach
    void behaveWell() {
        workshop.behavesWell();
    }

    @Test
    void callsAnOfficerWhoCanHaveItTriedAgain() {
        workshop.factory().behaves(Conduct.fails(EncodingFailure.CHIP_BROKEN, 1));
        Scene scene = workshop.scene();
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
    void showsOfficersTheEncodingsAndTheJourney() {
        Scene scene = workshop.scene();
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
                List.of("v1 QUEUED", "v1 ORDERED", "v1 ACCEPTED", "v1 ENCODED"),
                Journeys.steps(change));
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
        Scene scene = workshop.scene();
        scene.record(1, "髙町");
        scene.await(1, EncodingState.OFFICER_NEEDED);

        Workshop.await(() -> gauge("kisai.card.writer.stuck") >= 1);
        assertTrue(gauge("kisai.card.writer.open") >= 1);
        assertTrue(gauge("kisai.card.writer.oldest") >= 0);
    }

    private double gauge(String name) {
        Gauge gauge = metrics.find(name).tag("state", "OFFICER_NEEDED").gauge();
        return gauge == null ? 0 : gauge.value();
    }
}
