package jp.kisai.consent.web;

import static jp.kisai.consent.web.Forms.consent;
import static jp.kisai.consent.web.Forms.post;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.kisai.consent.Cast;
import jp.kisai.consent.ConsentSettings;
import jp.kisai.consent.TrustFiles;
import jp.kisai.localstack.doubles.Resident;
import jp.kisai.localstack.doubles.Town;
import jp.kisai.testkit.KafkaAndPostgres;
import jp.kisai.testkit.Tokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// A holder at home, with a receipt, the certificate of the service and `openssl`: the commands of
/// the page, as they stand.
@QuarkusTest
@WithTestResource(TrustFiles.class)
@WithTestResource(
        value = KafkaAndPostgres.class,
        initArgs = @ResourceArg(name = "database", value = "consent"))
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReceiptsTest {

    private static final Path PAGE = Path.of("../docs/reference/rest.md");
    private static final Pattern STEP =
            Pattern.compile("^```sh step=receipt\\R(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern CERTIFICATE =
            Pattern.compile(
                    "-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----\\R", Pattern.DOTALL);

    @Inject ConsentSettings settings;
    @TempDir Path home;

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

    @BeforeEach
    void skipWithoutOpenssl() throws IOException, InterruptedException {
        assumeTrue(
                run("command -v openssl") == 0,
                "skipped: openssl is not installed on this machine");
    }

    @Test
    void aReceiptIsProvenOffline() throws IOException, InterruptedException {
        Resident resident = cast.resident(Town.CHIYODA);
        keep(receipt(resident));

        assertEquals(0, run(step()));

        JsonNode proven = new ObjectMapper().readTree(home.resolve("receipt.json").toFile());
        assertEquals("kisai-consent-receipt/1", proven.path("document").textValue());
        assertEquals(resident.holder().text(), proven.path("holder").textValue());
        assertEquals(1, proven.at("/consent/version").intValue());
        assertEquals("ADDRESS", proven.at("/consent/items/0").textValue());
        assertTrue(proven.at("/consent/end").isTextual());
    }

    @Test
    void anAlteredReceiptIsNot() throws IOException, InterruptedException {
        byte[] receipt = Base64.getDecoder().decode(receipt(cast.resident(Town.CHIYODA)));
        String text = new String(receipt, StandardCharsets.ISO_8859_1);
        receipt[text.indexOf("ADDRESS")] ^= 1;
        keep(Base64.getEncoder().encodeToString(receipt));

        assertNotEquals(0, run(step()));
    }

    private static String receipt(Resident resident) {
        return post(resident.holder(), "/consents", Tokens.officer(), consent(resident, Cast.now()))
                .statusCode(201)
                .extract()
                .jsonPath()
                .getString("receipt");
    }

    private void keep(String receipt) throws IOException {
        Files.writeString(home.resolve("receipt.b64"), receipt);
        Matcher certificate = CERTIFICATE.matcher(Files.readString(settings.signer()));
        assertTrue(certificate.find());
        Files.writeString(home.resolve("suite.pem"), certificate.group());
    }

    private static String step() throws IOException {
        Matcher step = STEP.matcher(Files.readString(PAGE));
        assertTrue(step.find(), "the page has the step");
        return step.group(1);
    }

    private int run(String script) throws IOException, InterruptedException {
        Process bash =
                new ProcessBuilder("bash", "-euo", "pipefail", "-c", script)
                        .directory(home.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        assertTrue(bash.waitFor(60, TimeUnit.SECONDS));
        return bash.exitValue();
    }
}
