package jp.kisai.consent.outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Certificates that are right in everything but one thing, each refused for that thing.
class CertificateChecksTest {

    private static final Forge FORGE = new Forge();

    static Stream<Arguments> hostile() {
        return Stream.of(
                wrong("IS_AUTHORITY", forge -> forge.authority = true),
                wrong("WRONG_POLICY", forge -> forge.policy = "1.2.392.200149.8.5.1.3.30"),
                wrong("WRONG_POLICY", forge -> forge.policy = "1.2.392.200149.8.5.1.1.20"),
                wrong("WRONG_POLICY", forge -> forge.policy = "2.5.29.32.0"),
                wrong("WRONG_KEY_USAGE", forge -> forge.usage = KeyUsage.digitalSignature),
                wrong("WRONG_KEY_USAGE", forge -> forge.usage = KeyUsage.nonRepudiation),
                wrong("WRONG_KEY_USAGE", forge -> forge.usage |= KeyUsage.keyCertSign),
                wrong("WRONG_KEY_USAGE", forge -> forge.usage |= KeyUsage.cRLSign),
                wrong("WRONG_KEY_USAGE", forge -> forge.usageIsCritical = false),
                wrong("UNKNOWN_CRITICAL_EXTENSION", forge -> forge.unknownCritical = true),
                wrong("NOT_SIGNED_BY_ANCHOR", forge -> forge.signedWith = Forge.rsa(2048)),
                wrong("ALGORITHM_NOT_ALLOWED", forge -> forge.algorithm = "SHA1withRSA"),
                wrong("KEY_TOO_WEAK", forge -> forge.subjectKeys = Forge.rsa(1024)),
                wrong("KEY_TOO_WEAK", forge -> forge.subjectKeys = Forge.curve("secp521r1")),
                wrong(
                        "UNKNOWN_ISSUER",
                        forge ->
                                forge.issuer =
                                        new X500Name("O=JPKI,C=JP,OU=JPKI for digital signature")),
                wrong(
                        "ANCHOR_NOT_VALID_THEN",
                        forge -> forge.notBefore = Forge.ISSUED.plus(Duration.ofDays(1001))),
                wrong("WRONG_DISTRIBUTION_POINT", forge -> forge.points = 2),
                wrong("WRONG_DISTRIBUTION_POINT", forge -> forge.pointIsName = false),
                wrong("WRONG_FOUR_ITEMS", forge -> forge.items[1] = "0000"),
                wrong("WRONG_FOUR_ITEMS", forge -> forge.items[1] = "00200"),
                wrong("WRONG_FOUR_ITEMS", forge -> forge.items[2] = "4"),
                wrong("WRONG_FOUR_ITEMS", forge -> forge.items[3] = "419900230"),
                wrong("WRONG_FOUR_ITEMS", forge -> forge.items[3] = "619900102"),
                wrong("WRONG_FOUR_ITEMS", forge -> forge.items[3] = "4１９９００１０２"),
                wrong("WRONG_FOUR_ITEMS", forge -> forge.items[4] = ""),
                wrong("WRONG_FOUR_ITEMS", forge -> forge.items[0] = "山田\u0000花子"),
                wrong("SERIAL_OUT_OF_RANGE", forge -> forge.serial = forge.serial.negate()),
                wrong("SERIAL_OUT_OF_RANGE", forge -> forge.serial = forge.serial.shiftLeft(160)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void refusesEachForItsOwnReason(String rule, Forge forge) {
        assertEquals(rule, words(checks(forge).read(forge.certificate())));
    }

    @Test
    void readsWhatIsInOrder() {
        CertificateReading.InOrder read =
                assertInstanceOf(
                        CertificateReading.InOrder.class, checks(FORGE).read(FORGE.certificate()));

        assertEquals(Optional.of(LocalDate.of(1990, 1, 2)), read.certificate().names().birthDate());
        assertEquals("山田　花子", read.certificate().names().name());
        assertEquals(Forge.ISSUED, read.certificate().notBefore());
    }

    @Test
    void takesACertificateOfEitherGenerationOfAnchors() {
        Forge older = new Forge();
        CertificateChecks both =
                new CertificateChecks(List.of(older.anchor, FORGE.anchor), Forge.POLICY);

        assertInstanceOf(CertificateReading.InOrder.class, both.read(older.certificate()));
        assertInstanceOf(CertificateReading.InOrder.class, both.read(FORGE.certificate()));
    }

    @Test
    void answersWhateverTheBytes() {
        CertificateChecks checks = checks(FORGE);
        byte[] nested = new byte[16_000];
        Arrays.fill(nested, (byte) 0x30);

        assertEquals("MALFORMED", words(checks.read(new byte[0])));
        assertEquals("MALFORMED", words(checks.read(nested)));
        assertEquals("MALFORMED", words(checks.read(new byte[20_000])));
        assertEquals("MALFORMED", words(checks.read("<html>".getBytes(StandardCharsets.UTF_8))));
    }

    /// A seeded sample of single-bit mutants: none may be read as a certificate in order, for the
    /// signature is over every bit of it and DER knows one form.
    @Test
    void acceptsNoMutant() {
        CertificateChecks checks = checks(FORGE);
        byte[] good = FORGE.certificate();
        Random random = new Random(20_261_123);
        for (int i = 0; i < 2_000; i++) {
            byte[] mutant = good.clone();
            int bit = random.nextInt(good.length * Byte.SIZE);
            mutant[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));

            assertInstanceOf(
                    CertificateReading.NotInOrder.class, checks.read(mutant), "bit " + bit);
        }
    }

    private static Arguments wrong(String rule, Consumer<Forge> fault) {
        Forge forge = new Forge();
        fault.accept(forge);
        return Arguments.of(rule, forge);
    }

    private static CertificateChecks checks(Forge forge) {
        return new CertificateChecks(List.of(forge.anchor), Forge.POLICY);
    }

    private static String words(CertificateReading reading) {
        return switch (reading) {
            case CertificateReading.InOrder _ -> "IN_ORDER";
            case CertificateReading.NotInOrder(CertificateRule rule) -> rule.name();
        };
    }
}
