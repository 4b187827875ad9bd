package jp.kisai.licence.web;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import jp.kisai.licence.Scene;
import jp.kisai.testkit.KafkaAndPostgres;
import jp.kisai.testkit.TestKafka;
import jp.kisai.testkit.Tokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A course of a renewal that is taken online: in the portal, at the counter, and when nothing
/// comes of it.
@QuarkusTest
@WithTestResource(
        value = KafkaAndPostgres.class,
        initArgs = @ResourceArg(name = KafkaAndPostgres.DATABASE, value = "licence"))
class OnlineCourseStoryTest {

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
    void isCompleteOnlyWithTheCountersTestAndFee() {
        Scene scene = Scene.renewable(kafka);
        String lastDay = inPortal(scene).extract().path("window.closesOn");

        book(scene, "EXCELLENT")
                .statusCode(201)
                .body("state", equalTo("BOOKED"))
                .body("validUntil", equalTo(lastDay))
                .body("remaining", contains("TAKE_COURSE", "APTITUDE_TEST", "FEE"));
        renew(scene, "ONLINE", true, 2_300)
                .statusCode(409)
                .body("rule.name", equalTo("ONLINE_COURSE_NOT_TAKEN"));
        taken(scene).statusCode(200).body("state", equalTo("TAKEN"));
        taken(scene).statusCode(200).body("state", equalTo("TAKEN"));
        atCounter(scene)
                .body("onlineCourse.state", equalTo("TAKEN"))
                .body("onlineCourse.course", equalTo("EXCELLENT"))
                .body("onlineCourse.validUntil", equalTo(lastDay))
                .body("onlineCourse.remaining", contains("APTITUDE_TEST", "FEE"))
                .body("onlineCourse.restsOn.source", contains(containsString("よくある質問⑤")));

        renew(scene, "ONLINE", false, 2_300)
                .statusCode(409)
                .body("rule.name", equalTo("APTITUDE_TEST_NEEDED"));
        renew(scene, "ONLINE", true, 2_100)
                .statusCode(409)
                .body("rule.name", equalTo("FEE_NEEDED"));
        atCounter(scene).body("onlineCourse.state", equalTo("TAKEN"));

        renew(scene, "ONLINE", true, 2_300).statusCode(200).body("fees.yen", contains(2_100, 200));
        atCounter(scene)
                .body("onlineCourse.state", equalTo("COMPLETED"))
                .body("onlineCourse.version", equalTo(2))
                .body("onlineCourse.remaining", hasSize(0));
        inPortal(scene).body("onlineCourse.state", equalTo("COMPLETED"));
    }

    @Test
    void isReplacedByACourseAtTheCounterOrOfTheOtherClass() {
        Scene scene = Scene.renewable(kafka);
        book(scene, "GENERAL").statusCode(201);
        book(scene, "GENERAL").statusCode(409).body("rule.name", equalTo("ONLINE_COURSE_BOOKED"));
        taken(scene).statusCode(200);
        renew(scene, "ONLINE", true, 2_300)
                .statusCode(409)
                .body("rule.name", equalTo("ONLINE_COURSE_OTHER_CLASS"))
                .body("rule.confirmed", equalTo(false));

        book(scene, "EXCELLENT").statusCode(201).body("state", equalTo("BOOKED"));
        inPortal(scene).body("onlineCourse.course", equalTo("EXCELLENT"));

        renew(scene, "AT_COUNTER", true, 2_600).statusCode(200);
        atCounter(scene)
                .body("onlineCourse.state", equalTo("REPLACED"))
                .body("onlineCourse.version", equalTo(2));
        taken(scene).statusCode(409).body("rule.name", equalTo("ONLINE_COURSE_NOT_BOOKED"));
    }

    @Test
    void lapsesWithTheLicenceAndSaysWhy() {
        Scene scene = Scene.renewable(kafka);
        book(scene, "EXCELLENT").statusCode(201);
        taken(scene).statusCode(200);

        scene.changeState(1, "CANCELLED").statusCode(200);

        atCounter(scene)
                .body("onlineCourse.state", equalTo("LAPSED"))
                .body("onlineCourse.lapsed", equalTo("LICENCE_ENDED"))
                .body("onlineCourse.remaining", hasSize(0));
        inPortal(scene).body("onlineCourse.lapsed", equalTo("LICENCE_ENDED"));
        book(scene, "EXCELLENT")
                .statusCode(409)
                .body("rule.name", equalTo("LICENCE_CANCELLED"))
                .body("instead.procedure", equalTo("NEW_LICENCE"));
    }

    @Test
    void isForSomeOnlyAndWithinTheWindow() {
        Scene early = Scene.withLicence(kafka, "CARD_ONLY");
        Scene scene = Scene.renewable(kafka);
        Scene nobody = new Scene(kafka);

        inPortal(scene).body("onlineCourse", nullValue());
        book(early, "GENERAL").statusCode(409).body("rule.name", equalTo("RENEWAL_NOT_YET"));
        book(scene, "FIRST")
                .statusCode(409)
                .body("rule.name", equalTo("ONLINE_COURSE_FOR_OTHERS"))
                .body("instead.procedure", equalTo("COURSE"));
        taken(scene).statusCode(409).body("rule.name", equalTo("ONLINE_COURSE_NOT_BOOKED"));
        scene.post(portal(scene), "/my/licence/online-courses", Map.of())
                .statusCode(400)
                .body("detail", equalTo("course is missing"));
        scene.post(portal(scene), "/my/licence/online-courses", Map.of("course", "SHORT"))
                .statusCode(400);
        book(nobody, "GENERAL").statusCode(404);
        taken(nobody).statusCode(404);
        nobody.get(portal(nobody), "/my/licence/renewal").statusCode(404);
    }

    private static ValidatableResponse book(Scene scene, String course) {
        return scene.post(portal(scene), "/my/licence/online-courses", Map.of("course", course));
    }

    private static ValidatableResponse taken(Scene scene) {
        return scene.post(portal(scene), "/my/licence/online-courses/taken", Map.of());
    }

    private static ValidatableResponse inPortal(Scene scene) {
        return scene.get(portal(scene), "/my/licence/renewal")
                .statusCode(200)
                .body(
                        "procedures.what.procedure",
                        equalTo(List.of("RENEWAL", "RENEWAL_ELSEWHERE", "ONLINE_COURSE")));
    }

    private static ValidatableResponse atCounter(Scene scene) {
        return scene.get(Tokens.officer(), scene.licence("/duties")).statusCode(200);
    }

    private static ValidatableResponse renew(
            Scene scene, String course, boolean testPassed, int paidYen) {
        return scene.post(
                Tokens.officer(),
                scene.licence("/renewals"),
                Map.of(
                        "expectedVersion",
                        1,
                        "course",
                        course,
                        "aptitudeTestPassed",
                        testPassed,
                        "paidYen",
                        paidYen,
                        "form",
                        "CARD_ONLY",
                        "card",
                        "CARD-0001",
                        "cardExpiresOn",
                        LocalDate.now(ZoneId.of("Asia/Tokyo")).plusDays(1).toString(),
                        "chipWorks",
                        true,
                        "photo",
                        "photos/0002"));
    }

    private static String portal(Scene scene) {
        return Tokens.portal(scene.holder);
    }
}
