package jp.kisai.consent.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jp.kisai.consent.Declined;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Every failure of a request leaves as a [Problem].
public class Problems {

    private static final int CONFLICT = 409;
    private static final int UNPROCESSABLE = 422;
    private static final int UNAVAILABLE = 503;

    @ServerExceptionMapper
    Response refused(Refused refused) {
        return refused.problem().response();
    }

    @ServerExceptionMapper
    Response declined(Declined declined) {
        return Problem.of(status(declined.rule()), declined.rule().name(), declined.detail())
                .response();
    }

    @ServerExceptionMapper({MismatchedInputException.class, JsonProcessingException.class})
    Response unreadable(JsonProcessingException failure) {
        return Problem.malformed("not what is expected").response();
    }

    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    Response unauthorized() {
        return Response.fromResponse(Problem.ofStatus(401, "Not signed in").response())
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .build();
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException forbidden) {
        return Problem.ofStatus(403, "Not allowed").response();
    }

    @ServerExceptionMapper
    Response other(WebApplicationException failure) {
        Response.StatusType status = failure.getResponse().getStatusInfo();
        return Problem.ofStatus(status.getStatusCode(), status.getReasonPhrase()).response();
    }

    private static int status(Declined.Rule rule) {
        return switch (rule) {
            case DOCUMENT_REFUSED,
                    OTHER_DOCUMENT,
                    OTHER_HOLDER,
                    SIGNED_TOO_LONG_AGO,
                    SIGNED_IN_FUTURE,
                    CERTIFICATE_NOT_IN_ORDER,
                    CERTIFICATE_NOT_VALID ->
                    UNPROCESSABLE;
            case CERTIFICATE_NOT_SUBMITTED, LINKAGE_TOO_EARLY, CERTIFICATE_OF_ANOTHER, NO_CONSENT ->
                    CONFLICT;
            case CERTIFICATE_UNDETERMINED, TRY_AGAIN_LATER -> UNAVAILABLE;
        };
    }
}
