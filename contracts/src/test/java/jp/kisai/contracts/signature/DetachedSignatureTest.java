package jp.kisai.contracts.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import jp.kisai.contracts.signature.DetachedSignature.Check;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class DetachedSignatureTest {

    private static final byte[] CONTENT = "{\"名\":\"値\"}".getBytes(UTF_8);
    private static final byte[] OTHER_CONTENT = "{\"名\":\"価\"}".getBytes(UTF_8);
    private static final Keys PRODUCER = Keys.p256();

    @BeforeAll
    static void fast() {
        CryptoProviders.install();
    }

    @TestFactory
    Stream<DynamicTest> acceptsEveryKindOfKeyOnTheList() {
        return Stream.of(Keys.p256(), Keys.elliptic("secp384r1"), Keys.rsa(2048), Keys.rsa(3072))
                .map(
                        keys ->
                                DynamicTest.dynamicTest(
                                        keys.certificate().getSigAlgName() + " " + bits(keys),
                                        () ->
                                                assertEquals(
                                                        new Check.Signed(keys.certificate()),
                                                        check(
                                                                CONTENT,
                                                                sign(keys),
                                                                keys.certificate()))));
    }

    @TestFactory
    Stream<DynamicTest> refusesWeakOrUnusualKeysEvenIfRegistered() {
        return Stream.of(Keys.rsa(1024), Keys.elliptic("secp521r1"))
                .map(
                        keys ->
                                DynamicTest.dynamicTest(
                                        bits(keys),
                                        () ->
                                                assertInstanceOf(
                                                        Check.Forged.class,
                                                        check(
                                                                CONTENT,
                                                                sign(keys),
                                                                keys.certificate()))));
    }

    @Test
    void acceptsTheHeaderAsBase64Too() {
        byte[] header = Base64.getEncoder().encode(sign(PRODUCER));
        assertEquals(
                new Check.Signed(PRODUCER.certificate()),
                check(CONTENT, header, PRODUCER.certificate()));
    }

    @Test
    void findsTheSignerAmongSeveralRegistered() {
        Keys successor = Keys.p256();
        Check check =
                DetachedSignature.check(
                        CONTENT,
                        sign(successor),
                        List.of(PRODUCER.certificate(), successor.certificate()));
        assertEquals(new Check.Signed(successor.certificate()), check);
    }

    @Test
    void saysUnsignedOfNothing() {
        assertEquals(new Check.Unsigned(), check(CONTENT, null, PRODUCER.certificate()));
        assertEquals(new Check.Unsigned(), check(CONTENT, new byte[0], PRODUCER.certificate()));
    }

    @Test
    void saysUnknownSignerOfACertificateThatIsNotRegistered() {
        assertEquals(
                new Check.UnknownSigner(),
                check(CONTENT, sign(Keys.p256()), PRODUCER.certificate()));
        assertEquals(
                new Check.UnknownSigner(),
                DetachedSignature.check(CONTENT, sign(PRODUCER), List.of()));
    }

    @Test
    void saysForgedOfOtherContent() {
        assertEquals(
                new Check.Forged("the signature does not verify"),
                check(OTHER_CONTENT, sign(PRODUCER), PRODUCER.certificate()));
    }

    @Test
    void saysForgedOfAnotherKeyUnderTheSameName() {
        // The thief names the registered certificate, and signs with a key of his own.
        Keys thief = new Keys(Keys.p256().key(), PRODUCER.certificate());
        assertEquals(
                new Check.Forged("the signature does not verify"),
                check(CONTENT, sign(thief), PRODUCER.certificate()));
    }

    @Test
    void saysForgedOfASignatureThatIsNotDetached() {
        byte[] enclosing =
                SignedDocument.sign(
                        CONTENT,
                        PRODUCER.key(),
                        PRODUCER.certificate(),
                        Instant.parse("2026-11-23T00:00:00Z"));
        assertEquals(
                new Check.Forged("the signature is not detached"),
                check(CONTENT, enclosing, PRODUCER.certificate()));
    }

    @TestFactory
    Stream<DynamicTest> saysForgedOfWhatIsNoSignature() {
        byte[] valid = sign(PRODUCER);
        return Stream.of(
                        "0".getBytes(UTF_8),
                        "Mä".getBytes(UTF_8),
                        "MIIB".getBytes(UTF_8),
                        "{}".getBytes(UTF_8),
                        new byte[300_000],
                        "0".repeat(5_000).getBytes(UTF_8),
                        nested(100_000),
                        Arrays.copyOf(valid, valid.length - 1),
                        Arrays.copyOf(valid, valid.length + 1))
                .map(
                        bytes ->
                                DynamicTest.dynamicTest(
                                        bytes.length + " bytes",
                                        () ->
                                                assertInstanceOf(
                                                        Check.Forged.class,
                                                        check(
                                                                CONTENT,
                                                                bytes,
                                                                PRODUCER.certificate()))));
    }

    private static byte[] sign(Keys keys) {
        return DetachedSignature.sign(CONTENT, keys.key(), keys.certificate());
    }

    private static Check check(
            byte[] content, byte @Nullable [] signature, X509Certificate registered) {
        return DetachedSignature.check(content, signature, List.of(registered));
    }

    private static String bits(Keys keys) {
        return keys.certificate().getPublicKey().getEncoded().length + " bytes of key";
    }

    /// SEQUENCEs of indefinite length, one in the other.
    private static byte[] nested(int depth) {
        byte[] bytes = new byte[2 * depth];
        for (int i = 0; i < bytes.length; i += 2) {
            bytes[i] = 0x30;
            bytes[i + 1] = (byte) 0x80;
        }
        return bytes;
    }
}
