package jp.kisai.consent.web;

import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jp.kisai.consent.ConsentSettings;

/// Only a revocation list may be long. Every other body is refused before it is read, or, where it
/// does not say how long it is, as soon as it has become too long.
@ApplicationScoped
class BodyLimit {

    private static final String LISTS = "/revocation-lists";
    private static final int TOO_LARGE = 413;

    /// Next after Quarkus' own limit, which is the one of the lists.
    private static final int ORDER = -1;

    private final long most;

    BodyLimit(ConsentSettings settings) {
        this.most = settings.requestMaxBytes();
    }

    void install(@Observes Router router) {
        router.route().order(ORDER).handler(this::limit);
    }

    private void limit(RoutingContext request) {
        String length = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (request.normalizedPath().equals(LISTS)) {
            request.next();
        } else if (length == null) {
            request.put(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY, most);
            request.next();
        } else if (Long.parseLong(length) > most) {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            request.response().setStatusCode(TOO_LARGE).end();
        } else {
            request.next();
        }
    }
}
