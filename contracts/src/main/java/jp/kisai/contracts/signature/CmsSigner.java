package jp.kisai.contracts.signature;

import static org.bouncycastle.cms.CMSAttributeTableGenerator.CONTENT_TYPE;
import static org.bouncycastle.cms.CMSAttributeTableGenerator.DIGEST;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.SignerInfoGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.jspecify.annotations.Nullable;

/// Writes what [SignedMessage] reads: CAdES-B-B, DER, one signer.
///
/// @param signingTime stated in the signature, if given
record CmsSigner(PrivateKey key, X509Certificate certificate, @Nullable Instant signingTime) {

    /// @throws IllegalArgumentException if this key cannot sign, or does not belong to the kind of
    ///     certificate
    byte[] sign(byte[] content, boolean enclosing) {
        try {
            CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
            generator.addSignerInfoGenerator(signer(ownAttributes()));
            if (enclosing) {
                generator.addCertificates(new JcaCertStore(List.of(certificate)));
            }
            return generator
                    .generate(new CMSProcessableByteArray(content), enclosing)
                    .getEncoded(ASN1Encoding.DER);
        } catch (CMSException
                | OperatorCreationException
                | GeneralSecurityException
                | IOException unfit) {
            throw new IllegalArgumentException("the key and certificate cannot sign", unfit);
        }
    }

    private SignerInfoGenerator signer(AttributeTable own)
            throws OperatorCreationException, GeneralSecurityException {
        String algorithm = SignatureAlgorithm.forSigningWith(certificate.getPublicKey());
        return new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
                .setSignedAttributeGenerator(
                        facts ->
                                own.add(
                                                CMSAttributes.contentType,
                                                (ASN1ObjectIdentifier) facts.get(CONTENT_TYPE))
                                        .add(
                                                CMSAttributes.messageDigest,
                                                new DEROctetString((byte[]) facts.get(DIGEST))))
                .build(new JcaContentSignerBuilder(algorithm).build(key), certificate);
    }

    private AttributeTable ownAttributes() throws GeneralSecurityException {
        byte[] fingerprint = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
        ASN1EncodableVector attributes = new ASN1EncodableVector();
        attributes.add(
                attribute(
                        PKCSObjectIdentifiers.id_aa_signingCertificateV2,
                        new SigningCertificateV2(new ESSCertIDv2(fingerprint))));
        if (signingTime != null) {
            attributes.add(attribute(CMSAttributes.signingTime, new Time(Date.from(signingTime))));
        }
        return new AttributeTable(attributes);
    }

    private static Attribute attribute(ASN1ObjectIdentifier type, ASN1Encodable value) {
        return new Attribute(type, new DERSet(value));
    }
}
