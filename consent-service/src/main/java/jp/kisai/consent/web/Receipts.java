package jp.kisai.consent.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import jp.kisai.consent.Trust;
import jp.kisai.consent.outside.PemFile;
import jp.kisai.consent.store.ConsentRow;
import jp.kisai.contracts.signature.SignedDocument;
import jp.kisai.contracts.vocabulary.HolderId;

/// The receipt for a consent: the registered version, and the same signed by this service, so that
/// the holder can prove it offline (`openssl cms -verify`).
@ApplicationScoped
class Receipts {

    private final PemFile.Signer signer;
    private final ObjectMapper json;

    Receipts(Trust trust, ObjectMapper json) {
        this.signer = trust.signer();
        this.json = json;
    }

    /// @param receipt CMS in base64 around the consent as JSON
    record Receipt(ConsentView consent, String receipt) {}

    Receipt of(HolderId holder, ConsentRow row) {
        ConsentView view = ConsentView.of(row);
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("document", "kisai-consent-receipt/1");
        content.put("holder", holder.text());
        content.put("consent", view);
        content.put("registeredAt", row.registeredAt());
        Instant signedAt = row.registeredAt().truncatedTo(ChronoUnit.SECONDS);
        try {
            byte[] cms =
                    SignedDocument.sign(
                            json.writeValueAsString(content).getBytes(StandardCharsets.UTF_8),
                            signer.key(),
                            signer.certificate(),
                            signedAt);
            return new Receipt(view, Base64.getEncoder().encodeToString(cms));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a view can be written", impossible);
        }
    }
}
