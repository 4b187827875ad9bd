package jp.kisai.localstack.doubles;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Keys with self-signed certificates, for parties whose certificates are registered one by one.
public final class SelfSigned {

    /// Back far enough to sign for the years before the stack was first started.
    private static final Duration VALID_BEFORE = Duration.ofDays(365L * 12);

    private static final Duration VALID_AFTER = Duration.ofDays(825);

    private SelfSigned() {}

    /// The P-256 key and certificate in the file; made at the first call.
    public static Pem p256(Path file, String distinguishedName)
            throws IOException, GeneralSecurityException {
        return in(file, distinguishedName, "EC", "SHA256withECDSA");
    }

    /// The RSA-2048 key and certificate in the file; made at the first call.
    public static Pem rsa2048(Path file, String distinguishedName)
            throws IOException, GeneralSecurityException {
        return in(file, distinguishedName, "RSA", "SHA256withRSA");
    }

    private static Pem in(
            Path file, String distinguishedName, String keyAlgorithm, String signatureAlgorithm)
            throws IOException, GeneralSecurityException {
        if (!Files.exists(file)) {
            KeyPair keys = keys(keyAlgorithm);
            try {
                new Pem(
                                keys.getPrivate(),
                                certificate(
                                        keys, new X500Name(distinguishedName), signatureAlgorithm))
                        .write(file);
            } catch (OperatorCreationException unusable) {
                throw new GeneralSecurityException(unusable);
            }
        }
        return Pem.read(file);
    }

    static KeyPair keys(String algorithm) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        if ("EC".equals(algorithm)) {
            generator.initialize(new ECGenParameterSpec("secp256r1"));
        } else {
            generator.initialize(2048);
        }
        return generator.generateKeyPair();
    }

    private static X509Certificate certificate(
            KeyPair keys, X500Name name, String signatureAlgorithm)
            throws IOException, GeneralSecurityException, OperatorCreationException {
        Instant now = Instant.now();
        JcaX509v3CertificateBuilder builder =
                new JcaX509v3CertificateBuilder(
                        name,
                        new BigInteger(64, new SecureRandom()).setBit(64),
                        Date.from(now.minus(VALID_BEFORE)),
                        Date.from(now.plus(VALID_AFTER)),
                        name,
                        keys.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(
                Extension.keyUsage,
                true,
                new KeyUsage(
                        KeyUsage.digitalSignature
                                | KeyUsage.nonRepudiation
                                | KeyUsage.keyEncipherment));
        return new JcaX509CertificateConverter()
                .getCertificate(
                        builder.build(
                                new JcaContentSignerBuilder(signatureAlgorithm)
                                        .build(keys.getPrivate())));
    }
}
