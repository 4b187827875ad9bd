package jp.kisai.consent.outside;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Makes certificates that are right in everything but one thing.
final class Forge {

    static final String POLICY = "1.2.392.200149.8.5.1.0.20";
    static final X500Name AUTHORITY = new X500Name("C=JP,O=JPKI,OU=JPKI for digital signature");
    static final Instant ISSUED = Instant.parse("2026-01-10T00:00:00Z");

    private static final String ARC = "1.2.392.200149.8.5.5.";

    final KeyPair keys = rsa(2048);
    final X509Certificate anchor;

    KeyPair signedWith = keys;
    X500Name issuer = AUTHORITY;
    String algorithm = "SHA256withRSA";
    KeyPair subjectKeys = keys;
    BigInteger serial = BigInteger.valueOf(4711);
    Instant notBefore = ISSUED;
    int usage = KeyUsage.digitalSignature | KeyUsage.nonRepudiation;
    boolean usageIsCritical = true;
    String policy = POLICY;
    boolean authority;
    String[] items = {"山田　花子", "00000", "2", "419900102", "東京都千代田区", "0000000"};
    int points = 1;
    boolean pointIsName = true;
    boolean unknownCritical;

    Forge() {
        try {
            X509v3CertificateBuilder builder =
                    new JcaX509v3CertificateBuilder(
                            AUTHORITY,
                            BigInteger.ONE,
                            Date.from(ISSUED.minus(Duration.ofDays(1000))),
                            Date.from(ISSUED.plus(Duration.ofDays(1000))),
                            AUTHORITY,
                            keys.getPublic());
            anchor = signed(builder, "SHA256withRSA", keys);
        } catch (GeneralSecurityException | OperatorCreationException cause) {
            throw new IllegalStateException(cause);
        }
    }

    byte[] certificate() {
        try {
            X509v3CertificateBuilder builder =
                    new JcaX509v3CertificateBuilder(
                            issuer,
                            serial,
                            Date.from(notBefore),
                            Date.from(notBefore.plus(Duration.ofDays(365))),
                            new X500Name("C=JP,L=Tokyo,CN=1"),
                            subjectKeys.getPublic());
            builder.addExtension(Extension.keyUsage, usageIsCritical, new KeyUsage(usage));
            builder.addExtension(
                    Extension.certificatePolicies,
                    true,
                    new CertificatePolicies(
                            new PolicyInformation(new ASN1ObjectIdentifier(policy))));
            if (authority) {
                builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            }
            builder.addExtension(Extension.subjectAlternativeName, false, fourItems());
            builder.addExtension(Extension.cRLDistributionPoints, false, distributionPoints());
            if (unknownCritical) {
                builder.addExtension(
                        new ASN1ObjectIdentifier("1.2.3.4"), true, new DEROctetString(new byte[1]));
            }
            return signed(builder, algorithm, signedWith).getEncoded();
        } catch (IOException | GeneralSecurityException | OperatorCreationException cause) {
            throw new IllegalStateException(cause);
        }
    }

    static KeyPair rsa(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits, new SecureRandom());
            return generator.generateKeyPair();
        } catch (GeneralSecurityException cause) {
            throw new IllegalStateException(cause);
        }
    }

    static KeyPair curve(String name) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(name));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException cause) {
            throw new IllegalStateException(cause);
        }
    }

    private CRLDistPoint distributionPoints() {
        GeneralName name =
                pointIsName
                        ? new GeneralName(new X500Name("C=JP,O=JPKI,CN=Chiyoda CRLDP"))
                        : new GeneralName(
                                GeneralName.uniformResourceIdentifier, "http://169.254.169.254/");
        DistributionPoint[] all = new DistributionPoint[points];
        for (int i = 0; i < points; i++) {
            all[i] =
                    new DistributionPoint(
                            new DistributionPointName(new GeneralNames(name)), null, null);
        }
        return new CRLDistPoint(all);
    }

    private GeneralNames fourItems() {
        return new GeneralNames(
                new GeneralName[] {
                    otherName(1, items[0]),
                    otherName(4, items[3]),
                    otherName(3, items[2]),
                    otherName(5, items[4]),
                    otherName(2, items[1]),
                    otherName(6, items[5])
                });
    }

    private static GeneralName otherName(int suffix, String value) {
        ASN1EncodableVector parts = new ASN1EncodableVector();
        parts.add(new ASN1ObjectIdentifier(ARC + suffix));
        parts.add(new DERTaggedObject(true, 0, new DERUTF8String(value)));
        return new GeneralName(GeneralName.otherName, new DERSequence(parts));
    }

    private static X509Certificate signed(
            X509v3CertificateBuilder builder, String algorithm, KeyPair keys)
            throws GeneralSecurityException, OperatorCreationException {
        return new JcaX509CertificateConverter()
                .getCertificate(
                        builder.build(
                                new JcaContentSignerBuilder(algorithm).build(keys.getPrivate())));
    }
}
