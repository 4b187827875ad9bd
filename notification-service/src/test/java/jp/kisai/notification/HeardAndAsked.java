package jp.kisai.notification;

import static io.restassured.RestAssured.given;

import io.restassured.specification.RequestSpecification;
import jp.kisai.contracts.Topics;
import jp.kisai.contracts.event.ConsentDecided;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.Refusal;
import jp.kisai.testkit.TestKafka;
import jp.kisai.testkit.Tokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// What tests of the running service share: it hears events from a real broker and is asked over
/// REST.
class HeardAndAsked {

    static TestKafka kafka;

    @BeforeAll
    static void connect() {
        kafka = TestKafka.connect();
    }

    @AfterAll
    static void disconnect() {
        kafka.close();
    }

    /// Somebody whose move was refused, and who was told.
    static Suite refusedMove() {
        Suite suite = new Suite(kafka);
        refuse(suite);
        kafka.await(Topics.NOTICE_SENT, suite.holder, 1);
        return suite;
    }

    static void refuse(Suite suite) {
        suite.decides(
                Suite.newChange(), 1, new ConsentDecided.Refused(Item.ADDRESS, Refusal.NO_CONSENT));
    }

    static RequestSpecification as(String token) {
        return given().auth().oauth2(token).when();
    }

    static String firstNotice(HolderId holder) {
        return as(Tokens.portal(holder)).get("/my/notices").then().extract().path("notices[0].id");
    }
}
