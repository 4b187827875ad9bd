package jp.kisai.notification.web;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// The holder's own My Number card.
@Path("/my/card")
@RolesAllowed("portal")
@Tag(name = "cards")
public class MyCard {

    private final CardValidity validity;
    private final Caller caller;

    MyCard(CardValidity validity, Caller caller) {
        this.validity = validity;
        this.caller = caller;
    }

    @PUT
    @Operation(summary = "Say until when the holder's own card is valid")
    public Uni<Response> say(CardValidity.@Nullable Card card) {
        return validity.say(caller.holder(), card);
    }
}
