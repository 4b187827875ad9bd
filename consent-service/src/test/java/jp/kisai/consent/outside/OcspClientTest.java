package jp.kisai.consent.outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import jp.kisai.consent.domain.CertificateKey;
import jp.kisai.consent.outside.ResponderDouble.Conduct;
import jp.kisai.contracts.vocabulary.CertificateSerial;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A responder is asked over HTTP, and whatever it does, there is an answer in time or none.
@Timeout(60)
class OcspClientTest {

    private static final Forge FORGE = new Forge();
    private static final CertificateChecks CHECKS =
            new CertificateChecks(List.of(FORGE.anchor), Forge.POLICY, Forge.QUIET);
    private static final OcspAnswers ANSWERS = new OcspAnswers(CHECKS, Duration.ofSeconds(60));
    private static final CertificateKey ASKED =
            new CertificateKey(
                    CHECKS.anchors().getFirst().id(), CertificateSerial.of("1267abcdef0123"));

    private ResponderDouble responder;

    @BeforeEach
    void open() throws IOException {
        responder = new ResponderDouble(new PemFile.Signer(FORGE.keys.getPrivate(), FORGE.anchor));
    }

    @AfterEach
    void close() {
        responder.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GOOD, GOOD",
        "REVOKED, REVOKED",
        "UNKNOWN, UNKNOWN",
        "TRY_LATER, NOT_SUCCESSFUL",
        "OTHER_NONCE, WRONG_NONCE",
        "NO_NONCE, WRONG_NONCE",
        "OTHER_CERTIFICATE, OTHER_CERTIFICATE",
        "HTML, MALFORMED",
        "STATUS_500, TURNED_AWAY",
        "REDIRECT, TURNED_AWAY",
        "ENDLESS, UNREACHABLE",
        "CUTS_OFF, UNREACHABLE",
    })
    void hearsWhatTheResponderSaysOrThatItSaysNothing(Conduct conduct, String heard) {
        responder.behaves(conduct);

        try (OcspClient client = client(responder.address(), Duration.ofSeconds(20), 1)) {
            assertEquals(heard, word(client.ask(ASKED).join()));
        }
    }

    @ParameterizedTest
    @CsvSource({"SILENT", "STALLS"})
    void waitsForNobodyLongerThanTheLimit(Conduct conduct) {
        responder.behaves(conduct);
        try (OcspClient client = client(responder.address(), Duration.ofMillis(300), 1)) {
            long begin = System.nanoTime();

            assertEquals("OUT_OF_TIME", word(client.ask(ASKED).join()));

            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            assertTrue(took.compareTo(Duration.ofSeconds(10)) < 0, took::toString);
        }
    }

    @Test
    void hearsNothingWhereNobodyIs() {
        URI nobody = responder.address();
        responder.close();

        try (OcspClient client = client(nobody, Duration.ofSeconds(20), 1)) {
            assertEquals("UNREACHABLE", word(client.ask(ASKED).join()));
        }
    }

    @Test
    void asksNobodyWhileAsManyAnswersAsMayBeAreWaitedFor() {
        responder.behaves(Conduct.SILENT);
        try (OcspClient client = client(responder.address(), Duration.ofMillis(500), 1)) {
            CompletableFuture<OcspClient.Heard> first = client.ask(ASKED);

            CompletableFuture<OcspClient.Heard> second = client.ask(ASKED);

            assertTrue(second.isDone());
            assertEquals("OVERLOADED", word(second.join()));
            assertEquals("OUT_OF_TIME", word(first.join()));
            responder.behaves(Conduct.STATUS_500);
            assertEquals("TURNED_AWAY", word(client.ask(ASKED).join()));
        }
    }

    private static OcspClient client(URI responder, Duration timeout, int atOnce) {
        return new OcspClient(responder, CHECKS, timeout, atOnce);
    }

    private static String word(OcspClient.Heard heard) {
        return switch (heard) {
            case OcspClient.Heard.Nothing(OcspClient.Silence why) -> why.name();
            case OcspClient.Heard.Answer(byte[] der, byte[] nonce) ->
                    switch (ANSWERS.read(der, ASKED, nonce, Instant.now())) {
                        case OcspReading.NotInOrder(OcspRule rule) -> rule.name();
                        case OcspReading.InOrder(OcspAnswer answer) ->
                                switch (answer.status()) {
                                    case OcspAnswer.Status.Good _ -> "GOOD";
                                    case OcspAnswer.Status.Revoked _ -> "REVOKED";
                                    case OcspAnswer.Status.Unknown _ -> "UNKNOWN";
                                };
                    };
        };
    }
}
