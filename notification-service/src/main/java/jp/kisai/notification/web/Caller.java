package jp.kisai.notification.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.Response;
import jp.kisai.contracts.vocabulary.HolderId;
import org.eclipse.microprofile.jwt.JsonWebToken;

/// Who asks.
@RequestScoped
class Caller {

    private final JsonWebToken token;

    Caller(JsonWebToken token) {
        this.token = token;
    }

    /// The holder in whose name the portal asks.
    HolderId holder() {
        String claim = token.getClaim("holder_id");
        if (claim == null) {
            throw Problem.exception(Response.Status.FORBIDDEN, "the token names no holder");
        }
        try {
            return HolderId.of(claim);
        } catch (IllegalArgumentException notOne) {
            throw Problem.exception(Response.Status.FORBIDDEN, "the token names no holder");
        }
    }
}
