package jp.kisai.consent;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jp.kisai.contracts.signature.DetachedSignature;
import jp.kisai.localstack.doubles.Pem;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.CMSTypedData;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.SignerInfoGenerator;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.SignerInformationStore;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/// Signatures over an event by somebody who has the right certificate, and sometimes the right key,
/// and does it wrongly on purpose.
final class CrookedSignatures {

    private static final String ALGORITHM = "SHA256withECDSA";

    private final byte[] value;
    private final Pem signer;
    private final Pem stranger;

    private CrookedSignatures(byte[] value, Pem signer, Pem stranger) {
        this.value = value;
        this.signer = signer;
        this.stranger = stranger;
    }

    /// By what is wrong with each.
    static Map<String, byte[]> over(byte[] value, Pem signer, Pem stranger)
            throws IOException, GeneralSecurityException {
        try {
            return new CrookedSignatures(value, signer, stranger).all();
        } catch (CMSException | OperatorCreationException failed) {
            throw new GeneralSecurityException(failed);
        }
    }

    private Map<String, byte[]> all()
            throws IOException, GeneralSecurityException, CMSException, OperatorCreationException {
        byte[] right = DetachedSignature.sign(value, signer.key(), signer.certificate());
        byte[] other = value.clone();
        other[other.length - 2] ^= 1;
        Map<String, byte[]> all = new LinkedHashMap<>();
        all.put("over other content", detached(other, info(signer, signer)));
        all.put("without signed attributes", detached(value, direct()));
        all.put("over the attributes of another", attributesAsContent(right));
        all.put("two signers", detached(value, info(signer, signer), info(stranger, stranger)));
        all.put("content inside", enclosing());
        all.put("certificates only", certificatesOnly());
        all.put(
                "the certificate of one, the key of another",
                detached(value, info(stranger, signer)));
        all.put("content type other than data", otherType());
        all.put("another signer's", detached(value, info(stranger, stranger)));
        all.put("indefinite lengths", indefinite());
        all.put("cut off", Arrays.copyOf(right, right.length - 20));
        all.put("something behind", Arrays.copyOf(right, right.length + 1));
        all.put("nested", nested(right));
        all.put(
                "no DER",
                new byte[] {0x30, (byte) 0x84, 0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff});
        return all;
    }

    /// The signature stays right: what is unsigned is nobody's word.
    static byte[] withUnsignedAttribute(byte[] signature) throws IOException, CMSException {
        CMSSignedData data = new CMSSignedData(signature);
        SignerInformation info = data.getSignerInfos().iterator().next();
        Attribute injected =
                new Attribute(
                        new ASN1ObjectIdentifier("1.3.6.1.4.1.55555.1"),
                        new DERSet(new DERUTF8String("injected")));
        return CMSSignedData.replaceSigners(
                        data,
                        new SignerInformationStore(
                                SignerInformation.replaceUnsignedAttributes(
                                        info, new AttributeTable(injected))))
                .getEncoded(ASN1Encoding.DER);
    }

    /// The signature is over the DER of another's signed attributes: taken without attributes of
    /// its own it would pass for one over that content.
    private byte[] attributesAsContent(byte[] right)
            throws IOException, GeneralSecurityException, CMSException, OperatorCreationException {
        byte[] attributes =
                new CMSSignedData(new CMSProcessableByteArray(value), right)
                        .getSignerInfos()
                        .iterator()
                        .next()
                        .getEncodedSignedAttributes();
        return detached(attributes, direct());
    }

    private byte[] enclosing()
            throws IOException, GeneralSecurityException, CMSException, OperatorCreationException {
        return generator(info(signer, signer))
                .generate(new CMSProcessableByteArray(value), true)
                .getEncoded(ASN1Encoding.DER);
    }

    private byte[] indefinite()
            throws IOException, GeneralSecurityException, CMSException, OperatorCreationException {
        byte[] ber =
                generator(info(signer, signer))
                        .generate(new CMSProcessableByteArray(value), true)
                        .getEncoded(ASN1Encoding.BER);
        return ber;
    }

    private byte[] certificatesOnly() throws IOException, GeneralSecurityException, CMSException {
        CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
        generator.addCertificates(new JcaCertStore(List.of(signer.certificate())));
        return generator
                .generate(new CMSProcessableByteArray(value), false)
                .getEncoded(ASN1Encoding.DER);
    }

    private byte[] otherType()
            throws IOException, GeneralSecurityException, CMSException, OperatorCreationException {
        CMSTypedData typed = new CMSProcessableByteArray(CMSObjectIdentifiers.signedData, value);
        return generator(info(signer, signer)).generate(typed, false).getEncoded(ASN1Encoding.DER);
    }

    private byte[] nested(byte[] right)
            throws IOException, GeneralSecurityException, CMSException, OperatorCreationException {
        return generator(info(signer, signer))
                .generate(new CMSProcessableByteArray(CMSObjectIdentifiers.signedData, right), true)
                .getEncoded(ASN1Encoding.DER);
    }

    private static byte[] detached(byte[] content, SignerInfoGenerator... signers)
            throws IOException, CMSException {
        return generator(signers)
                .generate(new CMSProcessableByteArray(content), false)
                .getEncoded(ASN1Encoding.DER);
    }

    private static CMSSignedDataGenerator generator(SignerInfoGenerator... signers) {
        CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
        for (SignerInfoGenerator signer : signers) {
            generator.addSignerInfoGenerator(signer);
        }
        return generator;
    }

    /// @param key whose key signs
    /// @param named whose certificate it is said to be
    private static SignerInfoGenerator info(Pem key, Pem named)
            throws GeneralSecurityException, OperatorCreationException {
        DefaultSignedAttributeTableGenerator attributes =
                new DefaultSignedAttributeTableGenerator();
        return new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
                .setSignedAttributeGenerator(
                        facts ->
                                attributes
                                        .getAttributes(facts)
                                        .remove(CMSAttributes.cmsAlgorithmProtect))
                .build(
                        new JcaContentSignerBuilder(ALGORITHM).build(key.key()),
                        named.certificate());
    }

    private SignerInfoGenerator direct()
            throws GeneralSecurityException, OperatorCreationException {
        return new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
                .setDirectSignature(true)
                .build(
                        new JcaContentSignerBuilder(ALGORITHM).build(signer.key()),
                        signer.certificate());
    }
}
