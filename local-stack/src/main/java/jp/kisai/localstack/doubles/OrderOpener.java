package jp.kisai.localstack.doubles;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import jp.kisai.contracts.event.EncodingOrdered;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cms.CMSAuthEnvelopedData;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.RecipientInformation;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.cms.jcajce.JceKeyTransAuthEnvelopedRecipient;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;

/// Opens orders as `docs/reference/events.md` describes them: decrypts, verifies, decodes. Built
/// on that page alone; shares nothing with the service that writes orders.
public final class OrderOpener {

    private static final int MAX_ENVELOPE_BYTES = 262_144;

    /// Of those at hand, only this provider reads the parameters of AES-GCM in CMS.
    private static final Provider GCM = new BouncyCastleProvider();

    private final String factory;
    private final PrivateKey key;
    private final List<X509Certificate> orderers;
    private final JsonMapper json =
            JsonMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();

    /// @param factory the name under which orders are made out to this factory
    /// @param key decrypts
    /// @param orderers the pinned certificates: orders, and what they bring onto chips, must be
    ///     signed by any of them
    public OrderOpener(String factory, PrivateKey key, List<X509Certificate> orderers) {
        this.factory = factory;
        this.key = key;
        this.orderers = List.copyOf(orderers);
    }

    /// An order that cannot be carried out.
    public static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        Unreadable(String rule) {
            super(rule);
        }
    }

    public OpenedOrder open(EncodingOrdered event) throws Unreadable {
        byte[] envelope = base64(event.envelope());
        if (envelope.length > MAX_ENVELOPE_BYTES) {
            throw new Unreadable("too large");
        }
        try {
            OpenedOrder order = read(verified(decrypted(envelope)));
            if (!order.order().equals(event.order())
                    || order.version() != event.version().number()) {
                throw new Unreadable("the event is about another order than the document");
            }
            return checked(order);
        } catch (CMSException | IOException | GeneralSecurityException damaged) {
            throw new Unreadable(damaged.getClass().getSimpleName());
        } catch (ChipReader.Damaged damaged) {
            throw new Unreadable(String.valueOf(damaged.getMessage()));
        }
    }

    private byte[] decrypted(byte[] envelope) throws CMSException, Unreadable {
        CMSAuthEnvelopedData sealed = new CMSAuthEnvelopedData(envelope);
        if (sealed.getRecipientInfos().size() != 1) {
            throw new Unreadable("not exactly one recipient");
        }
        RecipientInformation recipient = sealed.getRecipientInfos().iterator().next();
        if (!PKCSObjectIdentifiers.id_RSAES_OAEP.equals(
                recipient.getKeyEncryptionAlgorithm().getAlgorithm())) {
            throw new Unreadable("the key is not encrypted with RSA-OAEP");
        }
        return recipient.getContent(
                new JceKeyTransAuthEnvelopedRecipient(key).setContentProvider(GCM));
    }

    private byte[] verified(byte[] signed)
            throws CMSException, GeneralSecurityException, Unreadable {
        CMSSignedData document = new CMSSignedData(signed);
        if (document.getSignerInfos().size() != 1 || document.getSignedContent() == null) {
            throw new Unreadable("not exactly one signature around a document");
        }
        SignerInformation signer = document.getSignerInfos().iterator().next();
        for (X509Certificate orderer : orderers) {
            if (isBy(orderer, signer)) {
                return (byte[]) document.getSignedContent().getContent();
            }
        }
        throw new Unreadable("the signature does not verify");
    }

    private static boolean isBy(X509Certificate orderer, SignerInformation signer)
            throws GeneralSecurityException {
        if (!signer.getSID().match(new JcaX509CertificateHolder(orderer))) {
            return false;
        }
        try {
            return signer.verify(new JcaSimpleSignerInfoVerifierBuilder().build(orderer));
        } catch (CMSException doesNotVerify) {
            return false;
        } catch (OperatorCreationException unusable) {
            throw new GeneralSecurityException(unusable);
        }
    }

    private OpenedOrder read(byte[] document) throws IOException, Unreadable {
        JsonNode order = json.readTree(document);
        if (!"kisai-order/1".equals(order.path("document").asText())) {
            throw new Unreadable("not an order");
        }
        if (!factory.equals(order.path("recipient").asText())) {
            throw new Unreadable("made out to another factory");
        }
        Map<String, byte[]> files = new TreeMap<>();
        for (Map.Entry<String, JsonNode> file : order.path("files").properties()) {
            files.put(file.getKey(), base64(file.getValue().asText()));
        }
        return new OpenedOrder(
                UUID.fromString(order.path("order").asText()),
                order.path("card").asText(),
                order.path("version").asLong(),
                files);
    }

    private OpenedOrder checked(OpenedOrder order) throws ChipReader.Damaged, Unreadable {
        byte[] wef02 = order.files().get("WEF02");
        byte[] wef03 = order.files().get("WEF03");
        if (wef02 == null || wef03 == null || !order.files().containsKey("WEF01")) {
            throw new Unreadable("a file is missing");
        }
        for (Map.Entry<String, byte[]> file : order.files().entrySet()) {
            ChipReader.read(file.getKey(), file.getValue());
        }
        for (X509Certificate orderer : orderers) {
            if (ChipReader.signed(wef02, wef03, orderer.getPublicKey())) {
                return order;
            }
        }
        throw new Unreadable("WEF03 does not sign WEF02");
    }

    private static byte[] base64(String text) throws Unreadable {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException notBase64) {
            throw new Unreadable("not base64");
        }
    }
}
