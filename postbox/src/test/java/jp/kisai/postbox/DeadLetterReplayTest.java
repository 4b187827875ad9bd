package jp.kisai.postbox;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.kisai.contracts.CloudEvent;
import jp.kisai.contracts.Topics;
import jp.kisai.contracts.event.NoticeSent;
import jp.kisai.postbox.tried.Notices.Plant;
import jp.kisai.testkit.TablesOwner;
import jp.kisai.testkit.Tokens;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/// Operators take up again what was set aside, and nothing overtakes.
@QuarkusTest
class DeadLetterReplayTest extends PostboxTest {

    private final Desk desk = new Desk();

    @Test
    void whatWasRefusedIsHandledOnceItIsAdmitted() {
        UUID letter = refused(Told.of(holder));

        String before = desk.replay(letter);
        admitAll();
        String rehearsed = desk.rehearse(letter);
        List<Object> afterRehearsal = rows.handled(holder);
        String after = desk.replay(letter);
        String again = desk.replay(letter);

        assertEquals("REJECTED", before);
        assertEquals("HANDLED", rehearsed);
        assertEquals(List.of(), afterRehearsal, "a rehearsal leaves nothing");
        assertEquals("HANDLED", after);
        assertEquals("ALREADY_RESOLVED", again);
        assertEquals(1, rows.handled(holder).size());
        kafka.await(Topics.CHANGE_ANSWERED, holder, 2);
        assertEquals(1, kafka.await(DEAD, holder, 1).size(), "set aside once");
    }

    @Test
    void whatItsSenderRepeatedIsAbsorbed() {
        CloudEvent<NoticeSent> event = Told.of(holder);
        UUID letter = refused(event);
        admitAll();
        take(List.of(event));

        assertEquals("ABSORBED", desk.rehearse(letter));
        assertEquals("ABSORBED", desk.replay(letter));

        assertEquals(List.of(event.id()), rows.handled(holder));
        assertEquals("REPLAYED", state(letter));
    }

    @Test
    void anotherContentUnderItsIdStaysRefused() {
        CloudEvent<NoticeSent> event = Told.of(holder);
        UUID letter = refused(event);
        admitAll();
        take(List.of(Told.of(holder, event.id(), NoticeSent.Channel.MAIL)));

        assertEquals("REJECTED", desk.replay(letter));

        assertEquals(1, rows.handled(holder).size());
        desk.get("/dead-letters/" + letter).body("cause", equalTo("ID_REUSED"));
    }

    @Test
    void aLaterRecordDoesNotOvertakeAnEarlierOneThatIsOpen() {
        UUID first = refused(Told.of(holder));
        UUID second = refused(Told.of(holder));
        admitAll();

        desk.post("/dead-letters/" + second + "/replay")
                .statusCode(409)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:kisai:problem:earlier-unresolved"))
                .body("detail", equalTo(first + " goes first"));
        assertEquals(List.of(), rows.handled(holder));

        assertEquals("HANDLED", desk.replay(first));
        assertEquals("HANDLED", desk.replay(second));
    }

    @Test
    void whatIsGivenUpNoLongerStandsInTheWay() {
        UUID first = refused(Told.of(holder));
        UUID second = refused(Told.of(holder));
        admitAll();

        desk.post("/dead-letters/" + first + "/discard")
                .statusCode(200)
                .body("ending", equalTo("GIVEN_UP"));

        assertEquals("HANDLED", desk.replay(second));
        assertEquals("ALREADY_RESOLVED", desk.replay(first));
        assertEquals(1, rows.handled(holder).size());
    }

    @Test
    void nothingOvertakesWhatHoldsTheHolder() {
        CloudEvent<NoticeSent> refusedBefore = Told.of(holder);
        UUID letter = refused(refusedBefore);
        CloudEvent<NoticeSent> poison = Told.of(holder);
        notices.plant(poison.id(), Plant.POISON);
        take(List.of(poison));
        admitAll();

        desk.post("/dead-letters/" + letter + "/replay")
                .statusCode(409)
                .body("type", equalTo("urn:kisai:problem:holder-is-held"));

        assertEquals(List.of(), rows.handled(holder));
    }

    @Test
    void whatHoldsTheHolderIsTakenUpWithThoseBehindIt() {
        List<CloudEvent<NoticeSent>> events = several(3);
        notices.plant(events.getFirst().id(), Plant.POISON);
        take(events);
        UUID letter = onlyLetter();

        String unmended = desk.rehearse(letter);
        String failed = desk.replay(letter);
        notices.heal(events.getFirst().id());
        String rehearsed = desk.rehearse(letter);
        List<Object> afterRehearsal = rows.handled(holder);
        String replayed = desk.replay(letter);

        assertEquals(List.of("FAILED", "FAILED", "HANDLED"), List.of(unmended, failed, rehearsed));
        assertEquals(List.of(), afterRehearsal);
        assertEquals("HANDLED", replayed);
        assertEquals(ids(events), rows.handled(holder));
        assertFalse(rows.isHeld(holder));
    }

    @Test
    void aHoldThatIsResolvedResolvesItsDeadLetterToo() {
        List<CloudEvent<NoticeSent>> events = several(2);
        notices.plant(events.getFirst().id(), Plant.POISON);
        take(events);
        UUID letter = onlyLetter();

        desk.post("/parked/" + rows.hold(holder) + "/discard").statusCode(200);

        assertEquals("GIVEN_UP", state(letter));
        assertEquals("ALREADY_RESOLVED", desk.replay(letter));
    }

    @Test
    void givingUpWhatHoldsTheHolderReleasesThoseBehindIt() {
        List<CloudEvent<NoticeSent>> events = several(2);
        notices.plant(events.getFirst().id(), Plant.POISON);
        take(events);

        desk.post("/dead-letters/" + onlyLetter() + "/discard")
                .statusCode(200)
                .body("ending", equalTo("GIVEN_UP"));

        assertFalse(rows.isHeld(holder));
        assertEquals(ids(events.subList(1, 2)), rows.handled(holder));
        assertEquals(ids(events.subList(0, 1)), rows.effects(holder, "GIVEN_UP"));
    }

    @Test
    void aReplayThatFailsLeavesTheRecordOpenAndTheHolderFree() {
        CloudEvent<NoticeSent> event = Told.of(holder);
        UUID letter = refused(event);
        notices.plant(event.id(), Plant.POISON);

        desk.post("/dead-letters/" + letter + "/replay")
                .statusCode(200)
                .body("ending", equalTo("FAILED"))
                .body("detail", notNullValue());

        assertFalse(rows.isHeld(holder));
        desk.get("/dead-letters/" + letter)
                .body("state", equalTo("OPEN"))
                .body("cause", equalTo("NOT_PROCESSED"))
                .body("attempts", equalTo(2));
        notices.heal(event.id());
        assertEquals("HANDLED", desk.replay(letter));
    }

    @Test
    void aRecordIsShownWithoutWhatItSays() {
        UUID letter = refused(Told.of(holder));

        String shown =
                desk.get("/dead-letters/" + letter)
                        .statusCode(200)
                        .body("outline.'/data/channel'", equalTo("text of 5"))
                        .body("type", equalTo("jp.kisai.notice.sent.v1"))
                        .body("cause", equalTo("FORGED"))
                        .extract()
                        .asString();

        assertFalse(shown.contains(holder.text()));
        assertFalse(shown.contains("INBOX"));
    }

    @Test
    void anUnreadableRecordIsShownToo() {
        byte[] poison = "{\"data\":{\"山田\":\"花子\"}}".getBytes(StandardCharsets.UTF_8);
        ConsumerRecord<byte[], byte[]> record = Told.record(holder, poison);
        take(Told.records(List.of(record)));

        desk.get("/dead-letters/" + onlyLetter())
                .statusCode(200)
                .body("cause", equalTo("OUT_OF_CONTRACT"))
                .body("bytes", equalTo(poison.length))
                .body("type", nullValue())
                .body("outline", equalTo(Map.of("/data/?", "text of 2")));
    }

    @Test
    void whatIsSetAsideIsListedByClusterAndByCause() {
        UUID letter = refused(Told.of(holder));

        desk.get("/dead-letters/clusters")
                .statusCode(200)
                .body(
                        "find { it.cause == 'FORGED' && it.topic == 'notice.sent.v1' }.records",
                        greaterThanOrEqualTo(1));
        long position = position(letter);
        desk.get("/dead-letters?cause=FORGED&topic=notice.sent.v1&after=" + (position - 1))
                .statusCode(200)
                .body("[0].id", equalTo(letter.toString()))
                .body("[0].holder", equalTo(holder.toString()));
        desk.get("/dead-letters?cause=UNSIGNED&after=" + (position - 1))
                .body("find { it.id == '" + letter + "' }", nullValue());
        desk.get("/dead-letters?until=2001-01-01T00:00:00Z").body("size()", equalTo(0));
        desk.get("/dead-letters?cause=NONSENSE").statusCode(400);
    }

    @Test
    void holdsAreListedByCluster() {
        CloudEvent<NoticeSent> poison = Told.of(holder);
        notices.plant(poison.id(), Plant.POISON);
        take(List.of(poison, Told.of(holder)));

        desk.get("/parked/clusters")
                .statusCode(200)
                .body("find { it.topic == 'notice.sent.v1' }.holds", greaterThanOrEqualTo(1))
                .body("find { it.topic == 'notice.sent.v1' }.records", greaterThanOrEqualTo(2));
    }

    @Test
    void whatOperatorsDoIsOnRecordAndCanNotBeRewritten() {
        UUID letter = refused(Told.of(holder));
        desk.replay(letter);

        desk.get("/log")
                .statusCode(200)
                .body("find { it.letter == '" + letter + "' }.action", equalTo("REPLAY"))
                .body("find { it.letter == '" + letter + "' }.outcome", equalTo("REJECTED"))
                .body("find { it.letter == '" + letter + "' }.reason", equalTo("mended in 0.1.1"))
                .body("find { it.letter == '" + letter + "' }.operator", notNullValue());
        IllegalStateException byRights =
                assertThrows(
                        IllegalStateException.class,
                        () -> rows.of("delete from postbox_operation"));
        assertTrue(String.valueOf(byRights.getMessage()).contains("permission denied"));
        IllegalStateException byTrigger =
                assertThrows(
                        IllegalStateException.class,
                        () -> TablesOwner.execute("delete from postbox_operation"));
        assertTrue(String.valueOf(byTrigger.getMessage()).contains("only ever added to"));
    }

    @Test
    void onlyOperatorsMayAndOnlyWithAReason() {
        UUID letter = refused(Told.of(holder));
        String path = "/operations/dead-letters/" + letter + "/replay";

        given().get("/operations/dead-letters").then().statusCode(401);
        given().auth().oauth2(Tokens.officer()).get("/operations/log").then().statusCode(403);
        given().auth()
                .oauth2(Tokens.operator())
                .contentType(ContentType.JSON)
                .body("{}")
                .post(path)
                .then()
                .statusCode(400);
        desk.post("/dead-letters/" + UUID.randomUUID() + "/replay").statusCode(404);
        desk.get("/dead-letters/1-1-1-1-1").statusCode(404);
    }

    /// Sets it aside as forged; answers its name.
    private UUID refused(CloudEvent<NoticeSent> event) {
        notices.plant(event.id(), Plant.FORGED);
        refusedEvents.add(event.id());
        ConsumerRecord<byte[], byte[]> record = Told.record(event);
        take(Told.records(List.of(record)));
        return Inbox.Name.of(record).id();
    }

    private final List<UUID> refusedEvents = new ArrayList<>();

    /// As when an operator registers the certificate that was missing.
    private void admitAll() {
        refusedEvents.forEach(notices::heal);
    }

    private UUID onlyLetter() {
        return (UUID)
                rows.of("select id from dead_letter where holder = ?", holder.value()).getFirst();
    }

    private String state(UUID letter) {
        return (String) rows.of("select state from dead_letter where id = ?", letter).getFirst();
    }

    private long position(UUID letter) {
        return (long) rows.of("select position from dead_letter where id = ?", letter).getFirst();
    }
}
