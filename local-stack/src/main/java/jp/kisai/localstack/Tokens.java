package jp.kisai.localstack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.localstack.process.PartFailed;

/// Access tokens from the stack's Keycloak, asked for once and kept until shortly before they
/// expire.
///
/// The people and secrets are those of `kisai-realm.json`; every password and secret there is the
/// word `kisai`. Never point this at a Keycloak that guards anything.
public final class Tokens {

    private static final String PASSWORD = "kisai";
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Duration SPARE = Duration.ofSeconds(60);
    private static final JsonMapper JSON = new JsonMapper();

    private final URI issuer;
    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(TIMEOUT)
                    .build();
    private final Map<String, Token> kept = new ConcurrentHashMap<>();
    private final Set<HolderId> registered = ConcurrentHashMap.newKeySet();

    private record Token(String value, Instant expiresAt) {}

    public Tokens(URI issuer) {
        this.issuer = issuer;
    }

    /// A counter officer's.
    public String officer() {
        return ofPerson("officer");
    }

    public String operator() {
        return ofPerson("operator");
    }

    public String jpkiGateway() {
        return ofClient("jpki-gateway");
    }

    public String factory() {
        return ofClient("factory");
    }

    /// The token of this holder at the portal; registers the citizen where Keycloak does not know
    /// them yet.
    public String citizen(HolderId holder) {
        if (registered.add(holder)) {
            register(holder);
        }
        return ofPerson(holder.text());
    }

    /// Anybody's whom the realm knows by name.
    public String person(String name) {
        return ofPerson(name);
    }

    private String ofPerson(String name) {
        return keep(name, personsGrant(name));
    }

    private String ofClient(String client) {
        return keep(client, clientsGrant(client));
    }

    private String keep(String name, Map<String, String> grant) {
        var token =
                kept.compute(
                        name,
                        (_, old) ->
                                old != null && Instant.now().isBefore(old.expiresAt())
                                        ? old
                                        : ask(grant));
        return token.value();
    }

    private static Map<String, String> personsGrant(String name) {
        return Map.of(
                "grant_type",
                "password",
                "client_id",
                "kisai-cli",
                "username",
                name,
                "password",
                PASSWORD);
    }

    private static Map<String, String> clientsGrant(String client) {
        return Map.of(
                "grant_type", "client_credentials",
                "client_id", client,
                "client_secret", PASSWORD);
    }

    private Token ask(Map<String, String> grant) {
        var form =
                grant.entrySet().stream()
                        .map(e -> encode(e.getKey()) + "=" + encode(e.getValue()))
                        .collect(Collectors.joining("&"));
        var address = URI.create(issuer + "/protocol/openid-connect/token");
        var response =
                send(
                        HttpRequest.newBuilder(address)
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString(form)));
        var answer = json(response);
        if (response.statusCode() != HttpURLConnection.HTTP_OK) {
            throw new PartFailed(
                    "Keycloak gave no token ("
                            + response.statusCode()
                            + "): "
                            + answer.path("error_description").asText());
        }
        var lifetime = Duration.ofSeconds(answer.path("expires_in").asLong());
        return new Token(
                answer.path("access_token").asText(), Instant.now().plus(lifetime).minus(SPARE));
    }

    private void register(HolderId holder) {
        var user =
                Map.of(
                        "username",
                        holder.text(),
                        "enabled",
                        true,
                        "attributes",
                        Map.of("holder_id", List.of(holder.text())),
                        "groups",
                        List.of("/citizens"),
                        "credentials",
                        List.of(Map.of("type", "password", "value", PASSWORD, "temporary", false)));
        var users = URI.create(issuer.toString().replace("/realms/", "/admin/realms/") + "/users");
        var response =
                send(
                        HttpRequest.newBuilder(users)
                                .header("Content-Type", "application/json")
                                .header("Authorization", "Bearer " + ofClient("local-stack"))
                                .POST(HttpRequest.BodyPublishers.ofString(text(user))));
        int status = response.statusCode();
        // Conflict: registered by an earlier run.
        if (status != HttpURLConnection.HTTP_CREATED && status != HttpURLConnection.HTTP_CONFLICT) {
            throw new PartFailed("Keycloak did not register a citizen (" + status + ").");
        }
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(
                    request.timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new PartFailed("Keycloak does not answer at " + issuer, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PartFailed("Interrupted while asking Keycloak for a token.", e);
        }
    }

    private static JsonNode json(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new PartFailed("Keycloak did not answer in JSON.", e);
        }
    }

    private static String text(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
