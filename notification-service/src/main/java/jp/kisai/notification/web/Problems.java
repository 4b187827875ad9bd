package jp.kisai.notification.web;

import com.fasterxml.jackson.core.JacksonException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Errors as problem details, the framework's own included.
class Problems {

    @ServerExceptionMapper
    Response refused(WebApplicationException refused) {
        Response response = refused.getResponse();
        return response.hasEntity()
                ? response
                : Problem.response(Problem.of(response.getStatus(), null));
    }

    @ServerExceptionMapper
    Response unreadable(JacksonException unreadable) {
        return Problem.response(
                Problem.of(Response.Status.BAD_REQUEST.getStatusCode(), "the body cannot be read"));
    }

    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    Response unauthorized() {
        Problem problem =
                Problem.of(
                        Response.Status.UNAUTHORIZED.getStatusCode(),
                        "a valid access token is needed");
        return Response.fromResponse(Problem.response(problem))
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .build();
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException forbidden) {
        return Problem.response(
                Problem.of(
                        Response.Status.FORBIDDEN.getStatusCode(),
                        "the token's roles do not allow this"));
    }
}
