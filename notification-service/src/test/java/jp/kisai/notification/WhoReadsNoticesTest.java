package jp.kisai.notification;

import static io.restassured.RestAssured.given;
import static jp.kisai.notification.Suite.newChange;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.util.UUID;
import jp.kisai.contracts.Topics;
import jp.kisai.contracts.event.ConsentDecided;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.Refusal;
import jp.kisai.testkit.KafkaAndPostgres;
import jp.kisai.testkit.TestKafka;
import jp.kisai.testkit.Tokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who may read which notices: holders their own, officers those of a visitor, nobody else any.
@QuarkusTest
@WithTestResource(
        value = KafkaAndPostgres.class,
        initArgs = @ResourceArg(name = "database", value = "notification"))
class WhoReadsNoticesTest {

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
    void treatsAnotherHoldersNoticeLikeNobodys() {
        Suite suite = refusedMove();
        String id = firstNotice(suite.holder);
        String other = Tokens.portal(new HolderId(UUID.randomUUID()));

        for (String notice : new String[] {id, UUID.randomUUID().toString(), "not-a-uuid"}) {
            given().auth()
                    .oauth2(other)
                    .when()
                    .post("/my/notices/{id}/read", notice)
                    .then()
                    .statusCode(404)
                    .contentType("application/problem+json")
                    .body("detail", equalTo("there is no such notice"));
        }
        given().auth().oauth2(other).when().get("/my/notices").then().body("notices", empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/my/notices", "/my/preferences"})
    void shutsAHoldersOwnPagesToEverybodyElse(String path) {
        given().when().get(path).then().statusCode(401);
        given().auth().oauth2(Tokens.officer()).when().get(path).then().statusCode(403);
        given().auth().oauth2(Tokens.of("portal")).when().get(path).then().statusCode(403);
        given().auth().oauth2(Tokens.expired("portal")).when().get(path).then().statusCode(401);
        given().auth().oauth2(Tokens.forged("portal")).when().get(path).then().statusCode(401);
        given().auth()
                .oauth2(Tokens.forAnotherAudience("portal"))
                .when()
                .get(path)
                .then()
                .statusCode(401);
    }

    @Test
    void shutsTheCountersPagesToHolders() {
        HolderId holder = new HolderId(UUID.randomUUID());

        given().auth()
                .oauth2(Tokens.portal(holder))
                .when()
                .get("/holders/{holder}/notices", holder.text())
                .then()
                .statusCode(403);
        given().auth()
                .oauth2(Tokens.portal(holder))
                .when()
                .get("/journeys/{event}", UUID.randomUUID())
                .then()
                .statusCode(403);
    }

    @Test
    void refusesWhatItDoesNotUnderstandWithAProblem() {
        String token = Tokens.portal(new HolderId(UUID.randomUUID()));

        for (String query :
                new String[] {"language=tlh", "limit=0", "limit=101", "before=yesterday"}) {
            given().auth()
                    .oauth2(token)
                    .when()
                    .get("/my/notices?" + query)
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json")
                    .body("status", equalTo(400))
                    .body("detail", notNullValue());
        }
        given().auth()
                .oauth2(token)
                .contentType(ContentType.JSON)
                .body("{\"language\":")
                .when()
                .put("/my/preferences")
                .then()
                .statusCode(400);
        given().auth()
                .oauth2(Tokens.officer())
                .when()
                .get("/holders/somebody/notices")
                .then()
                .statusCode(400);
    }

    private static Suite refusedMove() {
        Suite suite = new Suite(kafka);
        suite.decides(newChange(), 1, new ConsentDecided.Refused(Item.ADDRESS, Refusal.NO_CONSENT));
        kafka.await(Topics.NOTICE_SENT, suite.holder, 1);
        return suite;
    }

    private static String firstNotice(HolderId holder) {
        return given().auth()
                .oauth2(Tokens.portal(holder))
                .when()
                .get("/my/notices")
                .then()
                .extract()
                .path("notices[0].id");
    }
}
