package jp.kisai.consent.web;

import static io.restassured.RestAssured.given;

import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import jp.kisai.contracts.signature.SignedDocument;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.localstack.doubles.Resident;
import jp.kisai.localstack.doubles.SignatureCard;

/// What a holder fills in and signs, and how it is handed in.
public final class Forms {

    private Forms() {}

    public static RequestSpecification as(String token) {
        return given().auth().oauth2(token);
    }

    public static ValidatableResponse post(
            HolderId holder, String path, String token, String document) {
        return post(holder, path, token, Map.of("document", document));
    }

    public static ValidatableResponse post(
            HolderId holder, String path, String token, Map<String, String> body) {
        String field =
                path.equals("/certificates") && body.containsKey("document") ? "certificate" : "";
        return as(token)
                .contentType("application/json")
                .body(field.isEmpty() ? body : Map.of(field, body.values().iterator().next()))
                .post("/holders/" + holder.text() + path)
                .then();
    }

    /// For address and name, signed with the resident's card.
    public static String consent(Resident resident, Instant at) {
        return paper(consentText(resident.holder(), at), resident.card(), at);
    }

    static String consentText(HolderId holder, Instant at) {
        return "{\"document\":\"kisai-consent/1\",\"holder\":\"%s\",\"items\":[\"ADDRESS\",\"NAME\"],\"wording\":\"2025-03\",\"givenAt\":\"%s\"}"
                .formatted(holder.text(), at);
    }

    public static String withdrawal(Resident resident, Instant at) {
        return paper(
                "{\"document\":\"kisai-consent-withdrawal/1\",\"holder\":\"%s\",\"withdrawnAt\":\"%s\"}"
                        .formatted(resident.holder().text(), at),
                resident.card(),
                at);
    }

    public static String domicile(Resident resident, String domicile, Instant at) {
        return paper(
                "{\"document\":\"kisai-domicile/1\",\"holder\":\"%s\",\"domicile\":\"%s\",\"submittedAt\":\"%s\"}"
                        .formatted(resident.holder().text(), domicile, at),
                resident.card(),
                at);
    }

    static String paper(String text, SignatureCard card, Instant at) {
        return Base64.getEncoder()
                .encodeToString(
                        SignedDocument.sign(
                                text.getBytes(StandardCharsets.UTF_8),
                                card.key(),
                                card.certificate(),
                                at));
    }
}
