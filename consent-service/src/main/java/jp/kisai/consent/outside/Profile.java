package jp.kisai.consent.outside;

import static jp.kisai.consent.outside.BrokenProfile.check;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import jp.kisai.contracts.signature.DerBounds;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.bouncycastle.asn1.x509.TBSCertificate;

/// What the extensions of a signature certificate must say.
final class Profile {

    /// The tag of `extensions` in TBSCertificate (RFC 5280 §4.1).
    private static final int EXTENSIONS = 3;

    private static final DerBounds OF_EXTENSION = new DerBounds(8 * 1024, 128, 12);

    private static final Set<ASN1ObjectIdentifier> UNDERSTOOD =
            Set.of(
                    Extension.keyUsage,
                    Extension.basicConstraints,
                    Extension.certificatePolicies,
                    Extension.subjectAlternativeName,
                    Extension.issuerAlternativeName,
                    Extension.cRLDistributionPoints,
                    Extension.authorityKeyIdentifier,
                    Extension.subjectKeyIdentifier);

    private Profile() {}

    /// The extensions, none of them critical and unknown, nor of more than there is use for: the
    /// profile has six names, not thousands.
    static Extensions extensions(TBSCertificate certificate) throws BrokenProfile {
        Extensions extensions = certificate.getExtensions();
        check(extensions != null, CertificateRule.WRONG_KEY_USAGE);
        for (ASN1ObjectIdentifier one : extensions.getExtensionOIDs()) {
            byte[] value = extensions.getExtension(one).getExtnValue().getOctets();
            check(OF_EXTENSION.of(value) == DerBounds.Finding.WITHIN, CertificateRule.MALFORMED);
        }
        for (ASN1ObjectIdentifier critical : extensions.getCriticalExtensionOIDs()) {
            check(UNDERSTOOD.contains(critical), CertificateRule.UNKNOWN_CRITICAL_EXTENSION);
        }
        return extensions;
    }

    static void checkUse(Extensions extensions, ASN1ObjectIdentifier policy) throws BrokenProfile {
        Extension usage = extensions.getExtension(Extension.keyUsage);
        check(usage != null && usage.isCritical(), CertificateRule.WRONG_KEY_USAGE);
        KeyUsage bits = KeyUsage.getInstance(usage.getParsedValue());
        check(
                bits.hasUsages(KeyUsage.digitalSignature | KeyUsage.nonRepudiation)
                        && !bits.hasUsages(KeyUsage.keyCertSign)
                        && !bits.hasUsages(KeyUsage.cRLSign),
                CertificateRule.WRONG_KEY_USAGE);
        BasicConstraints constraints = BasicConstraints.fromExtensions(extensions);
        check(constraints == null || !constraints.isCA(), CertificateRule.IS_AUTHORITY);
        CertificatePolicies policies = CertificatePolicies.fromExtensions(extensions);
        check(
                policies != null
                        && Arrays.stream(policies.getPolicyInformation())
                                .map(PolicyInformation::getPolicyIdentifier)
                                .anyMatch(policy::equals),
                CertificateRule.WRONG_POLICY);
    }

    static SignatureCertificate.Names fourItems(Extensions extensions) throws BrokenProfile {
        GeneralNames names =
                GeneralNames.fromExtensions(extensions, Extension.subjectAlternativeName);
        if (names == null) {
            throw new BrokenProfile(CertificateRule.WRONG_FOUR_ITEMS);
        }
        return FourItemNames.read(names);
    }

    /// The one place where the certificate's revocation is published.
    static String distributionPoint(Extensions extensions) throws BrokenProfile, IOException {
        CRLDistPoint points = CRLDistPoint.fromExtensions(extensions);
        if (points == null || points.getDistributionPoints().length != 1) {
            throw new BrokenProfile(CertificateRule.WRONG_DISTRIBUTION_POINT);
        }
        DistributionPoint point = points.getDistributionPoints()[0];
        check(
                point.getReasons() == null && point.getCRLIssuer() == null,
                CertificateRule.WRONG_DISTRIBUTION_POINT);
        return name(point.getDistributionPoint());
    }

    /// A distribution point by its directory name, in DER, so that two are equal only byte for
    /// byte.
    static String name(DistributionPointName point) throws BrokenProfile, IOException {
        check(
                point != null && point.getType() == DistributionPointName.FULL_NAME,
                CertificateRule.WRONG_DISTRIBUTION_POINT);
        GeneralName[] names = GeneralNames.getInstance(point.getName()).getNames();
        check(
                names.length == 1 && names[0].getTagNo() == GeneralName.directoryName,
                CertificateRule.WRONG_DISTRIBUTION_POINT);
        byte[] der = names[0].getName().toASN1Primitive().getEncoded(ASN1Encoding.DER);
        return HexFormat.of().formatHex(der);
    }

    /// Reads DER and nothing else: whatever is written in another way than DER would is refused.
    static ASN1Primitive der(byte[] bytes) throws IOException {
        ASN1Primitive read = ASN1Primitive.fromByteArray(bytes);
        if (!Arrays.equals(read.getEncoded(ASN1Encoding.DER), bytes)) {
            throw new IOException("not DER");
        }
        return read;
    }

    /// Asked of the bare bytes, before Bouncy Castle's own classes throw at the second.
    static void checkEachOnce(ASN1Sequence certificate) throws BrokenProfile {
        Set<ASN1Encodable> seen = new HashSet<>();
        for (ASN1Encodable part : ASN1Sequence.getInstance(certificate.getObjectAt(0))) {
            if (part instanceof ASN1TaggedObject tagged && tagged.hasContextTag(EXTENSIONS)) {
                for (ASN1Encodable extension : ASN1Sequence.getInstance(tagged, true)) {
                    check(
                            seen.add(ASN1Sequence.getInstance(extension).getObjectAt(0)),
                            CertificateRule.DUPLICATE_EXTENSION);
                }
            }
        }
    }
}
