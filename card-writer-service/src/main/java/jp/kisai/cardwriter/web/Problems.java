package jp.kisai.cardwriter.web;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Every failure of a request leaves as a [Problem].
public class Problems {

    @ServerExceptionMapper
    Response refused(Refused refused) {
        return refused.problem().response();
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
        Response.StatusType status = failure.getResponse().getStatusInfo();
        return Problem.ofStatus(status.getStatusCode(), status.getReasonPhrase(), "").response();
    }
}
