package jp.kisai.localstack.doubles;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A certification authority with the profile of the JPKI's signature certificates (署名用電子証明書),
/// and test names.
///
/// Residents' certificates are issued directly under the self-signed anchor: RSA-2048,
/// sha256WithRSA, critical keyUsage digitalSignature and nonRepudiation, the *test* policy
/// 1.2.392.200149.8.5.1.0.20, the four items as otherNames, and one distribution point per
/// municipality. Revocation lists name the same distribution point. Key pairs are drawn from a
/// small pool: making one takes longer than everything else together.
public final class TestJpki {

    /// The policy of the JPKI's test environment.
    public static final String SIGNATURE_POLICY = "1.2.392.200149.8.5.1.0.20";

    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    private static final String ANCHOR_NAME =
            "C=JP,O=JPKI,OU=JPKI for digital signature,OU=Kisai Test Authority (not for use)";
    private static final LocalDate ANCHOR_FROM = LocalDate.of(2010, 1, 1);
    private static final LocalDate ANCHOR_UNTIL = LocalDate.of(2060, 1, 1);
    private static final int KEY_POOL_SIZE = 8;
    private static final int BIRTHDAYS_VALID = 5;
    private static final int SERIAL_BITS = 96;

    private final Pem anchor;
    private final List<KeyPair> keyPool = new ArrayList<>();
    private final AtomicInteger nextKey = new AtomicInteger();
    private final SecureRandom random = new SecureRandom();

    private TestJpki(Pem anchor) {
        this.anchor = anchor;
    }

    /// The authority whose key lies in the folder; made at the first call.
    public static TestJpki in(Path folder) throws IOException, GeneralSecurityException {
        Path file = folder.resolve("anchor.pem");
        try {
            if (!Files.exists(file)) {
                KeyPair keys = SelfSigned.keys("RSA");
                new Pem(keys.getPrivate(), anchor(keys)).write(file);
            }
            return new TestJpki(Pem.read(file));
        } catch (OperatorCreationException unusable) {
            throw new GeneralSecurityException(unusable);
        }
    }

    public X509Certificate anchor() {
        return anchor.certificate();
    }

    /// Writes the anchor's certificate alone, for services that are to trust it.
    public Path writeAnchor(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        return Files.writeString(file, Pem.text(anchor.certificate()));
    }

    /// A certificate of the person's present items, valid from `issuedAt` to the end of the
    /// fifth birthday after.
    public SignatureCard issue(Person person, Instant issuedAt) {
        return issue(person, issuedAt, SIGNATURE_POLICY);
    }

    /// As [#issue(Person, Instant)] under another policy, which nobody should accept.
    public SignatureCard issue(Person person, Instant issuedAt, String policy) {
        KeyPair keys = keys();
        try {
            JcaX509v3CertificateBuilder builder =
                    new JcaX509v3CertificateBuilder(
                            anchor.certificate(),
                            new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS),
                            Date.from(issuedAt),
                            Date.from(lastInstant(person.birthDate(), issuedAt)),
                            subject(person.town()),
                            keys.getPublic());
            addProfile(builder, person, policy);
            return new SignatureCard(
                    keys.getPrivate(),
                    new JcaX509CertificateConverter().getCertificate(builder.build(signer())));
        } catch (IOException | GeneralSecurityException impossible) {
            throw new IllegalStateException("the profile is fixed and encodes", impossible);
        }
    }

    /// One municipality's revocation list, DER. The number is the second of `thisUpdate`, so it
    /// never goes backwards.
    public byte[] revocationList(
            Town town, Instant thisUpdate, Instant nextUpdate, Collection<Revocation> entries) {
        X509v2CRLBuilder builder =
                new X509v2CRLBuilder(
                        X500Name.getInstance(
                                anchor.certificate().getSubjectX500Principal().getEncoded()),
                        Date.from(thisUpdate));
        builder.setNextUpdate(Date.from(nextUpdate));
        for (Revocation entry : entries) {
            builder.addCRLEntry(entry.serial(), Date.from(entry.revokedAt()), entry.reasonCode());
        }
        try {
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(anchor.certificate()));
            builder.addExtension(
                    Extension.cRLNumber,
                    false,
                    new CRLNumber(BigInteger.valueOf(thisUpdate.getEpochSecond())));
            builder.addExtension(
                    Extension.issuingDistributionPoint,
                    true,
                    new IssuingDistributionPoint(pointName(town), false, false));
            return builder.build(signer()).getEncoded();
        } catch (IOException | GeneralSecurityException impossible) {
            throw new IllegalStateException("the profile is fixed and encodes", impossible);
        }
    }

    /// A new one each time: it holds the state of one signature, and many sign at once.
    private ContentSigner signer() {
        try {
            return new JcaContentSignerBuilder("SHA256withRSA").build(anchor.key());
        } catch (OperatorCreationException impossible) {
            throw new IllegalStateException("every Java platform has RSA", impossible);
        }
    }

    private KeyPair keys() {
        synchronized (keyPool) {
            int index = nextKey.getAndIncrement() % KEY_POOL_SIZE;
            if (index == keyPool.size()) {
                try {
                    keyPool.add(SelfSigned.keys("RSA"));
                } catch (GeneralSecurityException impossible) {
                    throw new IllegalStateException("every Java platform has RSA", impossible);
                }
            }
            return keyPool.get(index);
        }
    }

    private void addProfile(JcaX509v3CertificateBuilder builder, Person person, String policy)
            throws IOException, GeneralSecurityException {
        builder.addExtension(
                Extension.keyUsage,
                true,
                new KeyUsage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation));
        builder.addExtension(
                Extension.certificatePolicies,
                true,
                new CertificatePolicies(new PolicyInformation(new ASN1ObjectIdentifier(policy))));
        builder.addExtension(Extension.subjectAlternativeName, false, FourItemNames.of(person));
        builder.addExtension(
                Extension.issuerAlternativeName,
                false,
                new GeneralNames(new GeneralName(new X500Name("C=JP,O=公的個人認証サービス"))));
        builder.addExtension(
                Extension.cRLDistributionPoints,
                false,
                new CRLDistPoint(
                        new DistributionPoint[] {
                            new DistributionPoint(pointName(person.town()), null, null)
                        }));
        builder.addExtension(
                Extension.authorityKeyIdentifier,
                false,
                new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(anchor.certificate()));
    }

    private X500Name subject(Town town) {
        return new X500Name(
                "C=JP,L="
                        + town.prefectureName()
                        + ",L="
                        + town.localName()
                        + ",CN="
                        + Instant.now().toEpochMilli()
                        + Long.toString(random.nextLong(1L << 40), 36));
    }

    private static DistributionPointName pointName(Town town) {
        return new DistributionPointName(
                new GeneralNames(
                        new GeneralName(
                                new X500Name(
                                        "C=JP,O=JPKI,OU=JPKI for digital signature,OU=CRL"
                                                + " Distribution Points,OU="
                                                + town.prefectureName()
                                                + ",CN="
                                                + town.localName()
                                                + " CRLDP"))));
    }

    private static Instant lastInstant(LocalDate birthDate, Instant issuedAt) {
        LocalDate issued = issuedAt.atZone(TOKYO).toLocalDate();
        LocalDate birthday = birthDate.plusYears((long) issued.getYear() - birthDate.getYear());
        int birthdays = birthday.isAfter(issued) ? BIRTHDAYS_VALID - 1 : BIRTHDAYS_VALID;
        return birthDate
                .plusYears((long) issued.getYear() - birthDate.getYear() + birthdays)
                .atTime(LocalTime.of(23, 59, 59))
                .atZone(TOKYO)
                .toInstant();
    }

    private static X509Certificate anchor(KeyPair keys)
            throws IOException, GeneralSecurityException, OperatorCreationException {
        X500Name name = new X500Name(ANCHOR_NAME);
        JcaX509v3CertificateBuilder builder =
                new JcaX509v3CertificateBuilder(
                        name,
                        BigInteger.ONE,
                        Date.from(ANCHOR_FROM.atStartOfDay(TOKYO).toInstant()),
                        Date.from(ANCHOR_UNTIL.atStartOfDay(TOKYO).toInstant()),
                        name,
                        keys.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        builder.addExtension(
                Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        builder.addExtension(
                Extension.subjectKeyIdentifier,
                false,
                new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()));
        return new JcaX509CertificateConverter()
                .getCertificate(
                        builder.build(
                                new JcaContentSignerBuilder("SHA256withRSA")
                                        .build(keys.getPrivate())));
    }
}
