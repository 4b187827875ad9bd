package jp.kisai.postbox;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.UUID;
import jp.kisai.contracts.CloudEvent;
import jp.kisai.contracts.Topics;
import jp.kisai.contracts.event.NoticeSent;
import jp.kisai.postbox.tried.Notices.Plant;
import jp.kisai.testkit.Tokens;
import org.junit.jupiter.api.Test;

/// Operators resolve what holds a holder.
@QuarkusTest
class ParkedTest extends PostboxTest {

    @Test
    void aHoldIsShownWithoutTheHolder() {
        UUID hold = hold(several(3));

        String list =
                given().auth()
                        .oauth2(Tokens.operator())
                        .get("/operations/parked")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString();

        assertTrue(list.contains(hold.toString()));
        assertFalse(list.contains(holder.text()));
        given().auth()
                .oauth2(Tokens.operator())
                .get("/operations/parked")
                .then()
                .body("find { it.hold == '" + hold + "' }.records", equalTo(3))
                .body("find { it.hold == '" + hold + "' }.attempts", equalTo(3))
                .body("find { it.hold == '" + hold + "' }.topic", equalTo(Topics.NOTICE_SENT))
                .body("find { it.hold == '" + hold + "' }.cause", containsString("Notices.java"))
                .body("find { it.hold == '" + hold + "' }.since", notNullValue());
    }

    @Test
    void aRetryReleasesTheFailedRecordAndThenThoseBehindItInOrder() {
        List<CloudEvent<NoticeSent>> events = several(5);
        UUID hold = hold(events);
        notices.heal(events.getFirst().id());

        post(hold, "retry")
                .statusCode(200)
                .body("released", equalTo(5), "waiting", equalTo(0), "cause", nullValue());

        assertEquals(ids(events), rows.handled(holder));
        assertFalse(rows.isHeld(holder));
        take(several(1));
        assertEquals(6, rows.handled(holder).size());
        kafka.await(Topics.CHANGE_ANSWERED, holder, 7);
        post(hold, "retry").statusCode(404);
    }

    @Test
    void aRetryThatFailsAgainLeavesTheHolderHeld() {
        List<CloudEvent<NoticeSent>> events = several(3);
        UUID hold = hold(events);

        post(hold, "retry")
                .statusCode(200)
                .body("released", equalTo(0), "waiting", equalTo(3), "cause", notNullValue());

        assertEquals(List.of(), rows.handled(holder));
        assertEquals(
                1, kafka.await(DEAD, holder, 1).size(), "one dead letter, however often tried");
        assertEquals(
                List.of(4),
                rows.of(
                        "select attempts from parked where holder = ? order by id limit 1",
                        holder.value()));
    }

    @Test
    void aRecordBehindThatFailsInItsTurnHoldsTheRest() {
        List<CloudEvent<NoticeSent>> events = several(4);
        UUID hold = hold(events);
        notices.heal(events.getFirst().id());
        notices.plant(events.get(2).id(), Plant.POISON);

        post(hold, "retry").statusCode(200).body("released", equalTo(2), "waiting", equalTo(2));

        assertEquals(ids(events.subList(0, 2)), rows.handled(holder));
        assertEquals(2, kafka.await(DEAD, holder, 2).size());
        assertEquals(hold, rows.hold(holder));
    }

    @Test
    void aDiscardGivesUpTheFailedRecordOnlyAndIsAudited() {
        List<CloudEvent<NoticeSent>> events = several(3);
        UUID hold = hold(events);

        post(hold, "discard").statusCode(200).body("released", equalTo(2), "waiting", equalTo(0));

        assertEquals(ids(events.subList(1, 3)), rows.handled(holder));
        assertEquals(ids(events), rows.effects(holder, "PARKED"));
        assertEquals(ids(events.subList(0, 1)), rows.effects(holder, "GIVEN_UP"));
        assertFalse(rows.isHeld(holder));
        assertEquals(
                List.of(events.getFirst().id()),
                rows.of(
                        "select event from postbox_operation where hold = ? and action = 'DISCARD'"
                                + " and reason = 'known'",
                        hold));
        take(List.of(events.getFirst()));
        assertEquals(2, rows.handled(holder).size(), "given up is given up");
    }

    @Test
    void onlyOperatorsMayAndOnlyWithAReason() {
        UUID hold = hold(several(1));
        String path = "/operations/parked/" + hold + "/discard";

        given().get("/operations/parked").then().statusCode(401);
        given().auth().oauth2(Tokens.officer()).get("/operations/parked").then().statusCode(403);
        given().auth()
                .oauth2(Tokens.officer())
                .contentType(ContentType.JSON)
                .body("{\"reason\":\"known\"}")
                .post(path)
                .then()
                .statusCode(403);
        given().auth()
                .oauth2(Tokens.operator())
                .contentType(ContentType.JSON)
                .body("{\"reason\":\" \"}")
                .post(path)
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
        assertTrue(rows.isHeld(holder));
    }

    @Test
    void aHoldThatIsNotOneIsNotFound() {
        post(UUID.randomUUID(), "retry").statusCode(404).contentType("application/problem+json");
        given().auth()
                .oauth2(Tokens.operator())
                .contentType(ContentType.JSON)
                .body("{\"reason\":\"known\"}")
                .post("/operations/parked/1-1-1-1-1/retry")
                .then()
                .statusCode(404)
                .body("detail", not(containsString("1-1-1")));
    }

    /// The first can not be handled.
    private UUID hold(List<CloudEvent<NoticeSent>> events) {
        notices.plant(events.getFirst().id(), Plant.POISON);
        take(events);
        return rows.hold(holder);
    }

    private static ValidatableResponse post(UUID hold, String action) {
        return given().auth()
                .oauth2(Tokens.operator())
                .contentType(ContentType.JSON)
                .body("{\"reason\":\"known\"}")
                .post("/operations/parked/" + hold + "/" + action)
                .then();
    }
}
