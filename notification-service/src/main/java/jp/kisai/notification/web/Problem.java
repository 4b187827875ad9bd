package jp.kisai.notification.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/// Why a request was not served: RFC 9457 problem details. Nothing in it repeats what was asked.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(String type, String title, int status, @Nullable String detail) {

    static final String MEDIA_TYPE = "application/problem+json";

    private static final String BLANK = "about:blank";

    static Problem of(int status, @Nullable String detail) {
        Response.Status known = Response.Status.fromStatusCode(status);
        return new Problem(
                BLANK, known == null ? "Error" : known.getReasonPhrase(), status, detail);
    }

    /// To be thrown by a resource.
    static WebApplicationException exception(Response.Status status, String detail) {
        return new WebApplicationException(response(of(status.getStatusCode(), detail)));
    }

    static Response response(Problem problem) {
        return Response.status(problem.status()).type(MEDIA_TYPE).entity(problem).build();
    }
}
