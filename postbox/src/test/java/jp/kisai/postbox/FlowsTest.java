package jp.kisai.postbox;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import jp.kisai.contracts.CloudEvent;
import jp.kisai.contracts.Events;
import jp.kisai.contracts.Topics;
import jp.kisai.contracts.event.NoticeSent;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// An operator pauses a flow: nothing enters, nothing is lost, and it goes on where it stopped.
@QuarkusTest
class FlowsTest extends PostboxTest {

    private static final String PATH = "/flows/" + Topics.NOTICE_SENT;

    @Inject Flows flows;

    @Inject Transactions transactions;
    @Inject @Any Instance<Intake> intakes;

    @TestHTTPResource(value = "/health/ready", management = true)
    URL ready;

    @TestHTTPResource(value = "/metrics", management = true)
    URL metrics;

    private final Desk desk = new Desk();

    @AfterEach
    void resume() {
        desk.post(PATH + "/resume").statusCode(200);
        awaitPaused(Set.of());
    }

    @Test
    void aPausedFlowTakesNothingAndGoesOnWhereItStopped() {
        pause();
        CloudEvent<NoticeSent> event = Told.of(holder);

        CompletableFuture<Void> taken =
                postbox.take(Told.batch(List.of(event)), notices)
                        .subscribeAsCompletionStage()
                        .toCompletableFuture();
        kafka.send(Topics.NOTICE_SENT, holder, Events.write(Told.of(holder)));
        Awaitility.await()
                .during(Duration.ofSeconds(2))
                .atMost(DEADLINE)
                .until(() -> !taken.isDone() && rows.handled(holder).isEmpty());
        desk.post(PATH + "/resume").statusCode(200).body("[0].paused", equalTo(false));

        Awaitility.await()
                .atMost(DEADLINE)
                .until(() -> taken.isDone() && rows.handled(holder).size() == 2);
    }

    @Test
    void aPauseIsSeenAndOnRecord() {
        pause();

        desk.get("/flows")
                .body("[0].topic", equalTo(Topics.NOTICE_SENT))
                .body("[0].reason", equalTo("mended in 0.1.1"));
        given().get(ready)
                .then()
                .statusCode(200)
                .body(containsString("\"paused flows\": \"notice.sent.v1\""));
        given().get(metrics)
                .then()
                .body(containsString("kisai_postbox_flow_paused{topic=\"notice.sent.v1\"} 1.0"));
        desk.post(PATH + "/pause").statusCode(200);
        desk.post(PATH + "/resume").statusCode(200);
        desk.get("/log").body("[0].action", equalTo("RESUME"), "[1].action", equalTo("PAUSE"));
    }

    @Test
    void anInstanceThatHasNotAskedYetTakesNothing() {
        Flows starting = new Flows(transactions, intakes, new SimpleMeterRegistry());

        CompletableFuture<Void> entered =
                starting.open(Topics.NOTICE_SENT).subscribeAsCompletionStage();
        assertFalse(entered.isDone());
        starting.paused(Set.of());

        Awaitility.await().atMost(DEADLINE).until(entered::isDone);
    }

    @Test
    void whatIsNotTakenCanNotBePaused() {
        desk.post("/flows/resident.changed.v1/pause").statusCode(404);
        desk.get("/flows").body("size()", equalTo(1), "[0].since", nullValue());
        assertEquals(Set.of(Topics.NOTICE_SENT), flows.topics());
    }

    private void pause() {
        desk.post(PATH + "/pause").statusCode(200).body("[0].paused", equalTo(true));
        awaitPaused(Set.of(Topics.NOTICE_SENT));
    }

    private void awaitPaused(Set<String> topics) {
        Awaitility.await().atMost(DEADLINE).until(() -> flows.paused().equals(Optional.of(topics)));
    }
}
