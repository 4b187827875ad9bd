package jp.kisai.licence.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Every failure of a request leaves as a [Problem].
public class Problems {

    @ServerExceptionMapper
    Response refused(Refused refused) {
        return refused.problem().response();
    }

    @ServerExceptionMapper({MismatchedInputException.class, JsonProcessingException.class})
    Response unreadable(JsonProcessingException failure) {
        return Problem.malformed("not what is expected at " + pointer(failure)).response();
    }

    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    Response unauthorized() {
        Problem problem = Problem.ofStatus(401, "Not signed in", "A valid access token is needed.");
        return Response.fromResponse(problem.response())
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .build();
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException forbidden) {
        return Problem.ofStatus(403, "Not allowed", "The token's roles do not allow this.")
                .response();
    }

    @ServerExceptionMapper
    Response other(WebApplicationException failure) {
        if (failure.getCause() instanceof JsonProcessingException unreadable) {
            return unreadable(unreadable);
        }
        Response.StatusType status = failure.getResponse().getStatusInfo();
        return Problem.ofStatus(status.getStatusCode(), status.getReasonPhrase(), "").response();
    }

    private static String pointer(JsonProcessingException failure) {
        return failure instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()
                ? mapping.getPath().stream()
                        .map(
                                step ->
                                        step.getFieldName() == null
                                                ? Integer.toString(step.getIndex())
                                                : step.getFieldName())
                        .collect(Collectors.joining("/", "/", ""))
                : "the document";
    }
}
