package jp.kisai.contracts.signature;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A key with a self-signed certificate, of any kind that a producer may have.
public record Keys(PrivateKey key, X509Certificate certificate) {

    public static Keys p256() {
        return elliptic("secp256r1");
    }

    public static Keys elliptic(String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            return certified(generator.generateKeyPair(), "SHA256withECDSA");
        } catch (GeneralSecurityException
                | OperatorCreationException
                | CertIOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public static Keys rsa(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return certified(generator.generateKeyPair(), "SHA256withRSA");
        } catch (GeneralSecurityException
                | OperatorCreationException
                | CertIOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Keys certified(KeyPair pair, String algorithm)
            throws GeneralSecurityException, OperatorCreationException, CertIOException {
        X500Name name = new X500Name("C=JP,O=Test,CN=462012");
        JcaX509v3CertificateBuilder builder =
                new JcaX509v3CertificateBuilder(
                        name,
                        new BigInteger(64, new SecureRandom()).add(BigInteger.ONE),
                        Date.from(Instant.parse("2026-01-01T00:00:00Z")),
                        Date.from(Instant.parse("2028-01-01T00:00:00Z")),
                        name,
                        pair.getPublic());
        builder.addExtension(
                Extension.subjectKeyIdentifier,
                false,
                new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
        return new Keys(
                pair.getPrivate(),
                new JcaX509CertificateConverter()
                        .getCertificate(
                                builder.build(
                                        new JcaContentSignerBuilder(algorithm)
                                                .build(pair.getPrivate()))));
    }
}
