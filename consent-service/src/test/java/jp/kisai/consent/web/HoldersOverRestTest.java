package jp.kisai.consent.web;

import static io.restassured.RestAssured.given;
import static jp.kisai.consent.web.Forms.as;
import static jp.kisai.consent.web.Forms.consent;
import static jp.kisai.consent.web.Forms.consentText;
import static jp.kisai.consent.web.Forms.domicile;
import static jp.kisai.consent.web.Forms.paper;
import static jp.kisai.consent.web.Forms.post;
import static jp.kisai.consent.web.Forms.withdrawal;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import jp.kisai.consent.Cast;
import jp.kisai.consent.TrustFiles;
import jp.kisai.consent.outside.Answers;
import jp.kisai.consent.outside.PemFile;
import jp.kisai.contracts.signature.SignedDocument;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.localstack.doubles.Resident;
import jp.kisai.localstack.doubles.SignatureCard;
import jp.kisai.localstack.doubles.Town;
import jp.kisai.testkit.KafkaAndPostgres;
import jp.kisai.testkit.Tokens;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What holders hand in over HTTP, with right and wrong tokens and papers.
@QuarkusTest
@WithTestResource(TrustFiles.class)
@WithTestResource(
        value = KafkaAndPostgres.class,
        initArgs = @ResourceArg(name = "database", value = "consent"))
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HoldersOverRestTest {

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
    void registersAConsentAndAnswersWithASignedReceipt() {
        Resident resident = cast.resident(Town.CHIYODA);

        ValidatableResponse response =
                post(
                                resident.holder(),
                                "/consents",
                                Tokens.officer(),
                                consent(resident, Cast.now()))
                        .statusCode(201)
                        .body("consent.version", equalTo(1))
                        .body("consent.items", equalTo(List.of("ADDRESS", "NAME")));

        byte[] receipt =
                Base64.getDecoder().decode(response.extract().jsonPath().getString("receipt"));
        assertInstanceOf(SignedDocument.Check.Signed.class, SignedDocument.open(receipt));
    }

    @Test
    void registersTheSameConsentOnce() {
        Resident resident = cast.resident(Town.CHIYODA);
        String document = consent(resident, Cast.now());
        post(resident.holder(), "/consents", Tokens.officer(), document).statusCode(201);

        post(resident.holder(), "/consents", Tokens.officer(), document)
                .statusCode(201)
                .body("consent.version", equalTo(1));

        as(Tokens.portal(resident.holder()))
                .get("/holders/" + resident.holder().text() + "/consents")
                .then()
                .statusCode(200)
                .body("", hasSize(1));
    }

    @Test
    void withdrawsAtOnce() {
        Resident resident = cast.consented(Town.CHIYODA, Item.ADDRESS);
        Instant now = Cast.now();
        post(
                        resident.holder(),
                        "/consents/withdrawals",
                        Tokens.officer(),
                        withdrawal(resident, now))
                .statusCode(201);

        as(Tokens.officer())
                .get("/holders/" + resident.holder().text() + "/consents")
                .then()
                .body("[0].withdrawnAt", equalTo(now.toString()));
    }

    @Test
    void takesAPaperOnceHoweverOftenItIsHandedIn() {
        Resident resident = cast.consented(Town.CHIYODA, Item.ADDRESS);
        Instant now = Cast.now();
        String submission = domicile(resident, "東京都千代田区千代田1番", now);
        String another = domicile(resident, "東京都千代田区千代田2番", now);
        String withdrawal = withdrawal(resident, now);
        String portal = Tokens.portal(resident.holder());

        List<String> submissions =
                Stream.of(submission, submission, another)
                        .map(document -> submit(resident, portal, document))
                        .toList();
        assertEquals(submissions.get(0), submissions.get(1));
        assertNotEquals(submissions.get(0), submissions.get(2));

        for (int time = 0; time < 2; time++) {
            post(resident.holder(), "/consents/withdrawals", portal, withdrawal)
                    .statusCode(201)
                    .body("withdrawnAt", equalTo(now.toString()));
        }
    }

    private static String submit(Resident resident, String token, String document) {
        return post(resident.holder(), "/domicile-submissions", token, document)
                .statusCode(201)
                .extract()
                .path("submission");
    }

    @Test
    void refusesAPaperThatWasSignedLongAgo() {
        Resident resident = cast.resident(Town.CHIYODA);

        post(
                        resident.holder(),
                        "/consents",
                        Tokens.officer(),
                        consent(resident, Cast.now().minus(Duration.ofMinutes(11))))
                .statusCode(422)
                .contentType("application/problem+json")
                .body("title", equalTo("SIGNED_TOO_LONG_AGO"));
    }

    @Test
    void refusesAPaperForAnotherHolder() {
        Resident resident = cast.resident(Town.CHIYODA);
        Resident other = cast.resident(Town.CHIYODA);

        post(other.holder(), "/consents", Tokens.officer(), consent(resident, Cast.now()))
                .statusCode(422)
                .body("title", equalTo("OTHER_HOLDER"));
    }

    @Test
    void refusesAPaperThatAnotherSigned() {
        Resident resident = cast.resident(Town.CHIYODA);
        Resident other = cast.resident(Town.CHIYODA);
        Instant now = Cast.now();

        post(
                        resident.holder(),
                        "/consents",
                        Tokens.officer(),
                        paper(consentText(resident.holder(), now), other.card(), now))
                .statusCode(409)
                .body("title", equalTo("CERTIFICATE_NOT_SUBMITTED"));
    }

    @Test
    void refusesACertificateThatAnotherSubmitted() {
        Resident resident = cast.resident(Town.CHIYODA);

        post(
                        new HolderId(UUID.randomUUID()),
                        "/certificates",
                        Tokens.officer(),
                        Map.of("certificate", resident.card().certificateText()))
                .statusCode(409)
                .body("title", equalTo("CERTIFICATE_OF_ANOTHER"));
    }

    @Test
    void refusesACertificateUnderAnotherPolicy() {
        SignatureCard card =
                cast.jpki.issue(Cast.hanako(Town.CHIYODA), Cast.now(), "1.2.392.200149.8.5.1.3.30");

        post(
                        new HolderId(UUID.randomUUID()),
                        "/certificates",
                        Tokens.officer(),
                        Map.of("certificate", card.certificateText()))
                .statusCode(422)
                .body("title", equalTo("CERTIFICATE_NOT_IN_ORDER"))
                .body("detail", equalTo("WRONG_POLICY"));
    }

    @Test
    void refusesAnExpiredCertificate() {
        SignatureCard card =
                cast.jpki.issue(Cast.hanako(Town.CHIYODA), Cast.now().minus(Duration.ofDays(3000)));

        post(
                        new HolderId(UUID.randomUUID()),
                        "/certificates",
                        Tokens.officer(),
                        Map.of("certificate", card.certificateText()))
                .statusCode(422)
                .body("detail", equalTo("EXPIRED"));
    }

    @Test
    void tellsACitizenTheSameOfAnotherAndOfNobody() {
        Resident known = cast.consented(Town.CHIYODA, Item.ADDRESS);
        String curious = Tokens.portal(new HolderId(UUID.randomUUID()));

        String ofAnother = problem(curious, known.holder().text());
        String ofNobody = problem(curious, UUID.randomUUID().toString());

        assertEquals(ofNobody, ofAnother);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/certificates",
                "/consents",
                "/consents/withdrawals",
                "/domicile-submissions"
            })
    void takesNothingFromACitizenForAnother(String path) {
        Resident resident = cast.resident(Town.CHIYODA);

        post(
                        resident.holder(),
                        path,
                        Tokens.portal(new HolderId(UUID.randomUUID())),
                        consent(resident, Cast.now()))
                .statusCode(404);
    }

    @Test
    void asksForATokenWithTheRole() {
        String path = "/holders/" + UUID.randomUUID() + "/consents";

        given().get(path).then().statusCode(401);
        as(Tokens.expired("officer")).get(path).then().statusCode(401);
        as(Tokens.forged("officer")).get(path).then().statusCode(401);
        as(Tokens.forAnotherAudience("officer")).get(path).then().statusCode(401);
        as(Tokens.factory()).get(path).then().statusCode(403);
        as(Tokens.officer()).get(path).then().statusCode(404);
        as(Tokens.officer())
                .contentType("application/json")
                .body("{}")
                .post("/producers")
                .then()
                .statusCode(403);
        as(Tokens.officer())
                .contentType("application/pkix-crl")
                .body(new byte[1])
                .put("/revocation-lists")
                .then()
                .statusCode(403);
    }

    @Test
    void importsNoListTwiceAndNoneThatIsBroken() {
        cast.handOverLists();
        Instant now = Cast.now();
        byte[] older =
                cast.jpki.revocationList(
                        Town.NAHA, now.minusSeconds(3600), now.plusSeconds(3600), List.of());
        byte[] broken = older.clone();
        broken[broken.length / 2] ^= 1;

        put(older).statusCode(409).body("title", equalTo("NOT_NEWER"));
        put(broken).statusCode(422);
        put(new byte[0]).statusCode(422).body("title", equalTo("MALFORMED"));
        put("<html>".getBytes(StandardCharsets.UTF_8)).statusCode(422);
    }

    @Test
    void aRevocationCountsWhoeverSaysItFirstAndIsNeverTakenBack() {
        Resident resident = cast.resident(Town.CHIYODA);
        Answers revoked = responder(resident);
        revoked.status = new RevokedStatus(Date.from(Cast.now()), CRLReason.keyCompromise);
        Answers good = responder(resident);
        good.producedAt = Cast.now().plusSeconds(30);

        answer(responder(resident).der()).statusCode(200).body("status", equalTo("GOOD"));
        answer(revoked.der()).statusCode(200).body("status", equalTo("REVOKED"));
        answer(good.der()).statusCode(409).body("title", equalTo("NOT_NEWER"));
        answer(new byte[3]).statusCode(422).body("title", equalTo("MALFORMED"));

        post(resident.holder(), "/consents", Tokens.officer(), consent(resident, Cast.now()))
                .statusCode(422)
                .body("title", equalTo("CERTIFICATE_NOT_VALID"))
                .body("detail", equalTo("COMPROMISED"));
    }

    @Test
    void knowsNothingOfAnUnknownEvent() {
        as(Tokens.operator())
                .get("/journeys/" + UUID.randomUUID())
                .then()
                .statusCode(200)
                .body("", hasSize(0));
        as(Tokens.operator())
                .get("/journeys/unknown")
                .then()
                .statusCode(400)
                .body("type", startsWith("urn:kisai:problem:"));
    }

    private static Answers responder(Resident resident) {
        PemFile.Signer anchor = PemFile.signer(Path.of("target", "trust", "jpki", "anchor.pem"));
        Answers answers = new Answers(anchor.certificate(), anchor.key(), Cast.now());
        answers.serial = resident.card().serial().value();
        return answers;
    }

    private static ValidatableResponse answer(byte[] der) {
        return as(Tokens.jpkiGateway())
                .contentType("application/ocsp-response")
                .body(der)
                .put("/ocsp-answers")
                .then();
    }

    private static ValidatableResponse put(byte[] list) {
        return as(Tokens.jpkiGateway())
                .contentType("application/pkix-crl")
                .body(list)
                .put("/revocation-lists")
                .then();
    }

    private static String problem(String token, String holder) {
        return as(token)
                .get("/holders/" + holder + "/consents")
                .then()
                .statusCode(404)
                .extract()
                .asString();
    }
}
