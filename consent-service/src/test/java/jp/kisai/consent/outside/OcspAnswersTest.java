package jp.kisai.consent.outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import jp.kisai.consent.domain.Revocation;
import jp.kisai.contracts.vocabulary.RevocationReason;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Answers that are right in everything but one thing.
class OcspAnswersTest {

    private static final Forge FORGE = new Forge();
    private static final Instant NOW = Instant.parse("2026-11-23T03:00:00Z");
    private static final Duration SKEW = Duration.ofSeconds(60);
    private static final byte[] NONCE = {1, 2, 3, 4};

    static Stream<Arguments> hostile() {
        return Stream.of(
                wrong("NOT_SUCCESSFUL", one -> one.outcome = OCSPRespBuilder.TRY_LATER),
                wrong("NOT_SUCCESSFUL", one -> one.outcome = OCSPRespBuilder.UNAUTHORIZED),
                wrong("NOT_ABOUT_ONE", one -> one.about = 0),
                wrong("NOT_ABOUT_ONE", one -> one.about = 2),
                wrong("UNKNOWN_ISSUER", one -> one.issuerKey = Forge.rsa(2048).getPublic()),
                wrong("WRONG_RESPONDER", one -> one.named = new X500Name("C=JP,O=Another")),
                wrong("NOT_SIGNED_BY_RESPONDER", one -> one.signedBy = other()),
                wrong("ALGORITHM_NOT_ALLOWED", one -> one.algorithm = "SHA1withRSA"),
                wrong("UNKNOWN_CRITICAL_EXTENSION", one -> one.unknownCritical = true),
                wrong("NOT_YET_ISSUED", one -> one.producedAt = NOW.plusSeconds(61)),
                wrong("NOT_YET_ISSUED", one -> one.thisUpdate = NOW.plusSeconds(61)),
                wrong("OVERDUE", one -> one.nextUpdate = NOW),
                wrong("OVERDUE", one -> one.nextUpdate = null),
                byAppointed(
                        "RESPONDER_WITHOUT_PURPOSE",
                        one -> one.purpose = KeyPurposeId.id_kp_serverAuth),
                byAppointed("RESPONDER_NOT_VALID", one -> one.responderUntil = NOW.minusSeconds(1)),
                byAppointed("RESPONDER_NOT_ISSUED_BY_ANCHOR", one -> one.appointedBy = other()),
                byAppointed("NOT_SIGNED_BY_RESPONDER", one -> one.signedBy = other()));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void refusesEachForItsOwnReason(String rule, Answers answer) {
        assertEquals(rule, word(reader().read(answer.der(), null, NOW)));
    }

    @Test
    void takesTheAnchorsOwnWordAndThatOfWhomItAppointed() {
        Answers appointed = answers();
        appointed.appointed = true;

        assertEquals("GOOD", word(reader().read(answers().der(), null, NOW)));
        assertEquals("GOOD", word(reader().read(appointed.der(), null, NOW)));
    }

    @Test
    void saysUnknownWhereTheResponderDoes() {
        Answers answer = answers();
        answer.status = new UnknownStatus();

        assertEquals("UNKNOWN", word(reader().read(answer.der(), null, NOW)));
    }

    @Test
    void readsTheRevocation() {
        Answers answer = answers();
        answer.status = new RevokedStatus(Date.from(NOW.minusSeconds(60)), CRLReason.keyCompromise);

        OcspReading.InOrder read =
                assertInstanceOf(OcspReading.InOrder.class, reader().read(answer.der(), null, NOW));

        assertEquals(
                new OcspAnswer.Status.Revoked(
                        new Revocation(RevocationReason.KEY_COMPROMISE, NOW.minusSeconds(60))),
                read.answer().status());
    }

    @Test
    void wantsTheNonceThatWasSent() {
        Answers with = answers();
        with.nonce = NONCE;
        Answers other = answers();
        other.nonce = new byte[] {4, 3, 2, 1};

        assertEquals("GOOD", word(reader().read(with.der(), NONCE, NOW)));
        assertEquals("GOOD", word(reader().read(with.der(), null, NOW)));
        assertEquals("WRONG_NONCE", word(reader().read(other.der(), NONCE, NOW)));
        assertEquals("WRONG_NONCE", word(reader().read(answers().der(), NONCE, NOW)));
    }

    @Test
    void answersWhateverTheBytes() {
        for (byte[] bytes :
                List.of(
                        new byte[0],
                        new byte[40_000],
                        "<html>".getBytes(StandardCharsets.UTF_8),
                        new byte[] {0x30, 3, 10, 1, 0})) {
            assertEquals("MALFORMED", word(reader().read(bytes, null, NOW)));
        }
    }

    /// The certificates that come along are outside the signature; what the answer says is not.
    @Test
    void noMutantSaysAnythingElse() {
        Answers appointed = answers();
        appointed.appointed = true;
        byte[] valid = appointed.der();
        OcspReading original = reader().read(valid, null, NOW);

        int mutants =
                Mutants.each(
                        valid,
                        (mutant, bit) -> {
                            OcspReading read = reader().read(mutant, null, NOW);
                            if (read instanceof OcspReading.InOrder) {
                                assertEquals(original, read, "bit " + bit);
                            }
                        });

        assertTrue(mutants >= 10_000, mutants + " mutants");
    }

    private static Arguments wrong(String rule, Consumer<Answers> fault) {
        Answers answer = answers();
        fault.accept(answer);
        return Arguments.of(rule, answer);
    }

    private static Arguments byAppointed(String rule, Consumer<Answers> fault) {
        Answers answer = answers();
        answer.appointed = true;
        fault.accept(answer);
        return Arguments.of(rule, answer);
    }

    private static Answers answers() {
        return new Answers(FORGE.anchor, FORGE.keys.getPrivate(), NOW);
    }

    private static PrivateKey other() {
        return Forge.rsa(2048).getPrivate();
    }

    private static OcspAnswers reader() {
        return new OcspAnswers(
                new CertificateChecks(List.of(FORGE.anchor), Forge.POLICY, Forge.QUIET), SKEW);
    }

    private static String word(OcspReading reading) {
        return switch (reading) {
            case OcspReading.NotInOrder(OcspRule rule) -> rule.name();
            case OcspReading.InOrder(OcspAnswer answer) ->
                    switch (answer.status()) {
                        case OcspAnswer.Status.Good _ -> "GOOD";
                        case OcspAnswer.Status.Revoked _ -> "REVOKED";
                        case OcspAnswer.Status.Unknown _ -> "UNKNOWN";
                    };
        };
    }
}
