package jp.kisai.licence.web;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import jp.kisai.licence.Scene;
import jp.kisai.testkit.KafkaAndPostgres;
import jp.kisai.testkit.TestKafka;
import jp.kisai.testkit.Tokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What officers and holders are told: what is open, what it costs, where, and when.
@QuarkusTest
@WithTestResource(
        value = KafkaAndPostgres.class,
        initArgs = @ResourceArg(name = KafkaAndPostgres.DATABASE, value = "licence"))
class GuidanceTest {

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
    void tellsOfficerAndHolderTheSameOfWhatIsOpen() {
        Scene scene = Scene.renewable(kafka);

        String toOfficer =
                scene.get(Tokens.officer(), scene.licence("/procedures"))
                        .statusCode(200)
                        .body("renewal.closesOn", notNullValue())
                        .body(
                                "procedures.find { it.what.procedure == 'RENEWAL' }.open",
                                equalTo(true))
                        .body(
                                "procedures.find { it.what.procedure == 'LOSS_REPORT' }.rule.name",
                                equalTo("NOTHING_TO_LOSE"))
                        .extract()
                        .asString();
        String toHolder =
                scene.get(Tokens.portal(scene.holder), "/my/licence/procedures")
                        .statusCode(200)
                        .extract()
                        .asString();

        assertEquals(toOfficer, toHolder);
        scene.get(Tokens.portal(new Scene(kafka).holder), "/my/licence/procedures").statusCode(404);
    }

    @Test
    void tellsTheHolderWhichServicesAreOpenAndHowToGetThere() {
        Scene scene = Scene.withLicence(kafka, "BOTH");

        scene.get(Tokens.portal(scene.holder), "/my/licence/services")
                .statusCode(200)
                .body("$", hasSize(5))
                .body("find { it.service == 'ONE_STOP' }.open", equalTo(false))
                .body(
                        "find { it.service == 'ONE_STOP' }.rule.name",
                        equalTo("ONE_STOP_NOT_CARD_ONLY"))
                .body("find { it.service == 'ONE_STOP' }.instead.place", equalTo("POLICE"))
                .body(
                        "find { it.service == 'LICENCE_VIEW' }.steps",
                        contains("SUBMIT_CERTIFICATE", "LINK_PORTAL"));
        scene.get(Tokens.portal(new Scene(kafka).holder), "/my/licence/services").statusCode(404);
    }

    @Test
    void showsFeesAndOffices() {
        Scene scene = new Scene(kafka);

        scene.get(Tokens.officer(), "/fees")
                .statusCode(200)
                .body("$", hasSize(25))
                .body("find { it.procedure == 'LICENCE_REISSUE' }.fee.yen", equalTo(2550));
        scene.get(Tokens.portal(scene.holder), "/offices?prefecture=46&on=2026-11-22")
                .statusCode(200)
                .body("office.name", hasItem("交通安全教育センター"))
                .body("[0].open.from", contains("08:00:00", "13:00:00"))
                .body("[1].open", hasSize(0));
        // Labour Thanksgiving Day, a Monday
        scene.get(Tokens.officer(), "/offices?prefecture=46&on=2026-11-23")
                .body("open.flatten()", hasSize(0));
        scene.get(Tokens.officer(), "/offices").statusCode(400);
        scene.get(Tokens.officer(), "/offices?prefecture=48").statusCode(400);
        scene.get(Tokens.officer(), "/offices?prefecture=46&on=today").statusCode(400);
    }

    /// Where nobody has published hours, none are made up.
    @Test
    void saysWhereHoursAreNotKnownAndWhomToAsk() {
        Scene scene = new Scene(kafka);

        scene.get(Tokens.officer(), "/offices?prefecture=46")
                .body("hours", everyItem(equalTo("PUBLISHED")))
                .body("ask.flatten()", hasSize(0));
        scene.get(Tokens.officer(), "/offices?prefecture=14&on=2026-11-24")
                .statusCode(200)
                .body("office.name", hasItem("運転免許センター"))
                .body("hours", everyItem(equalTo("NOT_KNOWN_HERE")))
                .body("open.flatten()", hasSize(0))
                .body("[0].ask.where", contains("045-365-3111", "/counters?prefecture=14"));
        scene.get(Tokens.portal(scene.holder), "/offices?prefecture=01")
                .statusCode(200)
                .body("office.name", contains("運転免許センター・警察署"))
                .body("office.source", contains("公表なし 受付時間"))
                .body("hours", contains("NOT_KNOWN_HERE"))
                .body("[0].ask.kind", contains("TELEPHONE", "COUNTERS"))
                .body("[0].ask.where", contains("0120-95-0178", "/counters?prefecture=01"));
    }

    @Test
    void warnsOfANumberThatShouldBeComparedWithThePaper() {
        Scene scene = new Scene(kafka);
        Map<String, Object> licence = scene.issueRequest("CARD_ONLY");
        licence.put("number", "000000000000");

        scene.post(Tokens.officer(), "/licences", licence)
                .statusCode(201)
                .body("warnings", contains("CHECK_DIGIT_DISPUTED", "COMMISSION_UNKNOWN"));
    }
}
