package jp.kisai.consent;

import static jp.kisai.consent.web.Forms.as;
import static jp.kisai.consent.web.Forms.consent;
import static jp.kisai.consent.web.Forms.domicile;
import static jp.kisai.consent.web.Forms.post;
import static jp.kisai.consent.web.Forms.withdrawal;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import jp.kisai.contracts.Topics;
import jp.kisai.contracts.event.ConsentChanged;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.ChangeReason;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.localstack.doubles.Person;
import jp.kisai.localstack.doubles.Resident;
import jp.kisai.localstack.doubles.Town;
import jp.kisai.testkit.KafkaAndPostgres;
import jp.kisai.testkit.Tokens;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// One holder's consent through its life: what must come before it, what is told of it, and what is
/// answered about its past.
@QuarkusTest
@WithTestResource(TrustFiles.class)
@WithTestResource(
        value = KafkaAndPostgres.class,
        initArgs = @ResourceArg(name = "database", value = "consent"))
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsentStandingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject DataSource database;

    private Cast cast;

    @BeforeAll
    void assemble() throws IOException, GeneralSecurityException {
        cast = Cast.assemble();
        cast.handOverLists();
    }

    @AfterAll
    void close() {
        cast.close();
    }

    @Test
    void tellsEveryTurnOfAConsent() {
        Resident resident = cast.consented(Town.CHIYODA, Item.ADDRESS);
        Instant now = Cast.now();
        post(
                        resident.holder(),
                        "/consents",
                        Tokens.officer(),
                        consent(resident, now.minusSeconds(2)))
                .statusCode(201);
        post(resident.holder(), "/consents", Tokens.officer(), consent(resident, now))
                .statusCode(201);
        Resident renewed = cast.renewed(resident, resident.person(), now.minusSeconds(60));
        told(resident.holder(), 4);
        post(resident.holder(), "/consents/withdrawals", Tokens.officer(), withdrawal(renewed, now))
                .statusCode(201);

        List<ConsentChanged> told = told(resident.holder(), 5);

        assertEquals(
                List.of(
                        "GIVEN 1 [ADDRESS]",
                        "ITEMS_CHANGED 2 [ADDRESS, NAME]",
                        "RENEWED 3 [ADDRESS, NAME]",
                        "CERTIFICATE_REPLACED 3 [ADDRESS, NAME]",
                        "WITHDRAWN 3 [ADDRESS, NAME]"),
                told.stream()
                        .map(one -> one.kind() + " " + one.version() + " " + one.items())
                        .toList());
        assertEquals(now, told.getLast().validUntil());
        assertEquals(
                renewed.card().certificate().getNotAfter().toInstant(),
                told.getLast().certificateValidUntil());
        assertEquals(
                resident.card().certificate().getNotAfter().toInstant(),
                told.getFirst().certificateValidUntil());
    }

    @Test
    void tellsNothingOfTheSameConsentHandedInAgain() {
        Resident resident = cast.resident(Town.CHIYODA);
        String document = consent(resident, Cast.now());
        post(resident.holder(), "/consents", Tokens.officer(), document).statusCode(201);
        post(resident.holder(), "/consents", Tokens.officer(), document).statusCode(201);
        post(
                        resident.holder(),
                        "/consents/withdrawals",
                        Tokens.officer(),
                        withdrawal(resident, Cast.now().plusSeconds(1)))
                .statusCode(201);

        assertEquals(
                List.of(ConsentChanged.Kind.GIVEN, ConsentChanged.Kind.WITHDRAWN),
                told(resident.holder(), 2).stream().map(ConsentChanged::kind).toList());
    }

    @Test
    void tellsOnceOfACertificateThatIsHandedOverInTwoEvents() {
        Resident resident = cast.consented(Town.CHIYODA, Item.ADDRESS);
        Resident renewed = cast.renewed(resident, resident.person(), Cast.now().minusSeconds(60));
        told(resident.holder(), 2);
        cast.gateway
                .issued(renewed.holder(), renewed.person(), renewed.card(), resident.card())
                .join();
        post(
                        resident.holder(),
                        "/certificates",
                        Tokens.officer(),
                        Map.of("certificate", renewed.card().certificateText()))
                .statusCode(201);
        post(
                        resident.holder(),
                        "/consents/withdrawals",
                        Tokens.officer(),
                        withdrawal(renewed, Cast.now()))
                .statusCode(201);

        assertEquals(
                List.of(
                        ConsentChanged.Kind.GIVEN,
                        ConsentChanged.Kind.CERTIFICATE_REPLACED,
                        ConsentChanged.Kind.WITHDRAWN),
                told(resident.holder(), 3).stream().map(ConsentChanged::kind).toList());
    }

    @Test
    void refusesTheVeryNextChangeAfterAWithdrawal() {
        Resident resident = cast.consented(Town.CHIYODA, Item.ADDRESS);
        Instant now = Cast.now();
        post(
                        resident.holder(),
                        "/consents/withdrawals",
                        Tokens.officer(),
                        withdrawal(resident, now))
                .statusCode(201);

        ChangeKey change =
                cast.says(
                        Town.CHIYODA,
                        resident,
                        ChangeReason.CORRECTION,
                        now,
                        Cast.address(resident.person()));

        assertEquals(
                List.of("ADDRESS REFUSED CONSENT_WITHDRAWN"), cast.verdicts(resident, change, 1));
    }

    @Test
    void endsAConsentThatWasGivenBeforeAWithdrawalAndComesLater() {
        Resident resident = cast.consented(Town.CHIYODA, Item.ADDRESS);
        Instant now = Cast.now();
        post(
                        resident.holder(),
                        "/consents/withdrawals",
                        Tokens.officer(),
                        withdrawal(resident, now))
                .statusCode(201);

        cast.counter.importConsent(
                resident.holder(),
                resident.card(),
                Set.of(Item.ADDRESS, Item.NAME),
                now.minus(Duration.ofDays(100)));

        past(Tokens.officer(), resident.holder(), "ADDRESS", now)
                .statusCode(200)
                .body("answer", equalTo("NOT_CONSENTED"))
                .body("refusal", equalTo("CONSENT_WITHDRAWN"))
                .body("consent.version", equalTo(2));
    }

    @Test
    void answersForThePastToOfficersAndToTheHolder() {
        Resident resident = cast.consented(Town.CHIYODA, Item.ADDRESS);
        Instant consented = Cast.now().minus(Duration.ofDays(300));
        for (String token : List.of(Tokens.officer(), Tokens.portal(resident.holder()))) {
            past(token, resident.holder(), "ADDRESS", consented)
                    .statusCode(200)
                    .body("answer", equalTo("CONSENTED"))
                    .body("consent.version", equalTo(1));
            past(token, resident.holder(), "NAME", consented)
                    .statusCode(200)
                    .body("answer", equalTo("NOT_CONSENTED"))
                    .body("refusal", equalTo("ITEM_NOT_CONSENTED"))
                    .body("consent", notNullValue());
            past(token, resident.holder(), "ADDRESS", Cast.now().minus(Duration.ofDays(7_300)))
                    .statusCode(200)
                    .body("answer", equalTo("NOT_CONSENTED"))
                    .body("refusal", equalTo("NO_CONSENT"));
        }
    }

    @Test
    void answersNothingOutsideTheTimeThatItKnows() {
        Resident resident = cast.consented(Town.CHIYODA, Item.ADDRESS);
        for (Instant at :
                List.of(
                        Cast.now().plus(Duration.ofMinutes(1)),
                        Cast.now().minus(Duration.ofDays(7_306)))) {
            past(Tokens.officer(), resident.holder(), "ADDRESS", at)
                    .statusCode(400)
                    .body("title", equalTo("OUT_OF_RANGE"));
        }
        past(Tokens.officer(), resident.holder(), "PHONE", Cast.now()).statusCode(400);
    }

    @Test
    void answersACitizenNothingOfAnother() {
        Resident resident = cast.consented(Town.CHIYODA, Item.ADDRESS);
        String curious = Tokens.portal(new HolderId(UUID.randomUUID()));
        Instant at = Cast.now().minus(Duration.ofDays(300));

        String ofAnother =
                past(curious, resident.holder(), "ADDRESS", at)
                        .statusCode(404)
                        .extract()
                        .asString();

        assertEquals(
                past(curious, new HolderId(UUID.randomUUID()), "ADDRESS", at)
                        .statusCode(404)
                        .extract()
                        .asString(),
                ofAnother);
    }

    @Test
    void takesNoConsentBeforeACertificateWasSubmittedAtThePolice() {
        Person person = Cast.hanako(Town.CHIYODA);
        Resident first =
                new Resident(
                        new HolderId(UUID.randomUUID()),
                        person,
                        cast.jpki.issue(person, Cast.now().minus(Duration.ofDays(700))));
        Resident known = cast.renewed(first, person, Cast.now().minus(Duration.ofDays(1)));
        Awaitility.await().atMost(PATIENCE).until(() -> count("certificates", known.holder()) == 1);

        post(known.holder(), "/consents", Tokens.officer(), consent(known, Cast.now()))
                .statusCode(409)
                .body("title", equalTo("CERTIFICATE_NOT_SUBMITTED"));
    }

    @Test
    void linksAtThePortalOnlyAnHourAfterTheSubmissionAtThePolice() throws SQLException {
        Resident resident = cast.resident(Town.CHIYODA);
        String citizen = Tokens.portal(resident.holder());
        Map<String, String> certificate = Map.of("certificate", resident.card().certificateText());

        post(resident.holder(), "/certificates", citizen, certificate)
                .statusCode(409)
                .body("title", equalTo("LINKAGE_TOO_EARLY"))
                .body("detail", startsWith("from "));
        post(resident.holder(), "/consents", citizen, consent(resident, Cast.now()))
                .statusCode(409)
                .body("title", equalTo("LINKAGE_TOO_EARLY"));
        anHourPasses(resident.holder());

        post(resident.holder(), "/certificates", citizen, certificate).statusCode(201);
        post(resident.holder(), "/consents", citizen, consent(resident, Cast.now()))
                .statusCode(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"髙田町", "葛\uDB40\uDD00城市", "か\u3099", "\uE000町", "ｶｺﾞｼﾏ", "\uD842\uDFB7野家町"})
    void storesATextAsItWasSigned(String text) throws SQLException {
        Resident resident = cast.resident(Town.CHIYODA);

        post(
                        resident.holder(),
                        "/domicile-submissions",
                        Tokens.portal(resident.holder()),
                        domicile(resident, text, Cast.now()))
                .statusCode(201);

        assertEquals(text, storedDomicile(resident.holder()));
    }

    private static ValidatableResponse past(
            String token, HolderId holder, String item, Instant at) {
        return as(token)
                .queryParam("item", item)
                .queryParam("at", at.truncatedTo(ChronoUnit.SECONDS).toString())
                .get("/holders/" + holder.text() + "/consents/past")
                .then();
    }

    /// All that was told of the holder's consent, once there is so much.
    private List<ConsentChanged> told(HolderId holder, int count) {
        return Awaitility.await("news of a consent")
                .atMost(PATIENCE)
                .pollInSameThread()
                .until(
                        () -> cast.told(Topics.CONSENT_CHANGED, holder, ConsentChanged.class),
                        found -> found.size() >= count);
    }

    private void anHourPasses(HolderId holder) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement update =
                        connection.prepareStatement(
                                "update police_submissions set submitted_at = submitted_at - interval"
                                        + " '1 hour' where holder = cast(? as uuid)")) {
            update.setString(1, holder.text());
            assertEquals(1, update.executeUpdate());
        }
    }

    private int count(String table, HolderId holder) throws SQLException {
        return Integer.parseInt(one("select count(*) from " + table, holder));
    }

    private String storedDomicile(HolderId holder) throws SQLException {
        return one("select domicile from domicile_submissions", holder);
    }

    private String one(String select, HolderId holder) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query =
                        connection.prepareStatement(select + " where holder = cast(? as uuid)")) {
            query.setString(1, holder.text());
            ResultSet row = query.executeQuery();
            assertTrue(row.next());
            return row.getString(1);
        }
    }
}
