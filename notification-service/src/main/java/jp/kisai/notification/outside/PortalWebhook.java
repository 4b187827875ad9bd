package jp.kisai.notification.outside;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.oidc.client.OidcClient;
import io.quarkus.oidc.client.OidcClientConfigBuilder;
import io.quarkus.oidc.client.OidcClients;
import io.quarkus.oidc.client.runtime.OidcClientConfig;
import io.quarkus.oidc.client.runtime.TokensHelper;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.WebClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import jp.kisai.contracts.Headers;
import jp.kisai.notification.NotificationSettings;
import jp.kisai.notification.domain.Dispatch.Receipt;
import jp.kisai.notification.domain.Dispatch.Trouble;

/// マイナポータル, as a webhook: a signed POST for each notice, under a token of OIDC client credentials.
///
/// The body is signed like an event: detached CMS in the header `kisai-signature`. The same notice
/// always bears the same `Idempotency-Key`, so one that was taken while the answer was lost is
/// recognised.
@Startup
@ApplicationScoped
public class PortalWebhook {

    private static final int UNAUTHORISED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int GONE = 410;
    private static final int TOO_MANY = 429;

    private final Optional<Line> line;
    private final ObjectMapper json;

    PortalWebhook(
            Vertx vertx, OidcClients clients, ObjectMapper json, NotificationSettings settings) {
        this.json = json;
        this.line =
                settings.portal().url().map(url -> open(url, vertx, clients, settings.portal()));
    }

    /// Everything that is there if the portal is.
    private record Line(
            URI url, WebClient web, Uni<OidcClient> identity, TokensHelper tokens, Signer signer) {}

    /// What the portal is sent.
    ///
    /// @param outcome in one word, such as `REFUSED`
    record Message(
            UUID notice,
            UUID holder,
            String language,
            String outcome,
            String title,
            List<String> paragraphs,
            Instant happenedAt) {

        static Message of(Envelope envelope) {
            return new Message(
                    envelope.id(),
                    envelope.notice().holder().value(),
                    envelope.preference().language().tag(),
                    envelope.outcome(),
                    envelope.letter().title(),
                    envelope.letter().paragraphs(),
                    envelope.notice().happenedAt());
        }
    }

    private static Line open(
            URI url, Vertx vertx, OidcClients clients, NotificationSettings.Portal settings) {
        OidcClientConfigBuilder identity =
                OidcClientConfig.tokenPath(required(settings.tokenUrl()).toString())
                        .id("portal")
                        .discoveryEnabled(false)
                        .clientId(required(settings.clientId()))
                        .credentials(required(settings.clientSecret()));
        return new Line(
                url,
                WebClient.create(vertx),
                clients.newClient(identity.build()).memoize().indefinitely(),
                new TokensHelper(),
                Signer.read(required(settings.signer())));
    }

    private static <T> T required(Optional<T> setting) {
        return setting.orElseThrow(
                () ->
                        new IllegalStateException(
                                "a portal needs kisai.notification.portal.url, token-url, client-id,"
                                        + " client-secret and signer, all of them"));
    }

    /// What signs for the portal, if there is one.
    public Optional<X509Certificate> certificate() {
        return line.map(open -> open.signer().certificate());
    }

    boolean isRunning() {
        return line.isPresent();
    }

    Uni<Receipt> send(Envelope envelope) {
        byte[] body = body(Message.of(envelope));
        return line.<Uni<Receipt>>map(it -> send(it, envelope.id(), body, false))
                .orElseGet(() -> Uni.createFrom().item(new Receipt.Refused(Trouble.REFUSED)));
    }

    /// A token that the portal does not accept may have been withdrawn: once, a new one is tried.
    private Uni<Receipt> send(Line to, UUID notice, byte[] body, boolean newToken) {
        return to.identity()
                .chain(identity -> to.tokens().getTokens(identity, Map.of(), newToken))
                .chain(
                        tokens ->
                                to.web()
                                        .postAbs(to.url().toString())
                                        .bearerTokenAuthentication(tokens.getAccessToken())
                                        .putHeader("Content-Type", "application/json")
                                        .putHeader("Idempotency-Key", notice.toString())
                                        .putHeader(
                                                Headers.SIGNATURE,
                                                Base64.getEncoder()
                                                        .encodeToString(to.signer().sign(body)))
                                        .sendBuffer(Buffer.buffer(body)))
                .chain(
                        response ->
                                response.statusCode() == UNAUTHORISED && !newToken
                                        ? send(to, notice, body, true)
                                        : Uni.createFrom().item(receipt(response.statusCode())));
    }

    private static Receipt receipt(int status) {
        if (status >= 200 && status < 300) {
            return new Receipt.Taken();
        }
        if (status == UNAUTHORISED || status == FORBIDDEN) {
            return new Receipt.Failed(Trouble.NOT_AUTHORISED);
        }
        if (status == NOT_FOUND || status == GONE) {
            return new Receipt.Refused(Trouble.UNKNOWN_RECIPIENT);
        }
        boolean later = status == REQUEST_TIMEOUT || status == TOO_MANY || status >= 500;
        return later ? new Receipt.Failed(Trouble.BUSY) : new Receipt.Refused(Trouble.REFUSED);
    }

    private byte[] body(Message message) {
        try {
            return json.writeValueAsBytes(message);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a message cannot be written as JSON", impossible);
        }
    }
}
