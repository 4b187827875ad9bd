package jp.kisai.contracts.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERUTCTime;
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
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.SignerInfoGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.junit.jupiter.api.Test;

/// Signatures that verify, and are refused for their form all the same.
class RefusedFormsTest {

    private static final byte[] CONTENT = "{}".getBytes(UTF_8);
    private static final Keys KEYS = Keys.p256();

    @Test
    void acceptsTheFormThatTheOthersDifferFrom() throws Exception {
        assertEquals(
                new DetachedSignature.Check.Signed(KEYS.certificate()),
                check(detached(signer("SHA256withECDSA", table -> table))));
    }

    @Test
    void refusesSha1() throws Exception {
        assertForged(
                "digest algorithm is not on the list",
                detached(signer("SHA1withECDSA", table -> table)));
    }

    @Test
    void refusesASignatureWithoutSignedAttributes() throws Exception {
        assertForged("no signed attributes", detached(direct()));
    }

    @Test
    void refusesTwoSigners() throws Exception {
        assertForged(
                "not exactly one signer",
                detached(signer("SHA256withECDSA", table -> table), direct()));
    }

    @Test
    void refusesTwoSigningTimes() throws Exception {
        Attribute other =
                new Attribute(CMSAttributes.signingTime, new DERSet(time("700101000000Z")));
        assertForged(
                "a signed attribute occurs twice or has not exactly one value",
                detached(signer("SHA256withECDSA", table -> with(table, other))));
    }

    @Test
    void refusesAnAttributeWithTwoValues() throws Exception {
        ASN1EncodableVector times = new ASN1EncodableVector();
        times.add(time("700101000000Z"));
        times.add(time("700101001640Z"));
        Attribute two =
                new Attribute(PKCSObjectIdentifiers.pkcs_9_at_counterSignature, new DERSet(times));
        assertForged(
                "a signed attribute occurs twice or has not exactly one value",
                detached(signer("SHA256withECDSA", table -> with(table, two))));
    }

    @Test
    void refusesASigningCertificateThatIsAnother() throws Exception {
        byte[] other =
                MessageDigest.getInstance("SHA-256").digest(Keys.p256().certificate().getEncoded());
        Attribute wrong =
                new Attribute(
                        PKCSObjectIdentifiers.id_aa_signingCertificateV2,
                        new DERSet(new SigningCertificateV2(new ESSCertIDv2(other))));
        assertForged(
                "the signature does not verify",
                detached(signer("SHA256withECDSA", table -> with(table, wrong))));
    }

    @Test
    void refusesIndefiniteLengths() throws Exception {
        CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
        generator.addSignerInfoGenerator(signer("SHA256withECDSA", table -> table));
        assertForged(
                "not DER",
                generator
                        .generate(new CMSProcessableByteArray(CONTENT), true)
                        .getEncoded(ASN1Encoding.BER));
    }

    @Test
    void refusesMoreThanEightCertificates() throws Exception {
        CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
        generator.addSignerInfoGenerator(signer("SHA256withECDSA", table -> table));
        for (int i = 0; i < 9; i++) {
            generator.addCertificates(new JcaCertStore(List.of(Keys.p256().certificate())));
        }
        assertForged("more than 8 certificates", der(generator));
    }

    @Test
    void refusesADocumentWithoutSigningCertificate() throws Exception {
        CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
        generator.addSignerInfoGenerator(signer("SHA256withECDSA", table -> table));
        generator.addCertificates(new JcaCertStore(List.of(KEYS.certificate())));
        byte[] document =
                generator
                        .generate(new CMSProcessableByteArray(CONTENT), true)
                        .getEncoded(ASN1Encoding.DER);
        assertEquals(
                new SignedDocument.Check.Refused("no signing-certificate-v2"),
                SignedDocument.open(document));
    }

    private static Time time(String utc) {
        return Time.getInstance(new DERUTCTime(utc));
    }

    private static void assertForged(String rule, byte[] signature) {
        assertEquals(new DetachedSignature.Check.Forged(rule), check(signature));
    }

    private static DetachedSignature.Check check(byte[] signature) {
        return DetachedSignature.check(CONTENT, signature, List.of(KEYS.certificate()));
    }

    private static byte[] detached(SignerInfoGenerator... signers)
            throws CMSException, IOException {
        CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
        for (SignerInfoGenerator signer : signers) {
            generator.addSignerInfoGenerator(signer);
        }
        return der(generator);
    }

    private static byte[] der(CMSSignedDataGenerator generator) throws CMSException, IOException {
        return generator
                .generate(new CMSProcessableByteArray(CONTENT), false)
                .getEncoded(ASN1Encoding.DER);
    }

    /// Bouncy Castle's own attributes, among them signing-time, with a change to them.
    private static SignerInfoGenerator signer(
            String algorithm, UnaryOperator<AttributeTable> change)
            throws OperatorCreationException, GeneralSecurityException {
        DefaultSignedAttributeTableGenerator attributes =
                new DefaultSignedAttributeTableGenerator();
        return new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
                .setSignedAttributeGenerator(facts -> change.apply(attributes.getAttributes(facts)))
                .build(
                        new JcaContentSignerBuilder(algorithm).build(KEYS.key()),
                        KEYS.certificate());
    }

    private static SignerInfoGenerator direct()
            throws OperatorCreationException, GeneralSecurityException {
        return new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
                .setDirectSignature(true)
                .build(
                        new JcaContentSignerBuilder("SHA256withECDSA").build(KEYS.key()),
                        KEYS.certificate());
    }

    private static AttributeTable with(AttributeTable table, Attribute attribute) {
        ASN1EncodableVector attributes = table.toASN1EncodableVector();
        attributes.add(attribute);
        return new AttributeTable(attributes);
    }
}
