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
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import jp.kisai.cardwriter.store.EncodingRow;
import jp.kisai.cardwriter.store.Encodings;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.EncodingFailure;
import jp.kisai.contracts.vocabulary.EncodingState;
import jp.kisai.localstack.doubles.Conduct;
import jp.kisai.testkit.KafkaAndPostgres;
import jp.kisai.testkit.Tokens;
import org.awaitility.Awaitility;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.Test;

/// What officers and operators see of encodings, and what they may do.
@QuarkusTest
@WithTestResource(OutsideKeys.class)
@WithTestResource(
        value = KafkaAndPostgres.class,
        initArgs = @ResourceArg(name = KafkaAndPostgres.DATABASE, value = "card_writer"))
class OfficersAndOperatorsTest extends FactoryAtWork {

    private static final int CARDS = 60;
    private static final int ALL = 10_000;
    private static final int PAUSES = 3;

    @Inject MeterRegistry metrics;
    @Inject Encodings encodings;
    @Inject Mutiny.SessionFactory sessions;

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
    void letsAnOfficerGiveAnEncodingUpAndGoesOnWithTheNextVersion() {
        Scene scene = workshop.scene();
        workshop.factory().pause();
        scene.record(1, "千代田区一丁目");
        scene.await(1, EncodingState.ORDERED);

        post(scene, "cancellation").statusCode(200).body("state", equalTo("CANCELLED"));

        post(scene, "cancellation").statusCode(409);
        post(scene, "priority").statusCode(409);
        scene.record(2, "千代田区二丁目");
        workshop.factory().resume();
        scene.await(2, EncodingState.ENCODED);
        assertEquals(2L, workshop.encoded(scene).getLast());
    }

    /// A pause holds everything back; then what is urgent leaves first, also where a newer version
    /// has taken its place.
    @Test
    void pausesTheFactoryAndSendsWhatIsUrgentFirst() throws Throwable {
        given().auth().oauth2(Tokens.officer()).delete("/factory/pause").then().statusCode(403);
        factory("put").statusCode(200).body("paused", equalTo(true));
        Scene patient = workshop.scene();
        Scene urgent = workshop.scene();
        patient.record(1, "千代田区一丁目");
        patient.await(1, EncodingState.QUEUED);
        urgent.record(1, "千代田区一丁目");
        urgent.await(1, EncodingState.QUEUED);

        post(urgent, "priority").statusCode(200).body("urgent", equalTo(true));
        urgent.record(2, "千代田区二丁目");
        urgent.await(2, EncodingState.QUEUED);
        assertEquals(List.of("v1 QUEUED"), patient.moves());
        List<EncodingRow> due = due(List.of(patient, urgent));
        factory("delete").statusCode(200).body("paused", equalTo(false));

        assertEquals(urgent.holder().value(), due.getFirst().holder, "what is urgent leaves first");
        assertEquals(due.getFirst().movedAt, due.getFirst().dueAt, "it gathers no more changes");

        urgent.await(2, EncodingState.ENCODED);
        patient.await(1, EncodingState.ENCODED);
        given().auth()
                .oauth2(Tokens.officer())
                .get("/holders/{holder}/encodings", urgent.holder().text())
                .then()
                .body("urgent", contains(true, true));
    }

    /// The dispatcher reads what is due, and then prepares orders without a lock. A pause that
    /// comes in between holds every one of them: once it is answered, no order leaves.
    @Test
    void letsNothingLeaveOnceAPauseIsAnswered() throws Throwable {
        for (int i = 0; i < PAUSES; i++) {
            List<Scene> scenes = Stream.generate(() -> workshop.scene()).limit(CARDS).toList();
            scenes.forEach(scene -> scene.record(1, "千代田区一丁目"));
            long before = ordered();
            Workshop.await(() -> ordered() > before);

            factory("put").statusCode(200);
            long left = ordered();

            Awaitility.await()
                    .during(Duration.ofMillis(1200))
                    .atMost(Duration.ofSeconds(20))
                    .pollInSameThread()
                    .until(() -> ordered() == left);
            Workshop.await(() -> metrics.get("kisai.card.writer.paused").gauge().value() >= 1);
            factory("delete").statusCode(200);
            for (Scene scene : scenes) {
                scene.await(1, EncodingState.ENCODED);
            }
        }
        Workshop.await(() -> metrics.get("kisai.card.writer.paused").gauge().value() == 0);
    }

    /// How many orders were written so far.
    private long ordered() {
        try {
            return VertxContextSupport.subscribeAndAwait(
                    () ->
                            sessions.withStatelessSession(
                                    session ->
                                            session.createNativeQuery(
                                                            "select coalesce(sum(attempts), 0) from encoding",
                                                            Long.class)
                                                    .getSingleResult()));
        } catch (Throwable broken) {
            throw new AssertionError(broken);
        }
    }

    /// What the dispatcher would send of theirs, in its order. There may be others' too, from other
    /// tests.
    private List<EncodingRow> due(List<Scene> scenes) throws Throwable {
        List<UUID> holders = scenes.stream().map(scene -> scene.holder().value()).toList();
        return VertxContextSupport.subscribeAndAwait(
                        () ->
                                sessions.withStatelessSession(
                                        session -> encodings.due(session, Instant.now(), ALL)))
                .stream()
                .filter(row -> holders.contains(row.holder))
                .toList();
    }

    private static ValidatableResponse post(Scene scene, String what) {
        return given().auth()
                .oauth2(Tokens.officer())
                .post(
                        "/holders/{holder}/encodings/{order}/{what}",
                        scene.holder().text(),
                        scene.orderOf(1),
                        what)
                .then();
    }

    private static ValidatableResponse factory(String how) {
        RequestSpecification operator = given().auth().oauth2(Tokens.operator());
        return how.equals("put")
                ? operator.contentType("application/json")
                        .body("{\"reason\":\"maintenance\"}")
                        .put("/factory/pause")
                        .then()
                : operator.delete("/factory/pause").then();
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
