package jp.kisai.notification;

import static io.restassured.RestAssured.given;
import static jp.kisai.notification.Suite.applied;
import static jp.kisai.notification.Suite.grantedAddress;
import static jp.kisai.notification.Suite.newChange;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.common.mapper.TypeRef;
import io.restassured.http.ContentType;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import jp.kisai.contracts.Source;
import jp.kisai.contracts.Topics;
import jp.kisai.contracts.event.ChangeAnswered;
import jp.kisai.contracts.event.ConsentDecided;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.EncodingState;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.ItemChange;
import jp.kisai.contracts.vocabulary.Refusal;
import jp.kisai.testkit.KafkaAndPostgres;
import jp.kisai.testkit.Tokens;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// What holders and officers find.
@QuarkusTest
@WithTestResource(
        value = KafkaAndPostgres.class,
        initArgs = @ResourceArg(name = "database", value = "notification"))
class NoticesOverRestTest extends HeardAndAsked {

    private static final TypeRef<Map<String, String>> WORDS = new TypeRef<>() {};

    @Test
    void showsAHolderTheirNoticeInTheLanguageAskedFor() {
        Suite suite = refusedMove();

        given().auth()
                .oauth2(Tokens.portal(suite.holder))
                .queryParam("language", "en")
                .when()
                .get("/my/notices")
                .then()
                .statusCode(200)
                .body("language", equalTo("en"))
                .body("notices", hasSize(1))
                .body("notices[0].outcome", equalTo("REFUSED"))
                .body("notices[0].items[0].item", equalTo("ADDRESS"))
                .body("notices[0].items[0].reason", equalTo("NO_CONSENT"))
                .body("notices[0].mustAct", equalTo("HOLDER"))
                .body("notices[0].paragraphs", hasItem("Next step: you"))
                .body(
                        "notices[0].paragraphs",
                        hasItem(containsString("police station in Kanagawa")))
                .body("notices[0].readAt", nullValue())
                .body("next", nullValue());
    }

    @Test
    void showsAnOfficerWhatTheVisitorWasTold() {
        Suite suite = refusedMove();

        as(Tokens.officer())
                .get("/holders/{holder}/notices", suite.holder.text())
                .then()
                .statusCode(200)
                .body("language", equalTo("ja"))
                .body("notices[0].title", equalTo("運転免許の記録に反映していない変更があります"));
    }

    @Test
    void marksANoticeAsReadOnce() {
        Suite suite = refusedMove();
        String id = firstNotice(suite.holder);

        String first = readAt(suite.holder, id);
        String second = readAt(suite.holder, id);

        assertEquals(first, second);
    }

    @Test
    void remembersTheLanguageAHolderChose() {
        Suite suite = refusedMove();
        String token = Tokens.portal(suite.holder);
        as(token).get("/my/preferences").then().body("language", equalTo("ja"));

        given().auth()
                .oauth2(token)
                .contentType(ContentType.JSON)
                .body("{\"language\":\"ja-easy\"}")
                .when()
                .put("/my/preferences")
                .then()
                .statusCode(200);

        as(token)
                .get("/my/notices")
                .then()
                .body("language", equalTo("ja-easy"))
                .body("notices[0].title", containsString("免許（めんきょ）"));
    }

    @Test
    void turnsPagesWithoutSkippingOrRepeating() {
        Suite suite = new Suite(kafka);
        for (int i = 0; i < 5; i++) {
            suite.decides(
                    newChange(), 1, new ConsentDecided.Refused(Item.ADDRESS, Refusal.NO_CONSENT));
        }
        kafka.await(Topics.NOTICE_SENT, suite.holder, 5);

        List<String> seen = new ArrayList<>();
        String next = null;
        do {
            var page =
                    given().auth()
                            .oauth2(Tokens.officer())
                            .queryParam("limit", 2)
                            .queryParams(next == null ? Map.of() : Map.of("before", next))
                            .when()
                            .get("/holders/{holder}/notices", suite.holder.text())
                            .then()
                            .statusCode(200)
                            .extract()
                            .jsonPath();
            seen.addAll(page.getList("notices.id", String.class));
            next = page.getString("next");
        } while (next != null);

        assertEquals(5, Set.copyOf(seen).size());
        assertEquals(5, seen.size());
    }

    @Test
    void tellsTheNewValidityAsSoonAsTheRecordIsKnown() {
        Suite suite = new Suite(kafka);
        ChangeKey change = newChange();
        suite.records(2, LocalDate.of(2029, 4, 5));
        suite.decides(
                change,
                1,
                new ConsentDecided.Granted(new ItemChange.BirthDate(LocalDate.of(1990, 3, 5))));
        suite.answers(
                Source.LICENCE, change, ChangeAnswered.Outcome.APPLIED, applied(Item.BIRTH_DATE));
        kafka.await(Topics.NOTICE_SENT, suite.holder, 1);

        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () ->
                                as(Tokens.portal(suite.holder))
                                        .get("/my/notices")
                                        .then()
                                        .body(
                                                "notices[0].paragraphs",
                                                hasItem("運転免許の有効期間の末日は、令和11年（2029年）4月5日です。")));
    }

    @Test
    void tellsItsPartOfAChangesJourney() {
        Suite suite = new Suite(kafka);
        ChangeKey change = newChange();
        suite.decides(change, 1, grantedAddress());
        suite.answers(
                Source.LICENCE, change, ChangeAnswered.Outcome.APPLIED, applied(Item.ADDRESS));
        kafka.await(Topics.NOTICE_SENT, suite.holder, 1);
        suite.moves(UUID.randomUUID(), EncodingState.ENCODED, null, newChange(), change);
        kafka.await(Topics.NOTICE_SENT, suite.holder, 2);

        as(Tokens.operator())
                .get("/journeys/{event}", change.id())
                .then()
                .statusCode(200)
                .body("service", equalTo(List.of("notification-service", "notification-service")))
                .body("what", equalTo(List.of("TOLD APPLIED", "TOLD ENCODED")))
                .body("change", hasItem(change.text()))
                .body("[0].dependsOn.toString()", not(containsString(suite.holder.text())));
    }

    @Test
    void knowsNothingOfAJourneyThatNobodyMade() {
        as(Tokens.officer())
                .get("/journeys/{event}", UUID.randomUUID())
                .then()
                .statusCode(200)
                .body("", empty());
    }

    @Test
    void publishesItsContract() {
        given().when()
                .get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .body("paths.keySet()", hasItem("/my/notices"));
    }

    @Test
    void saysEveryReasonInEveryLanguage() {
        Map<String, String> easy =
                as(Tokens.officer()).get("/reasons?language=ja-easy").then().extract().as(WORDS);

        assertEquals(
                "住民票（じゅうみんひょう）を持（も）って来（き）てください。", easy.get("licence.Rule.RESIDENT_RECORD_NEEDED"));
        as(Tokens.portal(new HolderId(UUID.randomUUID())))
                .get("/reasons")
                .then()
                .statusCode(200)
                .body("'refusal.NO_CONSENT.why'", containsString("同意"));
        as(Tokens.officer()).get("/reasons?language=tlh").then().statusCode(400);
    }

    private static String readAt(HolderId holder, String id) {
        as(Tokens.portal(holder)).post("/my/notices/{id}/read", id).then().statusCode(204);
        return as(Tokens.portal(holder))
                .get("/my/notices")
                .then()
                .body("notices[0].readAt", notNullValue())
                .extract()
                .path("notices[0].readAt");
    }
}
