package jp.kisai.contracts.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Instant;
import java.util.stream.Stream;
import jp.kisai.contracts.signature.SignedDocument.Check;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class SignedDocumentTest {

    private static final byte[] CONTENT = "{\"document\":\"kisai-consent/1\"}".getBytes(UTF_8);
    private static final Instant AT = Instant.parse("2026-11-23T01:02:03Z");

    @TestFactory
    Stream<DynamicTest> opensWhatItSigned() {
        return Stream.of(Keys.rsa(2048), Keys.p256(), Keys.elliptic("secp384r1"))
                .map(
                        keys ->
                                DynamicTest.dynamicTest(
                                        keys.key().getAlgorithm(),
                                        () -> {
                                            byte[] document =
                                                    SignedDocument.sign(
                                                            CONTENT,
                                                            keys.key(),
                                                            keys.certificate(),
                                                            AT);
                                            Check.Signed signed =
                                                    assertInstanceOf(
                                                            Check.Signed.class,
                                                            SignedDocument.open(document));
                                            assertArrayEquals(CONTENT, signed.content());
                                            assertEquals(keys.certificate(), signed.by());
                                            assertEquals(AT, signed.signingTime());
                                        }));
    }

    @Test
    void refusesADetachedSignature() {
        Keys keys = Keys.p256();
        assertEquals(
                new Check.Refused("no content"),
                SignedDocument.open(
                        DetachedSignature.sign(CONTENT, keys.key(), keys.certificate())));
    }

    @Test
    void refusesADocumentWithoutSigningTime() {
        Keys keys = Keys.p256();
        assertEquals(
                new Check.Refused("no signing time"),
                SignedDocument.open(
                        new CmsSigner(keys.key(), keys.certificate(), null).sign(CONTENT, true)));
    }

    @Test
    void refusesTheRightCertificateWithTheWrongKey() {
        Keys thief = new Keys(Keys.p256().key(), Keys.p256().certificate());
        assertEquals(
                new Check.Refused("the signature does not verify"),
                SignedDocument.open(
                        SignedDocument.sign(CONTENT, thief.key(), thief.certificate(), AT)));
    }

    @Test
    void refusesWhatIsNoDocument() {
        assertEquals(new Check.Refused("not DER"), SignedDocument.open(new byte[0]));
        assertEquals(new Check.Refused("not DER"), SignedDocument.open(CONTENT));
    }
}
