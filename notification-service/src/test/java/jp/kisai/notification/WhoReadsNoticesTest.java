package jp.kisai.notification;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.util.UUID;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.testkit.KafkaAndPostgres;
import jp.kisai.testkit.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who may read which notices: holders their own, officers those of a visitor, nobody else any.
@QuarkusTest
@WithTestResource(
        value = KafkaAndPostgres.class,
        initArgs = @ResourceArg(name = "database", value = "notification"))
class WhoReadsNoticesTest extends HeardAndAsked {

    @Test
    void treatsAnotherHoldersNoticeLikeNobodys() {
        Suite suite = refusedMove();
        String id = firstNotice(suite.holder);
        String other = Tokens.portal(new HolderId(UUID.randomUUID()));

        for (String notice : new String[] {id, UUID.randomUUID().toString(), "not-a-uuid"}) {
            as(other)
                    .post("/my/notices/{id}/read", notice)
                    .then()
                    .statusCode(404)
                    .contentType("application/problem+json")
                    .body("detail", equalTo("there is no such notice"));
        }
        as(other).get("/my/notices").then().body("notices", empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/my/notices", "/my/preferences"})
    void shutsAHoldersOwnPagesToEverybodyElse(String path) {
        given().when().get(path).then().statusCode(401);
        as(Tokens.officer()).get(path).then().statusCode(403);
        as(Tokens.of("portal")).get(path).then().statusCode(403);
        as(Tokens.expired("portal")).get(path).then().statusCode(401);
        as(Tokens.forged("portal")).get(path).then().statusCode(401);
        as(Tokens.forAnotherAudience("portal")).get(path).then().statusCode(401);
    }

    @Test
    void shutsTheCountersPagesToHolders() {
        HolderId holder = new HolderId(UUID.randomUUID());

        as(Tokens.portal(holder))
                .get("/holders/{holder}/notices", holder.text())
                .then()
                .statusCode(403);
        as(Tokens.portal(holder))
                .get("/journeys/{event}", UUID.randomUUID())
                .then()
                .statusCode(403);
    }

    @Test
    void refusesWhatItDoesNotUnderstandWithAProblem() {
        String token = Tokens.portal(new HolderId(UUID.randomUUID()));

        for (String query :
                new String[] {"language=tlh", "limit=0", "limit=101", "before=yesterday"}) {
            as(token)
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
        as(Tokens.officer()).get("/holders/somebody/notices").then().statusCode(400);
    }
}
