package jp.kisai.consent.outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import jp.kisai.consent.domain.Revocation;
import jp.kisai.contracts.vocabulary.RevocationReason;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.asn1.x509.ReasonFlags;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Revocation lists that are right in everything but one thing.
class RevocationListsTest {

    private static final Forge FORGE = new Forge();
    private static final Instant NOW = Instant.parse("2026-11-23T03:00:00Z");
    private static final Duration SKEW = Duration.ofSeconds(60);

    static Stream<Arguments> hostile() {
        return Stream.of(
                wrong("NOT_YET_ISSUED", list -> list.thisUpdate = NOW.plusSeconds(61)),
                wrong("OVERDUE", list -> list.nextUpdate = NOW),
                wrong("VALIDITY_REVERSED", list -> list.nextUpdate = list.thisUpdate),
                wrong("OVERDUE", list -> list.hasNextUpdate = false),
                wrong("NO_NUMBER", list -> list.hasNumber = false),
                wrong("WRONG_DISTRIBUTION_POINT", list -> list.point = null),
                wrong("WRONG_DISTRIBUTION_POINT", list -> list.pointIsCritical = false),
                wrong("PARTIAL", list -> list.indirect = true),
                wrong("PARTIAL", list -> list.onlyUsers = true),
                wrong("PARTIAL", list -> list.onlyAuthorities = true),
                wrong("PARTIAL", list -> list.reasons = new ReasonFlags(ReasonFlags.keyCompromise)),
                wrong("ALGORITHM_NOT_ALLOWED", list -> list.algorithm = "SHA1withRSA"),
                wrong("UNKNOWN_CRITICAL_EXTENSION", list -> list.unknownCriticalInEntry = true),
                wrong("IS_DELTA", list -> list.delta = true),
                wrong("UNKNOWN_CRITICAL_EXTENSION", list -> list.unknownCritical = true),
                wrong("WITHDRAWS_REVOCATION", list -> list.reason = CRLReason.removeFromCRL),
                wrong(
                        "DUPLICATE_ENTRY",
                        list -> {
                            list.entries = 2;
                            list.step = 0;
                        }),
                wrong("UNKNOWN_ISSUER", list -> list.issuer = new X500Name("C=JP,O=Another")),
                wrong("NOT_SIGNED_BY_ANCHOR", list -> list.forge = new Forge()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void refusesEachForItsOwnReason(String rule, Made list) {
        assertEquals(rule, words(read(list.der())));
    }

    @Test
    void readsWhatIsInOrder() throws Exception {
        ListReading.InOrder read =
                assertInstanceOf(ListReading.InOrder.class, read(new Made().der()));

        assertEquals(BigInteger.TEN, read.list().reference().number());
        assertEquals(
                new Revocation(RevocationReason.KEY_COMPROMISE, NOW.minusSeconds(3600)),
                read.list().entries().cursor().next(1).getFirst().revocation());
    }

    @Test
    void speaksOfTheDistributionPointThatTheCertificatesName() {
        ListReading.InOrder read =
                assertInstanceOf(ListReading.InOrder.class, read(new Made().der()));
        CertificateReading.InOrder certificate =
                assertInstanceOf(
                        CertificateReading.InOrder.class,
                        new CertificateChecks(List.of(FORGE.anchor), Forge.POLICY, Forge.QUIET)
                                .read(FORGE.certificate()));

        assertEquals(
                certificate.certificate().distributionPoint(), read.list().distributionPoint());
    }

    @Test
    void readsNothingThatWasBrokenOff() {
        byte[] good = new Made().der();
        for (int length = 0; length < good.length; length++) {
            assertEquals("MALFORMED", words(read(Arrays.copyOf(good, length))), length + " bytes");
        }
        assertEquals("MALFORMED", words(read(Arrays.copyOf(good, good.length + 1))));
    }

    /// Every single bit, flipped, of lists of several lengths.
    @Test
    void acceptsNoMutant() {
        int mutants = 0;
        for (int entries : new int[] {0, 1, 40}) {
            Made list = new Made();
            list.entries = entries;
            byte[] good = list.der();
            assertInstanceOf(ListReading.InOrder.class, read(good));
            mutants +=
                    Mutants.each(
                            good,
                            (mutant, bit) ->
                                    assertInstanceOf(
                                            ListReading.NotInOrder.class,
                                            read(mutant),
                                            "bit " + bit));
        }

        assertTrue(mutants >= 10_000, mutants + " mutants");
    }

    private static Arguments wrong(String rule, Consumer<Made> fault) {
        Made list = new Made();
        fault.accept(list);
        return Arguments.of(rule, list);
    }

    private static ListReading read(byte[] der) {
        return lists().read(ByteBuffer.wrap(der), NOW);
    }

    private static RevocationLists lists() {
        return new RevocationLists(
                new CertificateChecks(List.of(FORGE.anchor), Forge.POLICY, Forge.QUIET),
                SKEW,
                1_000_000);
    }

    private static String words(ListReading reading) {
        return switch (reading) {
            case ListReading.InOrder _ -> "IN_ORDER";
            case ListReading.NotInOrder(ListRule rule) -> rule.name();
        };
    }

    /// A list in the making.
    static final class Made {

        Forge forge = FORGE;
        X500Name issuer = Forge.AUTHORITY;
        Instant thisUpdate = NOW.minusSeconds(600);
        Instant nextUpdate = NOW.plusSeconds(86_400);
        boolean hasNextUpdate = true;
        boolean hasNumber = true;
        boolean indirect;
        boolean delta;
        boolean unknownCritical;
        boolean unknownCriticalInEntry;
        boolean pointIsCritical = true;
        boolean onlyUsers;
        boolean onlyAuthorities;
        @Nullable ReasonFlags reasons;
        String algorithm = "SHA256withRSA";
        int reason = CRLReason.keyCompromise;
        int entries = 1;
        int step = 1;

        @Nullable String point = "C=JP,O=JPKI,CN=Chiyoda CRLDP";

        byte[] der() {
            X509v2CRLBuilder builder = new X509v2CRLBuilder(issuer, Date.from(thisUpdate));
            if (hasNextUpdate) {
                builder.setNextUpdate(Date.from(nextUpdate));
            }
            try {
                for (int i = 0; i < entries; i++) {
                    builder.addCRLEntry(
                            BigInteger.valueOf(4711 + (long) i * step),
                            Date.from(NOW.minusSeconds(3600)),
                            ofEntry());
                }
                extend(builder);
                return builder.build(
                                new JcaContentSignerBuilder(algorithm)
                                        .build(forge.keys.getPrivate()))
                        .getEncoded();
            } catch (IOException | OperatorCreationException cause) {
                throw new IllegalStateException(cause);
            }
        }

        private Extensions ofEntry() throws IOException {
            ExtensionsGenerator extensions = new ExtensionsGenerator();
            extensions.addExtension(Extension.reasonCode, false, CRLReason.lookup(reason));
            if (unknownCriticalInEntry) {
                extensions.addExtension(
                        new ASN1ObjectIdentifier("1.2.3.4"), true, new DEROctetString(new byte[1]));
            }
            return extensions.generate();
        }

        private void extend(X509v2CRLBuilder builder) throws IOException {
            if (hasNumber) {
                builder.addExtension(Extension.cRLNumber, false, new CRLNumber(BigInteger.TEN));
            }
            if (point != null) {
                DistributionPointName name =
                        new DistributionPointName(
                                new GeneralNames(new GeneralName(new X500Name(point))));
                builder.addExtension(
                        Extension.issuingDistributionPoint,
                        pointIsCritical,
                        new IssuingDistributionPoint(
                                name, onlyUsers, onlyAuthorities, reasons, indirect, false));
            }
            if (delta) {
                builder.addExtension(
                        Extension.deltaCRLIndicator, true, new CRLNumber(BigInteger.ONE));
            }
            if (unknownCritical) {
                builder.addExtension(
                        new ASN1ObjectIdentifier("1.2.3.4"), true, new DEROctetString(new byte[1]));
            }
        }
    }
}
