package jp.kisai.localstack.doubles;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// The factory's key with its certificate, and the authority that issued it. One key decrypts
/// orders and signs receipts.
///
/// @param own key and certificate
/// @param certificateFile the certificate alone, for those who send orders
/// @param authorityFile the authority's certificate, for the same
public record FactoryKeys(Pem own, Path certificateFile, Path authorityFile) {

    private static final Duration LIFETIME = Duration.ofDays(825);
    private static final X500Name AUTHORITY =
            new X500Name("C=JP,O=Kisai test,CN=card factory authority");

    /// The keys in this folder; made at the first call.
    public static FactoryKeys in(Path folder, String factory)
            throws IOException, GeneralSecurityException {
        Path key = folder.resolve(factory + ".pem");
        Path certificate = folder.resolve(factory + "-certificate.pem");
        Path authority = folder.resolve(factory + "-authority.pem");
        if (!Files.exists(key)) {
            make(factory, key, certificate, authority);
        }
        return new FactoryKeys(Pem.read(key), certificate, authority);
    }

    private static void make(String factory, Path key, Path certificate, Path authority)
            throws IOException, GeneralSecurityException {
        KeyPair authorityKeys = SelfSigned.keys("RSA");
        KeyPair ownKeys = SelfSigned.keys("RSA");
        X500Name name = new X500Name("C=JP,O=Kisai test,CN=" + factory);
        try {
            Pem root =
                    new Pem(
                            authorityKeys.getPrivate(),
                            new JcaX509CertificateConverter()
                                    .getCertificate(
                                            authorityCertificate(authorityKeys)
                                                    .build(signer(authorityKeys.getPrivate()))));
            Pem own =
                    new Pem(
                            ownKeys.getPrivate(),
                            new JcaX509CertificateConverter()
                                    .getCertificate(
                                            factoryCertificate(name, ownKeys.getPublic())
                                                    .build(signer(authorityKeys.getPrivate()))));
            Files.createDirectories(key.toAbsolutePath().getParent());
            Files.writeString(authority, Pem.text(root.certificate()));
            Files.writeString(certificate, Pem.text(own.certificate()));
            own.write(key);
        } catch (OperatorCreationException unusable) {
            throw new GeneralSecurityException(unusable);
        }
    }

    private static JcaX509v3CertificateBuilder authorityCertificate(KeyPair keys)
            throws CertIOException {
        JcaX509v3CertificateBuilder builder = builder(AUTHORITY, keys.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
        builder.addExtension(
                Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        return builder;
    }

    private static JcaX509v3CertificateBuilder factoryCertificate(X500Name name, PublicKey key)
            throws CertIOException {
        JcaX509v3CertificateBuilder builder = builder(name, key);
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(
                Extension.keyUsage,
                true,
                new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment));
        return builder;
    }

    private static JcaX509v3CertificateBuilder builder(X500Name subject, PublicKey key) {
        Instant now = Instant.now();
        return new JcaX509v3CertificateBuilder(
                AUTHORITY,
                new BigInteger(64, new SecureRandom()).setBit(64),
                Date.from(now.minus(Duration.ofDays(1))),
                Date.from(now.plus(LIFETIME)),
                subject,
                key);
    }

    private static ContentSigner signer(PrivateKey key) throws OperatorCreationException {
        return new JcaContentSignerBuilder("SHA256withRSA").build(key);
    }
}
