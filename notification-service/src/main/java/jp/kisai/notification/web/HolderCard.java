package jp.kisai.notification.web;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// A visitor's My Number card.
@Path("/holders/{holder}/card")
@RolesAllowed("officer")
@Tag(name = "cards")
public class HolderCard {

    private final CardValidity validity;

    HolderCard(CardValidity validity) {
        this.validity = validity;
    }

    @PUT
    @Operation(summary = "Say until when a visitor's card is valid")
    public Uni<Response> say(@PathParam("holder") String holder, CardValidity.@Nullable Card card) {
        return validity.say(HolderNotices.holderId(holder), card);
    }
}
