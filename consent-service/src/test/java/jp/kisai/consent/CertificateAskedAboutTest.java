package jp.kisai.consent;

import static jp.kisai.consent.web.Forms.as;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import jp.kisai.consent.outside.PemFile;
import jp.kisai.consent.outside.ResponderDouble;
import jp.kisai.consent.outside.ResponderDouble.Conduct;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.RevocationReason;
import jp.kisai.localstack.doubles.Revocation;
import jp.kisai.localstack.doubles.SignatureCard;
import jp.kisai.localstack.doubles.Town;
import jp.kisai.testkit.KafkaAndPostgres;
import jp.kisai.testkit.Tokens;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A certificate is submitted at the police, a responder is asked about it, and there is a list or
/// none: either's *revoked* wins, and a responder that says nothing leaves the list to decide.
@QuarkusTest
@WithTestResource(TrustFiles.class)
@WithTestResource(CertificateAskedAboutTest.Responder.class)
@WithTestResource(
        value = KafkaAndPostgres.class,
        initArgs = @ResourceArg(name = "database", value = "consent"))
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CertificateAskedAboutTest {

    @Inject AgroalDataSource database;

    private Cast cast;

    @BeforeAll
    void assemble() throws IOException, GeneralSecurityException {
        Responder.running().behaves(Conduct.GOOD);
        cast = Cast.assemble();
    }

    @AfterAll
    void close() {
        cast.close();
    }

    @Test
    void theRespondersRevocationWinsOverTheList() {
        cast.handOverLists();
        Responder.running().behaves(Conduct.REVOKED);

        SignatureCard card = card();

        submit(card)
                .statusCode(422)
                .body("title", equalTo("CERTIFICATE_NOT_VALID"))
                .body("detail", equalTo("COMPROMISED"));
        Responder.running().behaves(Conduct.GOOD);
        submit(card).statusCode(422).body("detail", equalTo("COMPROMISED"));
    }

    @Test
    void theListsRevocationWinsOverTheResponder() {
        Responder.running().behaves(Conduct.GOOD);
        SignatureCard card = card();
        Instant now = Cast.now().plusSeconds(1);
        Awaitility.await().until(() -> Cast.now().isAfter(now));
        forgetLists();
        as(Tokens.jpkiGateway())
                .contentType("application/pkix-crl")
                .body(
                        cast.jpki.revocationList(
                                Town.NAHA,
                                now,
                                now.plus(Duration.ofDays(2)),
                                List.of(
                                        new Revocation(
                                                card.serial().value(),
                                                RevocationReason.KEY_COMPROMISE,
                                                now.minusSeconds(60)))))
                .put("/revocation-lists")
                .then()
                .statusCode(200);

        submit(card).statusCode(422).body("detail", equalTo("COMPROMISED"));
    }

    @Test
    void theRespondersWordIsEnoughWhileTheListIsMissing() {
        forgetLists();
        Responder.running().behaves(Conduct.GOOD);

        submit(card()).statusCode(201).body("title", nullValue());
    }

    @ParameterizedTest
    @EnumSource(
            value = Conduct.class,
            names = {"GOOD", "REVOKED"},
            mode = EnumSource.Mode.EXCLUDE)
    void theListDecidesWhateverElseTheResponderDoes(Conduct conduct) {
        cast.handOverLists();
        Responder.running().behaves(conduct);
        submit(card()).statusCode(201);

        forgetLists();

        submit(card())
                .statusCode(503)
                .body("title", equalTo("TRY_AGAIN_LATER"))
                .body("detail", equalTo("REVOCATION_UNKNOWN"));
    }

    private SignatureCard card() {
        return cast.jpki.issue(Cast.hanako(Town.NAHA), Instant.now().minus(Duration.ofDays(3)));
    }

    private void forgetLists() {
        new Rows(database).execute("delete from revocation_lists");
    }

    private static ValidatableResponse submit(SignatureCard card) {
        HolderId holder = new HolderId(UUID.randomUUID());
        return as(Tokens.officer())
                .contentType("application/json")
                .body(Map.of("certificate", Base64.getEncoder().encodeToString(der(card))))
                .post("/holders/" + holder.text() + "/certificates")
                .then();
    }

    private static byte[] der(SignatureCard card) {
        try {
            return card.certificate().getEncoded();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// Started before the service, which is told its address.
    public static final class Responder implements QuarkusTestResourceLifecycleManager {

        private static final AtomicReference<ResponderDouble> DOUBLE = new AtomicReference<>();

        static ResponderDouble running() {
            return Objects.requireNonNull(DOUBLE.get());
        }

        @Override
        public Map<String, String> start() {
            try {
                TrustFiles.jpki();
                ResponderDouble responder =
                        new ResponderDouble(
                                PemFile.signer(TrustFiles.FOLDER.resolve("jpki/anchor.pem")));
                DOUBLE.set(responder);
                return Map.of(
                        "kisai.consent.ocsp-responder",
                        responder.address().toString(),
                        "kisai.consent.ocsp-timeout-ms",
                        "1000");
            } catch (IOException cause) {
                throw new UncheckedIOException(cause);
            } catch (GeneralSecurityException cause) {
                throw new IllegalStateException(cause);
            }
        }

        @Override
        public void stop() {
            running().close();
        }
    }
}
