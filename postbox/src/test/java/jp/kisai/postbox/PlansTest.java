package jp.kisai.postbox;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import jp.kisai.contracts.CloudEvent;
import jp.kisai.contracts.event.NoticeSent;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.postbox.tried.Notices.Plant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/// Many records at once: one operator prepares, another confirms.
@QuarkusTest
class PlansTest extends PostboxTest {

    private final Desk first = new Desk();
    private final Desk second = new Desk();
    private final List<UUID> events = new ArrayList<>();

    @Test
    void aPlanIsPreparedRehearsedConfirmedByAnotherAndCarriedOutInOrder() {
        HolderId other = Told.someone();
        List<UUID> letters =
                new ArrayList<>(IntStream.range(0, 3).mapToObj(i -> refused(holder)).toList());
        letters.add(refused(other));
        String plan = prepare("REPLAY", letters);
        events.forEach(notices::heal);

        first.post("/plans/" + plan + "/rehearsal")
                .statusCode(200)
                .body("toRehearse", equalTo(0), "rehearsed", equalTo(Map.of("HANDLED", 4)));
        assertEquals(List.of(), rows.handled(holder), "a rehearsal leaves nothing");
        second.post("/plans/" + plan + "/confirmation").statusCode(200);
        first.post("/plans/" + plan + "/step")
                .statusCode(200)
                .body("toDo", equalTo(0), "outcomes", equalTo(Map.of("HANDLED", 4)));

        assertEquals(events.subList(0, 3), rows.handled(holder));
        assertEquals(1, rows.handled(other).size());
        first.post("/plans/" + plan + "/step").body("outcomes", equalTo(Map.of("HANDLED", 4)));
        assertEquals(4, logged(plan, "REPLAY"), "each is on record, once");
    }

    @Test
    void whoeverPreparedAPlanCanNotConfirmIt() {
        String plan = prepare("GIVE_UP", List.of(refused(holder)));

        first.post("/plans/" + plan + "/confirmation")
                .statusCode(409)
                .body("type", equalTo("urn:kisai:problem:same-operator"));

        second.post("/plans/" + plan + "/step")
                .statusCode(409)
                .body("type", equalTo("urn:kisai:problem:not-confirmed"));
        IllegalStateException refused =
                assertThrows(
                        IllegalStateException.class,
                        () ->
                                rows.of(
                                        "update operation_plan set confirmed_at = prepared_at,"
                                                + " confirmed_by = prepared_by where id = ?",
                                        UUID.fromString(plan)));
        assertTrue(
                String.valueOf(refused.getMessage()).contains("four_eyes"),
                "nor does the database let it");
    }

    @Test
    void aPlanToReplayIsRehearsedFirst() {
        String plan = prepare("REPLAY", List.of(refused(holder)));

        second.post("/plans/" + plan + "/confirmation")
                .statusCode(409)
                .body("type", equalTo("urn:kisai:problem:not-rehearsed"));
    }

    @Test
    void aPlanThatWaitedTooLongIsPreparedAgain() {
        String plan = prepare("GIVE_UP", List.of(refused(holder)));
        rows.of(
                "update operation_plan set prepared_at = prepared_at - interval '25 hours'"
                        + " where id = ?",
                UUID.fromString(plan));

        second.post("/plans/" + plan + "/confirmation")
                .statusCode(409)
                .body("type", equalTo("urn:kisai:problem:too-old"));
    }

    @Test
    void whatComesLaterIsNotInThePlan() {
        UUID letter = refused(holder);
        String plan = prepare("GIVE_UP", "2001-01-01T00:00:00Z", List.of(letter));
        UUID later = refused(holder);

        second.post("/plans/" + plan + "/confirmation").statusCode(200);
        second.post("/plans/" + plan + "/step")
                .body("records", equalTo(1), "outcomes", equalTo(Map.of("GIVEN_UP", 1)));

        assertEquals(List.of("GIVEN_UP"), state(letter));
        assertEquals(List.of("OPEN"), state(later));
    }

    @Test
    void whatIsStillRefusedBlocksOnlyItsHolder() {
        HolderId other = Told.someone();
        List<UUID> letters = List.of(refused(holder), refused(holder), refused(other));
        String plan = prepare("REPLAY", letters);
        events.subList(1, 3).forEach(notices::heal);

        first.post("/plans/" + plan + "/rehearsal");
        second.post("/plans/" + plan + "/confirmation").statusCode(200);

        first.post("/plans/" + plan + "/step")
                .body(
                        "outcomes",
                        equalTo(Map.of("REJECTED", 1, "EARLIER_UNRESOLVED", 1, "HANDLED", 1)))
                .body(
                        "rehearsed",
                        equalTo(Map.of("REJECTED", 1, "EARLIER_UNRESOLVED", 1, "HANDLED", 1)));
        assertEquals(List.of(), rows.handled(holder));
        assertEquals(1, rows.handled(other).size());
    }

    @Test
    void aPlanTakesItsTime() {
        List<UUID> letters = IntStream.range(0, 11).mapToObj(i -> refused(holder)).toList();
        String plan = prepare("GIVE_UP", letters);
        second.post("/plans/" + plan + "/confirmation").statusCode(200);

        Instant begun = Instant.now();
        second.post("/plans/" + plan + "/step").body("toDo", equalTo(0));

        Duration taken = Duration.between(begun, Instant.now());
        assertTrue(taken.toMillis() >= 200, () -> "11 records at 50 a second in " + taken);
    }

    @Test
    void aPlanAboutNothingIsNone() {
        first.post("/plans", Map.of("action", "REPLAY", "until", "2001-01-01T00:00:00Z"))
                .statusCode(409)
                .body("type", equalTo("urn:kisai:problem:nothing-selected"));
        first.post("/plans", Map.of("action", "REPLAY", "from", "yesterday")).statusCode(400);
        first.post("/plans").statusCode(400);
        first.get("/plans/" + UUID.randomUUID()).statusCode(404);
    }

    private String prepare(String action, List<UUID> letters) {
        return prepare(action, "2001-01-01T00:00:00Z", letters);
    }

    private String prepare(String action, String from, List<UUID> letters) {
        return first.post(
                        "/plans",
                        Map.of(
                                "action",
                                action,
                                "topic",
                                "notice.sent.v1",
                                "cause",
                                "FORGED",
                                "from",
                                from,
                                "ids",
                                letters.stream().map(UUID::toString).toList()))
                .statusCode(200)
                .body("records", equalTo(letters.size()))
                .extract()
                .path("id");
    }

    private UUID refused(HolderId of) {
        CloudEvent<NoticeSent> event = Told.of(of);
        notices.plant(event.id(), Plant.FORGED);
        events.add(event.id());
        ConsumerRecord<byte[], byte[]> record = Told.record(event);
        take(Told.records(List.of(record)));
        return Inbox.Name.of(record).id();
    }

    private long logged(String plan, String action) {
        return (long)
                rows.of(
                                "select count(*) from postbox_operation where plan = ? and action = ?",
                                UUID.fromString(plan),
                                action)
                        .getFirst();
    }

    private List<Object> state(UUID letter) {
        return rows.of("select state from dead_letter where id = ?", letter);
    }
}
