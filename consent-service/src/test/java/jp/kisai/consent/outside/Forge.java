package jp.kisai.consent.outside;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
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
import org.bouncycastle.asn1.x509.PolicyQualifierInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.cert.X509CertificateHolder;
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

    /// For tests that do not look at the alarm.
    static final Consumer<Disagreement> QUIET = _ -> {};

    private static final String ARC = "1.2.392.200149.8.5.5.";

    final KeyPair keys;
    final X509Certificate anchor;

    KeyPair signedWith;
    X500Name issuer = AUTHORITY;
    String algorithm = "SHA256withRSA";
    SubjectPublicKeyInfo subjectKey;
    BigInteger serial = BigInteger.valueOf(4711);
    Time notBefore = new Time(Date.from(ISSUED));
    Time notAfter = new Time(Date.from(ISSUED.plus(Duration.ofDays(365))));
    X500Name subject = new X500Name("C=JP,L=Tokyo,CN=1");
    int usage = KeyUsage.digitalSignature | KeyUsage.nonRepudiation;
    boolean usageIsCritical = true;
    String policy = POLICY;
    boolean authority;
    String[] items = {"山田　花子", "00000", "2", "419900102", "東京都千代田区", "0000000"};
    int points = 1;
    boolean pointIsName = true;
    boolean unknownCritical;
    boolean practiceStatement = true;
    boolean duplicateExtension;
    int furtherNames;

    /// Under the same anchor as another.
    Forge(Forge other) {
        this(other.keys, other.anchor);
    }

    Forge() {
        this(rsa(2048));
    }

    private Forge(KeyPair keys) {
        this(keys, anchor(keys));
    }

    private Forge(KeyPair keys, X509Certificate anchor) {
        this.keys = keys;
        this.anchor = anchor;
        this.signedWith = keys;
        this.subjectKey = of(keys);
    }

    private static X509Certificate anchor(KeyPair keys) {
        try {
            X509v3CertificateBuilder builder =
                    new JcaX509v3CertificateBuilder(
                            AUTHORITY,
                            BigInteger.ONE,
                            Date.from(ISSUED.minus(Duration.ofDays(1000))),
                            Date.from(ISSUED.plus(Duration.ofDays(1000))),
                            AUTHORITY,
                            keys.getPublic());
            return new JcaX509CertificateConverter()
                    .getCertificate(signed(builder, "SHA256withRSA", keys));
        } catch (GeneralSecurityException | OperatorCreationException cause) {
            throw new IllegalStateException(cause);
        }
    }

    byte[] certificate() {
        try {
            X509v3CertificateBuilder builder =
                    new X509v3CertificateBuilder(
                            issuer, serial, notBefore, notAfter, subject, subjectKey);
            builder.addExtension(Extension.keyUsage, usageIsCritical, new KeyUsage(usage));
            builder.addExtension(Extension.certificatePolicies, true, policies());
            if (authority) {
                builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            }
            builder.addExtension(Extension.subjectAlternativeName, false, fourItems());
            builder.addExtension(Extension.cRLDistributionPoints, false, distributionPoints());
            if (unknownCritical) {
                builder.addExtension(
                        new ASN1ObjectIdentifier("1.2.3.4"), true, new DEROctetString(new byte[1]));
            }
            byte[] certificate = signed(builder, algorithm, signedWith).getEncoded();
            return duplicateExtension ? withDuplicateExtension(certificate) : certificate;
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

    /// An RSA key of any modulus and exponent, of which nobody needs the private half.
    static SubjectPublicKeyInfo rsa(BigInteger modulus, BigInteger exponent) {
        try {
            return new SubjectPublicKeyInfo(
                    new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
                    new RSAPublicKey(modulus, exponent));
        } catch (IOException cause) {
            throw new IllegalStateException(cause);
        }
    }

    static SubjectPublicKeyInfo of(KeyPair keys) {
        return SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded());
    }

    /// A modulus as the flawed generator of CVE-2017-15361 makes it: both primes are `k·M +
    /// 65537^a mod M`, where M is the product of the first 126 primes.
    static BigInteger predictableModulus() {
        BigInteger product = BigInteger.ONE;
        BigInteger prime = BigInteger.ONE;
        for (int i = 0; i < 126; i++) {
            prime = prime.nextProbablePrime();
            product = product.multiply(prime);
        }
        int factorBits = 1025 - product.bitLength();
        Random random = new Random(2017);
        BigInteger[] found = new BigInteger[2];
        for (int i = 0; i < found.length; i++) {
            BigInteger candidate = BigInteger.ZERO;
            while (!candidate.isProbablePrime(40)) {
                BigInteger power =
                        BigInteger.valueOf(65537).modPow(new BigInteger(64, random), product);
                BigInteger factor =
                        new BigInteger(factorBits, random)
                                .setBit(factorBits - 1)
                                .setBit(factorBits - 2);
                candidate = factor.multiply(product).add(power);
            }
            found[i] = candidate;
        }
        return found[0].multiply(found[1]);
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

    private CertificatePolicies policies() {
        ASN1ObjectIdentifier id = new ASN1ObjectIdentifier(policy);
        return new CertificatePolicies(
                practiceStatement
                        ? new PolicyInformation(
                                id,
                                new DERSequence(
                                        new PolicyQualifierInfo("http://www.jpki.go.jp/cps.html")))
                        : new PolicyInformation(id));
    }

    /// The last extension once more, under a signature that holds.
    private byte[] withDuplicateExtension(byte[] certificate)
            throws GeneralSecurityException, IOException {
        ASN1Sequence whole = ASN1Sequence.getInstance(certificate);
        ASN1EncodableVector tbs = new ASN1EncodableVector();
        for (ASN1Encodable part : ASN1Sequence.getInstance(whole.getObjectAt(0))) {
            if (part instanceof ASN1TaggedObject tagged && tagged.hasContextTag(3)) {
                ASN1Sequence extensions = ASN1Sequence.getInstance(tagged, true);
                ASN1EncodableVector more = new ASN1EncodableVector();
                extensions.forEach(more::add);
                more.add(extensions.getObjectAt(extensions.size() - 1));
                tbs.add(new DERTaggedObject(true, 3, new DERSequence(more)));
            } else {
                tbs.add(part);
            }
        }
        Signature signer = Signature.getInstance(algorithm);
        signer.initSign(signedWith.getPrivate());
        signer.update(new DERSequence(tbs).getEncoded());
        ASN1EncodableVector again = new ASN1EncodableVector();
        again.add(new DERSequence(tbs));
        again.add(whole.getObjectAt(1));
        again.add(new DERBitString(signer.sign()));
        return new DERSequence(again).getEncoded();
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
        Stream<GeneralName> six =
                Stream.of(
                        otherName(1, items[0]),
                        otherName(4, items[3]),
                        otherName(3, items[2]),
                        otherName(5, items[4]),
                        otherName(2, items[1]),
                        otherName(6, items[5]));
        Stream<GeneralName> further =
                Stream.generate(() -> new GeneralName(GeneralName.dNSName, "a"))
                        .limit(furtherNames);
        return new GeneralNames(Stream.concat(six, further).toArray(GeneralName[]::new));
    }

    private static GeneralName otherName(int suffix, String value) {
        ASN1EncodableVector parts = new ASN1EncodableVector();
        parts.add(new ASN1ObjectIdentifier(ARC + suffix));
        parts.add(new DERTaggedObject(true, 0, new DERUTF8String(value)));
        return new GeneralName(GeneralName.otherName, new DERSequence(parts));
    }

    private static X509CertificateHolder signed(
            X509v3CertificateBuilder builder, String algorithm, KeyPair keys)
            throws OperatorCreationException {
        return builder.build(new JcaContentSignerBuilder(algorithm).build(keys.getPrivate()));
    }
}
