package jp.kisai.cardwriter;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.EncodingState;
import jp.kisai.contracts.vocabulary.HoldingForm;
import jp.kisai.contracts.vocabulary.LicenceState;
import jp.kisai.testkit.KafkaAndPostgres;
import jp.kisai.testkit.Tokens;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.Test;

/// A recall before the record, before the order, after the order and after the read-back, on a real
/// broker and a real database.
@QuarkusTest
@WithTestResource(OutsideKeys.class)
@WithTestResource(
        value = KafkaAndPostgres.class,
        initArgs = @ResourceArg(name = KafkaAndPostgres.DATABASE, value = "card_writer"))
class RecalledChangesTest extends FactoryAtWork {

    private static final int CARDS = 30;
    private static final String STOPPED = "v1 OFFICER_NEEDED RECALLED";

    @Inject Mutiny.SessionFactory sessions;

    @Test
    void stopsAnEncodingBeforeItsOrderLeavesUntilAnOfficerLetsItGoOn() {
        pauses("put");
        Scene scene = workshop.scene();
        ChangeKey change = scene.record(1, "千代田区一丁目");
        scene.await(1, EncodingState.QUEUED);

        scene.recall(1, change);

        scene.await(1, EncodingState.OFFICER_NEEDED);
        pauses("delete");
        passed();
        assertEquals(List.of("v1 QUEUED", STOPPED), scene.moves());
        assertEquals(0, scene.orders());
        post(scene, 1, "retries").statusCode(200).body("state", equalTo("QUEUED"));
        scene.await(1, EncodingState.ENCODED);
        assertEquals(
                List.of(
                        "v1 QUEUED",
                        STOPPED,
                        "v1 QUEUED",
                        "v1 ORDERED",
                        "v1 ACCEPTED",
                        "v1 ENCODED"),
                Journeys.steps(change));
    }

    @Test
    void stopsTheEncodingOfARecordThatComesAfterTheRecall() {
        Scene scene = workshop.scene();
        ChangeKey change = Scene.change();
        scene.recall(1, change);
        Workshop.await(() -> heard(scene));

        scene.record(1, "千代田区一丁目", HoldingForm.CARD_ONLY, LicenceState.IN_FORCE, change);

        assertEquals(List.of(STOPPED), scene.await(1, EncodingState.OFFICER_NEEDED));
        passed();
        assertEquals(0, scene.orders());
        post(scene, 1, "retries").statusCode(200);
        scene.await(1, EncodingState.ENCODED);
        scene.record(2, "千代田区二丁目");
        assertEquals(
                List.of("v2 QUEUED", "v2 ORDERED", "v2 ACCEPTED", "v2 ENCODED"),
                scene.await(2, EncodingState.ENCODED).subList(5, 9));
    }

    @Test
    void closesAnOrderThatWasAtTheFactoryAlready() {
        Scene scene = workshop.scene();
        workshop.factory().pause();
        ChangeKey change = scene.record(1, "千代田区一丁目");
        scene.await(1, EncodingState.ORDERED);

        scene.recall(1, change);

        scene.await(1, EncodingState.OFFICER_NEEDED);
        workshop.factory().resume();
        assertEquals(
                List.of("v1 QUEUED", "v1 ORDERED", STOPPED, "v1 ENCODED"),
                scene.await(1, EncodingState.ENCODED));
        assertEquals(1, scene.orders());
    }

    @Test
    void leavesAloneWhatIsOnTheChipAndWhatFollows() {
        Scene scene = workshop.scene();
        ChangeKey change = scene.record(1, "千代田区一丁目");
        scene.await(1, EncodingState.ENCODED);

        scene.recall(1, change);
        Workshop.await(() -> heard(scene));
        scene.record(2, "千代田区二丁目");

        assertEquals(
                List.of("v2 QUEUED", "v2 ORDERED", "v2 ACCEPTED", "v2 ENCODED"),
                scene.await(2, EncodingState.ENCODED).subList(4, 8));
    }

    @Test
    void asksAgainForTheNextVersionOnceAnOfficerGaveTheEncodingUp() {
        Scene scene = workshop.scene();
        ChangeKey change = Scene.change();
        scene.recall(1, change);
        Workshop.await(() -> heard(scene));
        scene.record(1, "千代田区一丁目", HoldingForm.CARD_ONLY, LicenceState.IN_FORCE, change);
        scene.await(1, EncodingState.OFFICER_NEEDED);

        post(scene, 1, "cancellation").statusCode(200);

        scene.record(2, "千代田区二丁目");
        assertEquals(
                List.of(STOPPED, "v1 CANCELLED", "v2 OFFICER_NEEDED RECALLED"),
                scene.await(2, EncodingState.OFFICER_NEEDED));
        assertEquals(0, scene.orders());
        assertEquals(List.of(STOPPED, "v1 CANCELLED"), Journeys.steps(change));
    }

    /// The dispatcher prepares orders without a lock. A recall that comes between then and the
    /// release must stop every one of them.
    @Test
    void letsNothingLeaveOnceItIsRecalled() {
        List<Scene> scenes = Stream.generate(() -> workshop.scene()).limit(CARDS).toList();
        List<ChangeKey> changes = new ArrayList<>();

        scenes.forEach(scene -> changes.add(scene.record(1, "千代田区一丁目")));
        Workshop.await(() -> scenes.stream().anyMatch(scene -> scene.orders() > 0));
        for (int i = 0; i < CARDS; i++) {
            scenes.get(i).recall(1, changes.get(i));
        }

        for (Scene scene : scenes) {
            Workshop.await(() -> heard(scene));
        }
        passed();
        for (Scene scene : scenes) {
            List<String> moves = scene.moves();
            int stopped = moves.indexOf(STOPPED);
            List<String> since = stopped < 0 ? List.of() : moves.subList(stopped, moves.size());
            assertTrue(since.stream().noneMatch("v1 ORDERED"::equals), moves::toString);
            assertEquals(moves.stream().filter("v1 ORDERED"::equals).count(), scene.orders());
            if (scene.orders() == 0) {
                post(scene, 1, "retries").statusCode(200);
            }
            scene.await(1, EncodingState.ENCODED);
            assertEquals(List.of(1L), workshop.encoded(scene));
        }
    }

    /// An order that was due has left: another holder's, which came later, is on its card.
    private static void passed() {
        Scene later = workshop.scene();
        later.record(1, "千代田区一丁目");
        later.await(1, EncodingState.ENCODED);
    }

    /// Whether an event that says how the holder's consent stands was taken.
    private boolean heard(Scene scene) {
        try {
            return VertxContextSupport.subscribeAndAwait(
                    () ->
                            sessions.withStatelessSession(
                                    session ->
                                            session.createNativeQuery(
                                                            """
                                                            select exists (select from standing
                                                              where holder = :holder and certificate_submitted)
                                                            """,
                                                            Boolean.class)
                                                    .setParameter("holder", scene.holder().value())
                                                    .getSingleResult()));
        } catch (Throwable broken) {
            throw new AssertionError(broken);
        }
    }

    private static ValidatableResponse post(Scene scene, long version, String what) {
        return given().auth()
                .oauth2(Tokens.officer())
                .post(
                        "/holders/{holder}/encodings/{order}/{what}",
                        scene.holder().text(),
                        scene.orderOf(version),
                        what)
                .then();
    }

    private static void pauses(String how) {
        if (how.equals("put")) {
            given().auth()
                    .oauth2(Tokens.operator())
                    .contentType("application/json")
                    .body("{\"reason\":\"maintenance\"}")
                    .put("/factory/pause")
                    .then()
                    .statusCode(200);
        } else {
            given().auth()
                    .oauth2(Tokens.operator())
                    .delete("/factory/pause")
                    .then()
                    .statusCode(200);
        }
    }
}
