package jp.kisai.localstack.doubles;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;

/// JSON over HTTP with an access token; an answer that is no success becomes an exception with
/// the service's own words.
final class Rest {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int FIRST_FAILURE = 300;
    private static final int UNAVAILABLE = 503;

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(TIMEOUT)
                    .build();

    JsonNode get(URI address, String token) {
        return send(HttpRequest.newBuilder(address).GET(), token);
    }

    JsonNode post(URI address, String token, Object body) {
        return send(
                HttpRequest.newBuilder(address)
                        .header("Content-Type", "application/json")
                        .POST(json(body)),
                token);
    }

    JsonNode put(URI address, String token, String contentType, byte[] body) {
        return send(
                HttpRequest.newBuilder(address)
                        .header("Content-Type", contentType)
                        .PUT(BodyPublishers.ofByteArray(body)),
                token);
    }

    static String text(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalArgumentException(unwritable);
        }
    }

    private static BodyPublisher json(Object body) {
        return BodyPublishers.ofString(text(body));
    }

    private JsonNode send(HttpRequest.Builder request, String token) {
        HttpRequest built =
                request.header("Authorization", "Bearer " + token)
                        .header("Accept", "application/json, application/problem+json")
                        .timeout(TIMEOUT)
                        .build();
        HttpResponse<String> response = answer(built);
        if (response.statusCode() >= FIRST_FAILURE) {
            throw new IllegalStateException(
                    built.method()
                            + " "
                            + built.uri()
                            + " → "
                            + response.statusCode()
                            + " "
                            + response.body());
        }
        try {
            return response.body().isEmpty()
                    ? JSON.createObjectNode()
                    : JSON.readTree(response.body());
        } catch (JsonProcessingException noJson) {
            throw new IllegalStateException(built.uri() + " did not answer in JSON", noJson);
        }
    }

    /// A person at a counter tries again while a service is away; every request here may be
    /// repeated.
    private HttpResponse<String> answer(HttpRequest request) {
        Instant deadline = Instant.now().plus(PATIENCE);
        try {
            while (true) {
                try {
                    HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
                    if (response.statusCode() != UNAVAILABLE || Instant.now().isAfter(deadline)) {
                        return response;
                    }
                } catch (IOException away) {
                    if (Instant.now().isAfter(deadline)) {
                        throw new UncheckedIOException(
                                request.method() + " " + request.uri(), away);
                    }
                }
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }
}
