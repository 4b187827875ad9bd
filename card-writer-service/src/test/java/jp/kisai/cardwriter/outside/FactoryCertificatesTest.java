package jp.kisai.cardwriter.outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;

class FactoryCertificatesTest {

    private static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");
    private static final int SOUND = KeyUsage.digitalSignature | KeyUsage.keyEncipherment;
    private static final X500Name AUTHORITY = new X500Name("CN=authority");

    private final KeyPair authorityKeys = rsa(2048);
    private final X509Certificate authority =
            certificate(
                    authorityKeys, AUTHORITY, authorityKeys, KeyUsage.keyCertSign, NOW, 3650, true);

    @Test
    void acceptsAPinnedCertificateOfATrustedAuthority() {
        X509Certificate factory = factory(rsa(2048), SOUND, 365);

        FactoryCertificates certificates =
                new FactoryCertificates(List.of(factory), List.of(authority), NOW);

        assertEquals(factory, certificates.recipient(NOW));
    }

    @Test
    void encryptsForTheOneThatIsValidLongestAndTakesReceiptsOfBoth() {
        X509Certificate old = factory(rsa(2048), SOUND, 30);
        X509Certificate young = factory(rsa(2048), SOUND, 365);

        FactoryCertificates certificates =
                new FactoryCertificates(List.of(old, young), List.of(authority), NOW);

        assertEquals(young, certificates.recipient(NOW));
        assertEquals(List.of(old, young), certificates.all());
    }

    /// The next certificate is pinned before its first day, the last stays until its receipts are
    /// in: at no moment of a change is the service without a recipient, or a receipt without a
    /// signer.
    @Test
    void changesFromOneCertificateToTheNextWithoutAGap() {
        X509Certificate last = factory(rsa(2048), SOUND, 30);
        X509Certificate next = factoryFrom(NOW.plus(Duration.ofDays(20)), 365);
        List<X509Certificate> both = List.of(last, next);

        for (int day = 0; day < 60; day++) {
            Instant at = NOW.plus(Duration.ofDays(day));
            FactoryCertificates certificates =
                    new FactoryCertificates(both, List.of(authority), at);
            assertEquals(day < 19 ? last : next, certificates.recipient(at), "day " + day);
            assertEquals(both, certificates.all());
        }
    }

    @Test
    void sendsNothingOnceTheCertificateHasExpired() {
        FactoryCertificates certificates =
                new FactoryCertificates(
                        List.of(factory(rsa(2048), SOUND, 30)), List.of(authority), NOW);

        assertThrows(
                IllegalStateException.class,
                () -> certificates.recipient(NOW.plus(Duration.ofDays(31))));
    }

    @Test
    void doesNotStartWithoutAnyCertificate() {
        refuses(List.of(), List.of(authority));
    }

    @Test
    void doesNotStartWithACertificateOfAnotherAuthorityOfTheSameName() {
        KeyPair otherKeys = rsa(2048);
        X509Certificate other =
                certificate(otherKeys, AUTHORITY, otherKeys, KeyUsage.keyCertSign, NOW, 3650, true);

        refuses(List.of(factory(rsa(2048), SOUND, 365)), List.of(other));
    }

    @Test
    void doesNotStartWithAKeyThatIsShort() {
        refuses(List.of(factory(rsa(1024), SOUND, 365)), List.of(authority));
    }

    @Test
    void doesNotStartWithACertificateForAnotherPurpose() {
        refuses(List.of(factory(rsa(2048), KeyUsage.digitalSignature, 365)), List.of(authority));
        refuses(List.of(factory(rsa(2048), KeyUsage.keyEncipherment, 365)), List.of(authority));
    }

    private static void refuses(List<X509Certificate> pinned, List<X509Certificate> authorities) {
        assertThrows(
                IllegalStateException.class,
                () -> new FactoryCertificates(pinned, authorities, NOW));
    }

    private X509Certificate factory(KeyPair keys, int usage, int days) {
        return certificate(
                keys, new X500Name("CN=factory"), authorityKeys, usage, NOW, days, false);
    }

    private X509Certificate factoryFrom(Instant from, int days) {
        return certificate(
                rsa(2048), new X500Name("CN=factory"), authorityKeys, SOUND, from, days, false);
    }

    private static X509Certificate certificate(
            KeyPair keys,
            X500Name subject,
            KeyPair issuer,
            int usage,
            Instant from,
            int days,
            boolean authority) {
        try {
            JcaX509v3CertificateBuilder builder =
                    new JcaX509v3CertificateBuilder(
                            AUTHORITY,
                            BigInteger.valueOf(days),
                            Date.from(from.minus(Duration.ofDays(1))),
                            Date.from(from.plus(Duration.ofDays(days))),
                            subject,
                            keys.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(
                                    new JcaContentSignerBuilder("SHA256withRSA")
                                            .build(issuer.getPrivate())));
        } catch (CertIOException | OperatorCreationException | GeneralSecurityException cause) {
            throw new IllegalStateException(cause);
        }
    }

    private static KeyPair rsa(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException cause) {
            throw new IllegalStateException(cause);
        }
    }
}
