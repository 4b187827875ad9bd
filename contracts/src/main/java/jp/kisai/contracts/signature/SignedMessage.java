package jp.kisai.contracts.signature;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerIdentifier;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.jspecify.annotations.Nullable;

/// A CMS SignedData (RFC 5652) whose form has been checked and whose signature has not.
///
/// The form is narrow: DER only and not much of it, one signer, each signed attribute once with one
/// value, content type id-data. Reading hostile bytes may throw anything Bouncy Castle throws; the
/// façades turn that into an answer.
final class SignedMessage {

    static final DerBounds BOUNDS = new DerBounds(256 * 1024, 4096, 24);
    private static final int MAX_CERTIFICATES = 8;

    private final byte @Nullable [] content;
    private final SignerInfo signer;
    private final SignatureAlgorithm algorithm;
    private final Map<ASN1ObjectIdentifier, ASN1Encodable> attributes;
    private final List<ASN1Sequence> certificates;

    private SignedMessage(
            byte @Nullable [] content,
            SignerInfo signer,
            SignatureAlgorithm algorithm,
            Map<ASN1ObjectIdentifier, ASN1Encodable> attributes,
            List<ASN1Sequence> certificates) {
        this.content = content;
        this.signer = signer;
        this.algorithm = algorithm;
        this.attributes = attributes;
        this.certificates = certificates;
    }

    static SignedMessage read(byte[] der) throws BrokenRule, IOException {
        requireWithinBounds(der);
        ASN1Primitive parsed = ASN1Primitive.fromByteArray(der);
        // Also refuses indefinite lengths, constructed strings and sets out of order.
        if (!Arrays.equals(parsed.getEncoded(ASN1Encoding.DER), der)) {
            throw new BrokenRule("not DER");
        }
        ContentInfo outer = ContentInfo.getInstance(parsed);
        if (!outer.getContentType().equals(CMSObjectIdentifiers.signedData)) {
            throw new BrokenRule("not SignedData");
        }
        SignedData data = SignedData.getInstance(outer.getContent());
        if (!data.getEncapContentInfo().getContentType().equals(CMSObjectIdentifiers.data)) {
            throw new BrokenRule("content type is not id-data");
        }
        if (data.getSignerInfos().size() != 1) {
            throw new BrokenRule("not exactly one signer");
        }
        SignerInfo signer = SignerInfo.getInstance(data.getSignerInfos().getObjectAt(0));
        return new SignedMessage(
                contentOf(data),
                signer,
                SignatureAlgorithm.of(
                        signer.getDigestEncryptionAlgorithm(), signer.getDigestAlgorithm()),
                attributesOf(signer),
                certificatesOf(data));
    }

    /// Before anything is built of the bytes, and before any signature is verified.
    private static void requireWithinBounds(byte[] der) throws BrokenRule {
        switch (BOUNDS.of(der)) {
            case WITHIN -> {}
            case TOO_LONG -> throw new BrokenRule("longer than " + BOUNDS.maxBytes() + " bytes");
            case TOO_MANY_ELEMENTS ->
                    throw new BrokenRule("more than " + BOUNDS.maxElements() + " elements");
            case TOO_DEEP ->
                    throw new BrokenRule("more than " + BOUNDS.maxDepth() + " levels deep");
            case NOT_DER -> throw new BrokenRule("not DER");
        }
    }

    byte @Nullable [] content() {
        return content;
    }

    /// Read only when asked for: a detached signature is checked with pinned certificates.
    List<X509Certificate> certificates() throws IOException, GeneralSecurityException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<X509Certificate> read = new ArrayList<>();
        for (ASN1Sequence certificate : certificates) {
            byte[] der = certificate.getEncoded(ASN1Encoding.DER);
            read.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der)));
        }
        return read;
    }

    /// Whether the signer claims this certificate, by issuer and serial or by key identifier.
    boolean names(X509Certificate certificate) throws IOException {
        SignerIdentifier id = signer.getSID();
        if (id.isTagged()) {
            byte[] extension =
                    certificate.getExtensionValue(Extension.subjectKeyIdentifier.getId());
            return extension != null
                    && ASN1OctetString.getInstance(
                                    ASN1OctetString.getInstance(extension).getOctets())
                            .equals(ASN1OctetString.getInstance(id.getId()));
        }
        IssuerAndSerialNumber named = IssuerAndSerialNumber.getInstance(id.getId());
        return named.getSerialNumber().hasValue(certificate.getSerialNumber())
                && isIssuer(named.getName(), certificate);
    }

    boolean hasSigningCertificate() {
        return attributes.containsKey(PKCSObjectIdentifiers.id_aa_signingCertificateV2);
    }

    /// RFC 5035 §4: the attribute's first entry is the signer's certificate, by digest.
    boolean signingCertificateIs(X509Certificate certificate)
            throws BrokenRule, IOException, GeneralSecurityException {
        SigningCertificateV2 attribute =
                SigningCertificateV2.getInstance(
                        attributes.get(PKCSObjectIdentifiers.id_aa_signingCertificateV2));
        ESSCertIDv2[] entries = attribute.getCerts();
        if (entries.length == 0 || entries.length > MAX_CERTIFICATES) {
            throw new BrokenRule("signing-certificate-v2 names no certificate or too many");
        }
        String digest = SignatureAlgorithm.digestNamed(entries[0].getHashAlgorithm());
        return Arrays.equals(
                entries[0].getCertHash(),
                MessageDigest.getInstance(digest).digest(certificate.getEncoded()));
    }

    @Nullable Instant signingTime() {
        ASN1Encodable time = attributes.get(CMSAttributes.signingTime);
        return time == null ? null : Time.getInstance(time).getDate().toInstant();
    }

    boolean verifies(byte[] signedContent, X509Certificate by)
            throws BrokenRule, IOException, GeneralSecurityException {
        byte[] digest = MessageDigest.getInstance(algorithm.digest()).digest(signedContent);
        byte[] signed =
                ASN1OctetString.getInstance(attributes.get(CMSAttributes.messageDigest))
                        .getOctets();
        return MessageDigest.isEqual(digest, signed)
                && algorithm.verifies(
                        signer.getAuthenticatedAttributes().getEncoded(ASN1Encoding.DER),
                        signer.getEncryptedDigest().getOctets(),
                        by.getPublicKey());
    }

    /// Byte for byte: Bouncy Castle's own comparison does not mind the order of a name's parts.
    private static boolean isIssuer(X500Name named, X509Certificate certificate)
            throws IOException {
        return Arrays.equals(
                named.getEncoded(ASN1Encoding.DER),
                certificate.getIssuerX500Principal().getEncoded());
    }

    private static byte @Nullable [] contentOf(SignedData data) {
        ASN1Encodable content = data.getEncapContentInfo().getContent();
        return content == null ? null : ASN1OctetString.getInstance(content).getOctets();
    }

    private static Map<ASN1ObjectIdentifier, ASN1Encodable> attributesOf(SignerInfo signer)
            throws BrokenRule {
        ASN1Set signed = signer.getAuthenticatedAttributes();
        if (signed == null) {
            throw new BrokenRule("no signed attributes");
        }
        Map<ASN1ObjectIdentifier, ASN1Encodable> attributes = new HashMap<>();
        for (ASN1Encodable element : signed) {
            Attribute attribute = Attribute.getInstance(element);
            ASN1Set values = attribute.getAttrValues();
            if (values.size() != 1
                    || attributes.put(attribute.getAttrType(), values.getObjectAt(0)) != null) {
                throw new BrokenRule(
                        "a signed attribute occurs twice or has not exactly one value");
            }
        }
        if (!CMSObjectIdentifiers.data.equals(attributes.get(CMSAttributes.contentType))) {
            throw new BrokenRule("signed content type is not id-data");
        }
        if (!attributes.containsKey(CMSAttributes.messageDigest)) {
            throw new BrokenRule("no signed message digest");
        }
        return attributes;
    }

    private static List<ASN1Sequence> certificatesOf(SignedData data) throws BrokenRule {
        ASN1Set set = data.getCertificates();
        if (set == null) {
            return List.of();
        }
        if (set.size() > MAX_CERTIFICATES) {
            throw new BrokenRule("more than " + MAX_CERTIFICATES + " certificates");
        }
        List<ASN1Sequence> certificates = new ArrayList<>();
        for (ASN1Encodable element : set) {
            if (!(element instanceof ASN1Sequence certificate)) {
                throw new BrokenRule("a certificate is not X.509");
            }
            certificates.add(certificate);
        }
        return certificates;
    }
}
