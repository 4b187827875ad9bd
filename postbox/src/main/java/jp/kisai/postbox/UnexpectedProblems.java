package jp.kisai.postbox;

import io.quarkus.logging.Log;
import io.smallrye.mutiny.TimeoutException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// What no resource answers for itself: the world is broken, and trying again helps; or we are.
/// Neither the answer nor the log repeats a message, which may speak of a person.
public class UnexpectedProblems {

    private static final String MEDIA_TYPE = "application/problem+json";
    private static final int UNAVAILABLE = 503;
    private static final int BROKEN = 500;
    private static final int TRY_AGAIN_AFTER_SECONDS = 1;

    /// A problem (RFC 9457).
    record Problem(String type, String title, int status) {}

    @ServerExceptionMapper
    Response unexpected(Throwable failure) {
        if (World.worldly(failure) || failure instanceof TimeoutException) {
            return answer("try-again-later", "Not available just now", UNAVAILABLE)
                    .header(HttpHeaders.RETRY_AFTER, TRY_AGAIN_AFTER_SECONDS)
                    .build();
        }
        Log.errorf("a request failed: %s", Defects.describe(failure));
        return answer("unexpected", "This should not have happened", BROKEN).build();
    }

    private static Response.ResponseBuilder answer(String type, String title, int status) {
        return Response.status(status)
                .type(MEDIA_TYPE)
                .entity(new Problem("urn:kisai:problem:" + type, title, status));
    }
}
