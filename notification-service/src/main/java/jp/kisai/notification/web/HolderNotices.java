package jp.kisai.notification.web;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import jp.kisai.contracts.vocabulary.HolderId;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// What a counter officer sees of a visitor's notices: what the visitor was told, word by word.
@Path("/holders/{holder}/notices")
@RolesAllowed("officer")
@Tag(name = "holders' notices")
public class HolderNotices {

    private final Inbox inbox;

    HolderNotices(Inbox inbox) {
        this.inbox = inbox;
    }

    @GET
    @Operation(summary = "A holder's notices, newest first; empty for an unknown holder")
    public Uni<NoticePage> page(
            @PathParam("holder") String holder,
            @QueryParam("language") @Nullable String language,
            @QueryParam("before") @Nullable String before,
            @QueryParam("limit") @Nullable Integer limit) {
        return inbox.page(holderId(holder), language, before, limit);
    }

    static HolderId holderId(String text) {
        try {
            return HolderId.of(text);
        } catch (IllegalArgumentException notOne) {
            throw Problem.exception(Response.Status.BAD_REQUEST, "a holder is a UUID");
        }
    }
}
