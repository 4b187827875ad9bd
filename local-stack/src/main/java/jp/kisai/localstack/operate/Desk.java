package jp.kisai.localstack.operate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import jp.kisai.localstack.StackAddresses;
import jp.kisai.localstack.Tokens;
import jp.kisai.localstack.process.PartFailed;

/// One operator's REST calls. What a service refuses is said in its own words, once: nothing here
/// is tried again by itself.
final class Desk {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final JsonMapper JSON = new JsonMapper();

    private final StackAddresses addresses;
    private final Tokens tokens;
    private final String operator;
    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(TIMEOUT)
                    .build();

    Desk(StackAddresses addresses, String operator) {
        this.addresses = addresses;
        this.tokens = new Tokens(addresses.issuer());
        this.operator = operator;
    }

    /// Every service, in the order of the alphabet.
    List<String> services() {
        return List.copyOf(new TreeMap<>(addresses.services()).keySet());
    }

    /// @param query what is empty is left out
    JsonNode get(String service, String path, Map<String, String> query) {
        StringJoiner parameters = new StringJoiner("&", "?", "").setEmptyValue("");
        query.forEach(
                (name, value) -> {
                    if (!value.isEmpty()) {
                        parameters.add(
                                name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
                    }
                });
        return send(HttpRequest.newBuilder(address(service, path + parameters)).GET());
    }

    JsonNode get(String service, String path) {
        return get(service, path, Map.of());
    }

    JsonNode post(String service, String path, Map<String, ?> body) {
        return withBody("POST", service, path, body);
    }

    JsonNode put(String service, String path, Map<String, ?> body) {
        return withBody("PUT", service, path, body);
    }

    private JsonNode withBody(String method, String service, String path, Map<String, ?> body) {
        try {
            return send(
                    HttpRequest.newBuilder(address(service, path))
                            .header("Content-Type", "application/json")
                            .method(
                                    method,
                                    BodyPublishers.ofString(JSON.writeValueAsString(body))));
        } catch (JsonProcessingException unwritable) {
            throw new IllegalArgumentException(unwritable);
        }
    }

    private URI address(String service, String path) {
        URI base = addresses.services().get(service);
        if (base == null) {
            throw new PartFailed(
                    "There is no service "
                            + service
                            + "; there are "
                            + String.join(", ", services())
                            + ".");
        }
        return URI.create(base + path);
    }

    private JsonNode send(HttpRequest.Builder request) {
        HttpRequest built =
                request.header("Authorization", "Bearer " + tokens.person(operator))
                        .header("Accept", "application/json, application/problem+json")
                        .timeout(TIMEOUT)
                        .build();
        try {
            HttpResponse<String> response = client.send(built, BodyHandlers.ofString());
            JsonNode answer = JSON.readTree(response.body());
            if (response.statusCode() != HttpURLConnection.HTTP_OK) {
                throw new PartFailed(refusal(response.statusCode(), answer));
            }
            return answer;
        } catch (JsonProcessingException noJson) {
            throw new PartFailed(built.uri() + " did not answer in JSON.", noJson);
        } catch (IOException away) {
            throw new PartFailed(built.uri() + " does not answer.", away);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new PartFailed("Interrupted while waiting for " + built.uri() + ".", interrupted);
        }
    }

    private static String refusal(int status, JsonNode problem) {
        return problem.path("type").asText("about:blank").replace("urn:kisai:problem:", "")
                + ": "
                + problem.path("detail").asText(problem.path("title").asText())
                + " ("
                + status
                + ")";
    }
}
