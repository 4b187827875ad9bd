package jp.kisai.notification.web;

import com.fasterxml.jackson.core.JacksonException;
import jakarta.ws.rs.WebApplicationException;
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
}
