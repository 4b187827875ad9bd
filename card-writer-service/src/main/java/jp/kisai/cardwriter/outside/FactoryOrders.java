package jp.kisai.cardwriter.outside;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import jp.kisai.cardwriter.CardWriterSettings;
import jp.kisai.cardwriter.domain.Intent;
import jp.kisai.cardwriter.domain.chip.ChipImage;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSAuthEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientInfoGenerator;
import org.bouncycastle.operator.OutputAEADEncryptor;
import org.bouncycastle.operator.jcajce.JcaAlgorithmParametersConverter;

/// Writes orders that only the factory can read and nobody else can have written.
///
/// The recipient's name is inside the signature, so a factory that decrypted an order cannot pass
/// it on to another as if it were made for that one. Signed first, then encrypted: AES-256-GCM
/// (RFC 5083, 5084), whose key is encrypted by RSA-OAEP with SHA-256 (RFC 4056); never PKCS#1 v1.5.
@ApplicationScoped
public class FactoryOrders {

    private static final String DOCUMENT = "kisai-order/1";

    private final SigningKey signingKey;
    private final FactoryCertificates certificates;
    private final String factory;
    private final JsonMapper json = new JsonMapper();

    @Inject
    FactoryOrders(
            SigningKey signingKey, FactoryCertificates certificates, CardWriterSettings settings) {
        this(signingKey, certificates, settings.factory().name());
    }

    FactoryOrders(SigningKey signingKey, FactoryCertificates certificates, String factory) {
        this.signingKey = signingKey;
        this.certificates = certificates;
        this.factory = factory;
    }

    public String factory() {
        return factory;
    }

    /// The envelope of one order, DER in base64.
    public String envelope(Intent intent, ChipImage image, Instant now) {
        byte[] signed = signingKey.signed(document(intent, image), now);
        byte[] sealed = seal(signed, certificates.recipient(now));
        return Base64.getEncoder().encodeToString(sealed);
    }

    byte[] document(Intent intent, ChipImage image) {
        ObjectNode order = json.createObjectNode();
        order.put("document", DOCUMENT);
        order.put("order", intent.order().toString());
        order.put("recipient", factory);
        order.put("card", intent.card().text());
        order.put("version", intent.version().number());
        ObjectNode files = order.putObject("files");
        image.files()
                .forEach(
                        (file, content) ->
                                files.put(
                                        file.path(),
                                        Base64.getEncoder().encodeToString(content.toArray())));
        try {
            return json.writeValueAsBytes(order);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree can always be written", impossible);
        }
    }

    private static byte[] seal(byte[] content, X509Certificate recipient) {
        try {
            CMSAuthEnvelopedDataGenerator generator = new CMSAuthEnvelopedDataGenerator();
            generator.addRecipientInfoGenerator(
                    new JceKeyTransRecipientInfoGenerator(recipient, oaep()));
            return generator
                    .generate(
                            new CMSProcessableByteArray(content),
                            (OutputAEADEncryptor)
                                    new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES256_GCM)
                                            .build())
                    .toASN1Structure()
                    .getEncoded(ASN1Encoding.DER);
        } catch (CMSException | GeneralSecurityException | IOException cause) {
            throw new IllegalStateException("the order cannot be encrypted", cause);
        }
    }

    private static AlgorithmIdentifier oaep() throws GeneralSecurityException {
        return new JcaAlgorithmParametersConverter()
                .getAlgorithmIdentifier(
                        PKCSObjectIdentifiers.id_RSAES_OAEP,
                        new OAEPParameterSpec(
                                "SHA-256",
                                "MGF1",
                                MGF1ParameterSpec.SHA256,
                                PSource.PSpecified.DEFAULT));
    }
}
