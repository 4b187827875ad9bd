package jp.kisai.localstack.doubles;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import jp.kisai.contracts.signature.SignedDocument;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.HoldingForm;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.LicenceState;

/// What people do through REST: officers and operators at the police, citizens at the portal,
/// and the JPKI gateway.
public final class Counter {

    private static final String CONSENT = "consent-service";
    private static final String LICENCE = "licence-service";
    private static final String CONSENT_WORDING = "2025-03";

    private final Access access;
    private final Rest rest = new Rest();

    public Counter(Access access) {
        this.access = access;
    }

    /// An operator registers a municipality's certificate.
    public void register(Municipality municipality, Instant from, Instant until)
            throws IOException {
        rest.post(
                address(CONSENT, "/producers"),
                access.operatorToken(),
                Map.of(
                        "municipality", municipality.town().code().digits(),
                        "certificate", municipality.certificateText(),
                        "validFrom", from.toString(),
                        "validUntil", until.toString()));
    }

    /// An officer issues a licence.
    public void issueLicence(HolderId holder, LicenceToIssue licence) {
        rest.post(address(LICENCE, "/licences"), access.officerToken(), licence.body(holder));
    }

    /// An officer takes in a signature certificate.
    public void submitCertificate(HolderId holder, SignatureCard card) {
        rest.post(
                holders(holder, "/certificates"),
                access.officerToken(),
                Map.of("certificate", card.certificateText()));
    }

    /// The holder consents at the counter, now.
    public void consent(HolderId holder, SignatureCard card, Set<Item> items) {
        Instant now = now();
        rest.post(
                holders(holder, "/consents"),
                access.officerToken(),
                signed(consentDocument(holder, items, now), card, now));
    }

    /// An operator brings in a consent that was given earlier.
    public void importConsent(
            HolderId holder, SignatureCard card, Set<Item> items, Instant givenAt) {
        rest.post(
                holders(holder, "/consents/imports"),
                access.operatorToken(),
                signed(consentDocument(holder, items, givenAt), card, givenAt));
    }

    /// The holder submits a domicile change at the portal.
    public void submitDomicile(HolderId holder, SignatureCard card, String domicile) {
        Instant now = now();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("document", "kisai-domicile/1");
        document.put("holder", holder.text());
        document.put("domicile", domicile);
        document.put("submittedAt", now.toString());
        rest.post(
                holders(holder, "/domicile-submissions"),
                access.citizenToken(holder),
                signed(Rest.text(document), card, now));
    }

    /// The gateway hands over a revocation list.
    public void handOver(byte[] revocationList) {
        rest.put(
                address(CONSENT, "/revocation-lists"),
                access.jpkiGatewayToken(),
                "application/pkix-crl",
                revocationList);
    }

    /// An officer changes the licence's state.
    public void changeState(HolderId holder, LicenceState state) {
        long seen = licence(holder).path("version").asLong();
        rest.post(
                licences(holder, "/state"),
                access.officerToken(),
                Map.of("expectedVersion", seen, "state", state));
    }

    /// The licence as it stands.
    public JsonNode licence(HolderId holder) {
        return rest.get(licences(holder, ""), access.officerToken());
    }

    /// What one service did about an event; an array of [jp.kisai.contracts.journey.JourneyStep].
    public JsonNode journey(String service, UUID event) {
        return rest.get(address(service, "/journeys/" + event), access.operatorToken());
    }

    /// What the holder finds in the portal's inbox.
    public JsonNode notices(HolderId holder) {
        return rest.get(
                address("notification-service", "/my/notices"), access.citizenToken(holder));
    }

    private static String consentDocument(HolderId holder, Set<Item> items, Instant givenAt) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("document", "kisai-consent/1");
        document.put("holder", holder.text());
        document.put("items", List.copyOf(new TreeSet<>(items)));
        document.put("wording", CONSENT_WORDING);
        document.put("givenAt", givenAt.toString());
        return Rest.text(document);
    }

    private static Map<String, String> signed(
            String document, SignatureCard card, Instant signingTime) {
        byte[] cms =
                SignedDocument.sign(
                        document.getBytes(StandardCharsets.UTF_8),
                        card.key(),
                        card.certificate(),
                        signingTime);
        return Map.of("document", Base64.getEncoder().encodeToString(cms));
    }

    /// CMS signing times have whole seconds (RFC 5652 §11.3).
    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }

    private URI holders(HolderId holder, String path) {
        return address(CONSENT, "/holders/" + holder.text() + path);
    }

    private URI licences(HolderId holder, String path) {
        return address(LICENCE, "/licences/" + holder.text() + path);
    }

    private URI address(String service, String path) {
        return URI.create(access.service(service) + path);
    }

    /// A licence that the person passed a test for.
    public record LicenceToIssue(
            Person person,
            String number,
            HoldingForm form,
            String card,
            LocalDate issuedOn,
            LocalDate validUntil) {

        Map<String, Object> body(HolderId holder) {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("holder", holder.text());
            body.put("number", number);
            body.put("name", person.name());
            body.put("kana", person.kana());
            body.put("birthDate", person.birthDate().toString());
            body.put("municipality", person.town().code().digits());
            body.put("address", person.address());
            body.put("domicile", person.domicile());
            body.put("commission", person.town().prefectureName());
            body.put("issuedOn", issuedOn.toString());
            body.put("validUntil", validUntil.toString());
            body.put(
                    "classes",
                    List.of(Map.of("licenceClass", "ORDINARY", "grantedOn", issuedOn.toString())));
            body.put("conditions", List.of("眼鏡等"));
            body.put("remarks", List.of());
            body.put("colour", "BLUE");
            body.put("form", form);
            body.put("state", "IN_FORCE");
            body.put("card", card);
            return body;
        }

        @Override
        public String toString() {
            return "LicenceToIssue[" + form + "]";
        }
    }
}
