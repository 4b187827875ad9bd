package jp.kisai.consent.outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Certificates that are right in everything but one thing, each refused for that thing.
class CertificateChecksTest {

    private static final Forge FORGE = new Forge();

    static Stream<Arguments> hostile() {
        return Stream.concat(forged(), forOtherUses());
    }

    private static Stream<Arguments> forged() {
        return Stream.of(
                wrong("NOT_SIGNED_BY_ANCHOR", forge -> forge.signedWith = Forge.rsa(2048)),
                wrong("ALGORITHM_NOT_ALLOWED", forge -> forge.algorithm = "SHA1withRSA"),
                wrong("ALGORITHM_NOT_ALLOWED", forge -> forge.algorithm = "MD5withRSA"),
                wrong("WRONG_TIME", forge -> forge.notBefore = generalized("20260110000000Z")),
                wrong("WRONG_TIME", forge -> forge.notAfter = generalized("20520110000000.5Z")),
                wrong("WRONG_TIME", forge -> forge.notAfter = generalized("20520110000000+0900")),
                wrong("MALFORMED", forge -> forge.notAfter = generalized("20510229000000Z")),
                wrong("KEY_TOO_WEAK", forge -> forge.subjectKey = Forge.of(Forge.rsa(1024))),
                wrong(
                        "KEY_TOO_WEAK",
                        forge -> forge.subjectKey = Forge.of(Forge.curve("secp521r1"))),
                wrong("KEY_TOO_WEAK", forge -> forge.subjectKey = withExponent(1)),
                wrong("KEY_TOO_WEAK", forge -> forge.subjectKey = withExponent(3)),
                wrong("KEY_TOO_WEAK", forge -> forge.subjectKey = withExponent(65538)),
                wrong(
                        "KEY_PREDICTABLE",
                        forge ->
                                forge.subjectKey =
                                        Forge.rsa(
                                                Forge.predictableModulus(),
                                                BigInteger.valueOf(65537))),
                wrong("UNKNOWN_ISSUER", forge -> forge.issuer = forge.subject),
                wrong("DUPLICATE_EXTENSION", forge -> forge.duplicateExtension = true),
                wrong(
                        "VALIDITY_REVERSED",
                        forge -> forge.notAfter = time(Forge.ISSUED.minusSeconds(1))),
                wrong(
                        "UNKNOWN_ISSUER",
                        forge ->
                                forge.issuer =
                                        new X500Name("O=JPKI,C=JP,OU=JPKI for digital signature")),
                wrong(
                        "ANCHOR_NOT_VALID_THEN",
                        forge -> {
                            forge.notBefore = time(Forge.ISSUED.plus(Duration.ofDays(1001)));
                            forge.notAfter = time(Forge.ISSUED.plus(Duration.ofDays(1002)));
                        }),
                wrong("SERIAL_OUT_OF_RANGE", forge -> forge.serial = BigInteger.ZERO),
                wrong("SERIAL_OUT_OF_RANGE", forge -> forge.serial = forge.serial.negate()),
                wrong("SERIAL_OUT_OF_RANGE", forge -> forge.serial = forge.serial.shiftLeft(160)));
    }

    private static Stream<Arguments> forOtherUses() {
        return Stream.of(
                wrong("IS_AUTHORITY", forge -> forge.authority = true),
                wrong("WRONG_KEY_USAGE", forge -> forge.usage = KeyUsage.digitalSignature),
                wrong("WRONG_KEY_USAGE", forge -> forge.usage = KeyUsage.nonRepudiation),
                wrong("WRONG_KEY_USAGE", forge -> forge.usage |= KeyUsage.keyCertSign),
                wrong("WRONG_KEY_USAGE", forge -> forge.usage |= KeyUsage.cRLSign),
                wrong("WRONG_KEY_USAGE", forge -> forge.usageIsCritical = false),
                wrong("WRONG_POLICY", forge -> forge.policy = "1.2.392.200149.8.5.1.3.30"),
                wrong("WRONG_POLICY", forge -> forge.policy = "1.2.392.200149.8.5.1.1.20"),
                wrong("WRONG_POLICY", forge -> forge.policy = "2.5.29.32.0"),
                wrong("UNKNOWN_CRITICAL_EXTENSION", forge -> forge.unknownCritical = true),
                wrong("WRONG_DISTRIBUTION_POINT", forge -> forge.points = 2),
                wrong("WRONG_DISTRIBUTION_POINT", forge -> forge.pointIsName = false),
                wrong("WRONG_FOUR_ITEMS", forge -> forge.items[1] = "0000"),
                wrong("WRONG_FOUR_ITEMS", forge -> forge.items[1] = "00200"),
                wrong("WRONG_FOUR_ITEMS", forge -> forge.items[2] = "4"),
                wrong("WRONG_FOUR_ITEMS", forge -> forge.items[3] = "419900230"),
                wrong("WRONG_FOUR_ITEMS", forge -> forge.items[3] = "319000229"),
                wrong("WRONG_FOUR_ITEMS", forge -> forge.items[3] = "619900102"),
                wrong("WRONG_FOUR_ITEMS", forge -> forge.items[3] = "4１９９００１０２"),
                wrong("WRONG_FOUR_ITEMS", forge -> forge.items[4] = ""),
                wrong("WRONG_FOUR_ITEMS", forge -> forge.items[0] = "山田\u0000花子"));
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

    /// The year is Gregorian; the digit before it says which era, and 0 that the register does not
    /// know.
    @ParameterizedTest
    @CsvSource({
        "319890107, 1989-01-07",
        "419890108, 1989-01-08",
        "420190430, 2019-04-30",
        "520190501, 2019-05-01",
        "420000229, 2000-02-29",
        "520380119, 2038-01-19",
        "599991231, 9999-12-31",
        "000000000,",
        "019900102,",
    })
    void readsTheBirthDate(String digits, @Nullable LocalDate read) {
        Forge forge = new Forge(FORGE);
        forge.items[3] = digits;

        CertificateReading.InOrder certificate =
                assertInstanceOf(
                        CertificateReading.InOrder.class, checks(forge).read(forge.certificate()));

        assertEquals(Optional.ofNullable(read), certificate.certificate().names().birthDate());
    }

    @Test
    void takesACertificateWithAndWithoutThePracticeStatement() {
        Forge without = new Forge(FORGE);
        without.practiceStatement = false;

        assertEquals("IN_ORDER", words(checks(FORGE).read(FORGE.certificate())));
        assertEquals("IN_ORDER", words(checks(FORGE).read(without.certificate())));
    }

    @Test
    void takesACertificateOfEitherGenerationOfAnchors() {
        Forge older = new Forge();
        CertificateChecks both =
                new CertificateChecks(
                        List.of(older.anchor, FORGE.anchor), Forge.POLICY, Forge.QUIET);

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

    /// Every single bit, flipped: none may be read as a certificate in order, for the signature is
    /// over every bit of it and DER knows one form. Nor may one make the engines disagree.
    @Test
    void acceptsNoMutant() {
        CertificateChecks checks = checks(FORGE);
        int mutants = 0;
        for (byte[] valid : List.of(FORGE.certificate(), onCurve())) {
            assertInstanceOf(CertificateReading.InOrder.class, checks.read(valid));
            mutants +=
                    Mutants.each(
                            valid,
                            (mutant, bit) ->
                                    assertInstanceOf(
                                            CertificateReading.NotInOrder.class,
                                            checks.read(mutant),
                                            "bit " + bit));
        }

        assertTrue(mutants >= 10_000, mutants + " mutants");
    }

    @Test
    void knowsNothingWhileTheEnginesDisagree() {
        List<Disagreement> alarms = new ArrayList<>();
        PathEngine sceptic = new PathEngine(new Sceptic());

        assertEquals(
                "ENGINES_DISAGREE",
                words(
                        between(sceptic, PathEngine.BOUNCY_CASTLE, alarms)
                                .read(FORGE.certificate())));
        assertEquals(
                "ENGINES_DISAGREE",
                words(between(PathEngine.JDK, sceptic, alarms).read(FORGE.certificate())));
        assertEquals(
                List.of(
                        new Disagreement("IllegalStateException", "VALID"),
                        new Disagreement("VALID", "IllegalStateException")),
                alarms);
    }

    @Test
    void refusesWhatBothEnginesRefuse() {
        List<Disagreement> alarms = new ArrayList<>();
        PathEngine sceptic = new PathEngine(new Sceptic());

        assertEquals(
                "PATH_NOT_VALID",
                words(between(sceptic, sceptic, alarms).read(FORGE.certificate())));
        assertEquals(List.of(), alarms);
    }

    private static CertificateChecks between(
            PathEngine jdk, PathEngine bouncyCastle, List<Disagreement> alarms) {
        return new CertificateChecks(
                List.of(FORGE.anchor), Forge.POLICY, jdk, bouncyCastle, alarms::add);
    }

    private static byte[] onCurve() {
        Forge forge = new Forge(FORGE);
        forge.subjectKey = Forge.of(Forge.curve("secp384r1"));
        return forge.certificate();
    }

    private static SubjectPublicKeyInfo withExponent(int exponent) {
        BigInteger modulus = ((RSAPublicKey) FORGE.keys.getPublic()).getModulus();
        return Forge.rsa(modulus, BigInteger.valueOf(exponent));
    }

    private static Time generalized(String digits) {
        return Time.getInstance(new ASN1GeneralizedTime(digits));
    }

    private static Time time(Instant at) {
        return new Time(Date.from(at));
    }

    private static Arguments wrong(String rule, Consumer<Forge> fault) {
        Forge forge = new Forge();
        fault.accept(forge);
        return Arguments.of(rule, forge);
    }

    private static CertificateChecks checks(Forge forge) {
        return new CertificateChecks(List.of(forge.anchor), Forge.POLICY, Forge.QUIET);
    }

    private static String words(CertificateReading reading) {
        return switch (reading) {
            case CertificateReading.InOrder _ -> "IN_ORDER";
            case CertificateReading.NotInOrder(CertificateRule rule) -> rule.name();
            case CertificateReading.Undetermined(CertificateDoubt doubt) -> doubt.name();
        };
    }
}
