package jp.kisai.contracts.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Every single bit of a valid message, flipped: no mutant is accepted for anything but the signed
/// content, and none gets an exception out of the façade.
class MutantsTest {

    private static final byte[] CONTENT =
            "{\"holder\":\"0195f7c2\",\"items\":[\"ADDRESS\"]}".getBytes(UTF_8);
    private static final Keys KEYS = Keys.p256();
    private static final List<Keys> ALL = List.of(KEYS, Keys.elliptic("secp384r1"), Keys.rsa(2048));

    @BeforeAll
    static void fast() {
        CryptoProviders.install();
    }

    @Test
    void noMutantOfADetachedSignatureSignsOtherContent() {
        byte[] other = CONTENT.clone();
        other[other.length / 2] ^= 1;
        int mutants = 0;
        for (Keys keys : ALL) {
            byte[] signature = DetachedSignature.sign(CONTENT, keys.key(), keys.certificate());
            mutants +=
                    forEachMutant(
                            signature,
                            mutant ->
                                    assertNotEquals(
                                            new DetachedSignature.Check.Signed(keys.certificate()),
                                            DetachedSignature.check(
                                                    other, mutant, List.of(keys.certificate()))));
        }

        assertTrue(mutants >= 10_000, mutants + " mutants");
    }

    @Test
    void noMutantOfTheContentIsSigned() {
        byte[] signature = DetachedSignature.sign(CONTENT, KEYS.key(), KEYS.certificate());

        forEachMutant(
                CONTENT,
                mutant ->
                        assertEquals(
                                new DetachedSignature.Check.Forged("the signature does not verify"),
                                DetachedSignature.check(
                                        mutant, signature, List.of(KEYS.certificate()))));
    }

    @Test
    void noMutantOfADocumentSaysAnythingElse() {
        Instant at = Instant.parse("2026-11-23T01:02:03Z");
        int mutants = 0;
        for (Keys keys : ALL) {
            byte[] document = SignedDocument.sign(CONTENT, keys.key(), keys.certificate(), at);
            mutants +=
                    forEachMutant(
                            document,
                            mutant -> {
                                if (SignedDocument.open(mutant)
                                        instanceof SignedDocument.Check.Signed signed) {
                                    assertArrayEquals(CONTENT, signed.content());
                                    assertEquals(at, signed.signingTime());
                                    assertEquals(keys.certificate(), signed.by());
                                }
                            });
        }

        assertTrue(mutants >= 10_000, mutants + " mutants");
    }

    private static int forEachMutant(byte[] valid, Consumer<byte[]> check) {
        for (int bit = 0; bit < valid.length * 8; bit++) {
            byte[] mutant = valid.clone();
            mutant[bit / 8] ^= (byte) (1 << (bit % 8));
            check.accept(mutant);
        }
        return valid.length * 8;
    }
}
