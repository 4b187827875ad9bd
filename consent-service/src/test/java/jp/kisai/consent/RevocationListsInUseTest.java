package jp.kisai.consent;

import static jp.kisai.consent.web.Forms.as;
import static jp.kisai.consent.web.Forms.consent;
import static jp.kisai.consent.web.Forms.post;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import jp.kisai.contracts.vocabulary.RevocationReason;
import jp.kisai.localstack.doubles.Resident;
import jp.kisai.localstack.doubles.Revocation;
import jp.kisai.localstack.doubles.Town;
import jp.kisai.testkit.KafkaAndPostgres;
import jp.kisai.testkit.Tokens;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What revocation lists make of a holder at the counter: one after another, for the wrong place,
/// and broken.
@QuarkusTest
@WithTestResource(TrustFiles.class)
@WithTestResource(
        value = KafkaAndPostgres.class,
        initArgs = @ResourceArg(name = "database", value = "consent"))
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RevocationListsInUseTest {

    @Inject AgroalDataSource database;

    private Cast cast;
    private Instant last = Instant.EPOCH;

    @BeforeAll
    void assemble() throws IOException, GeneralSecurityException {
        cast = Cast.assemble();
        cast.handOverLists();
        last = Cast.now();
    }

    @AfterAll
    void close() {
        cast.close();
    }

    @Test
    void aHoldIsFinalThoughTheNextListNoLongerNamesIt() {
        Resident resident = cast.resident(Town.NAHA);
        put(list(Town.NAHA, revoked(resident, RevocationReason.CERTIFICATE_HOLD))).statusCode(200);
        consents(resident).statusCode(422).body("detail", equalTo("GIVEN_UP"));

        put(list(Town.NAHA)).statusCode(200).body("entries", equalTo(0));

        consents(resident).statusCode(422).body("detail", equalTo("GIVEN_UP"));
    }

    /// A reason may become known later; whether it is revoked does not change.
    @Test
    void theReasonOfTheNewerListCounts() {
        Resident resident = cast.resident(Town.NAHA);
        put(list(Town.NAHA, revoked(resident, RevocationReason.SUPERSEDED))).statusCode(200);
        consents(resident).statusCode(422).body("detail", equalTo("RENEWED"));

        put(list(Town.NAHA, revoked(resident, RevocationReason.KEY_COMPROMISE))).statusCode(200);

        consents(resident).statusCode(422).body("detail", equalTo("COMPROMISED"));
    }

    @Test
    void aListOfAnotherPlaceSpeaksForNobodyHere() {
        Resident resident = cast.resident(Town.NAHA);
        forgetTheListsOf(resident);
        put(list(Town.CHIYODA)).statusCode(200);

        consents(resident)
                .statusCode(503)
                .body("title", equalTo("TRY_AGAIN_LATER"))
                .body("detail", equalTo("REVOCATION_UNKNOWN"));

        put(list(Town.NAHA)).statusCode(200);
        consents(resident).statusCode(201);
    }

    @Test
    void aListTooOldSpeaksForNobody() {
        Resident resident = cast.resident(Town.NAHA);
        forgetTheListsOf(resident);
        Instant old = Cast.now().minus(Duration.ofHours(49));
        put(cast.jpki.revocationList(
                        Town.NAHA, old, Cast.now().plus(Duration.ofDays(9)), List.of()))
                .statusCode(200);

        consents(resident).statusCode(503).body("detail", equalTo("REVOCATION_UNKNOWN"));

        put(list(Town.NAHA)).statusCode(200);
        consents(resident).statusCode(201);
    }

    /// As a download that broke off, and as the error page of a web server.
    @Test
    void nothingOfABrokenListIsTakenIn() {
        Resident resident = cast.resident(Town.NAHA);
        byte[] whole = list(Town.NAHA, revoked(resident, RevocationReason.KEY_COMPROMISE));

        put(Arrays.copyOf(whole, whole.length - 1))
                .statusCode(422)
                .body("title", equalTo("MALFORMED"));
        put("<!DOCTYPE html><html><body>OK</body></html>".getBytes(StandardCharsets.UTF_8))
                .statusCode(422)
                .body("title", equalTo("MALFORMED"));

        assertEquals(
                List.of(),
                new Rows(database)
                        .of(
                                "select serial from revocations where serial = ?",
                                resident.card().serial().text()));
        consents(resident).statusCode(201);
    }

    @Test
    void noListGoesBackOrComesTwice() {
        byte[] earlier = list(Town.NAHA);
        byte[] later = list(Town.NAHA);
        put(later).statusCode(200);

        put(earlier).statusCode(409).body("title", equalTo("NOT_NEWER"));
        put(later).statusCode(409).body("title", equalTo("NOT_NEWER"));
    }

    private ValidatableResponse consents(Resident resident) {
        return post(
                resident.holder(), "/consents", Tokens.officer(), consent(resident, Cast.now()));
    }

    /// As if none had come yet.
    private void forgetTheListsOf(Resident resident) {
        new Rows(database)
                .execute(
                        "delete from revocation_lists where distribution_point in"
                                + " (select distribution_point from certificates where serial = ?)",
                        resident.card().serial().text());
    }

    /// The next list of a town. Its number is the second: no two within one.
    private byte[] list(Town town, Revocation... entries) {
        Awaitility.await().until(() -> Cast.now().isAfter(last));
        last = Cast.now();
        return cast.jpki.revocationList(
                town, last, last.plus(Duration.ofDays(2)), List.of(entries));
    }

    private static Revocation revoked(Resident resident, RevocationReason reason) {
        return new Revocation(resident.card().serial().value(), reason, Cast.now().minusSeconds(5));
    }

    private static ValidatableResponse put(byte[] list) {
        return as(Tokens.jpkiGateway())
                .contentType("application/pkix-crl")
                .body(list)
                .put("/revocation-lists")
                .then();
    }
}
