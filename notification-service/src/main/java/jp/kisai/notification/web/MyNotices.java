package jp.kisai.notification.web;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.Uuids;
import jp.kisai.notification.store.Notices;
import jp.kisai.postbox.Postbox;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// What the citizen's portal shows a holder: only the holder's own, whom the token names.
@Path("/my")
@RolesAllowed("portal")
@Tag(name = "my notices")
public class MyNotices {

    private final Inbox inbox;
    private final Notices notices;
    private final Postbox postbox;
    private final Caller caller;

    MyNotices(Inbox inbox, Notices notices, Postbox postbox, Caller caller) {
        this.inbox = inbox;
        this.notices = notices;
        this.postbox = postbox;
        this.caller = caller;
    }

    @GET
    @Path("/notices")
    @Operation(summary = "The holder's notices, newest first")
    public Uni<NoticePage> page(
            @QueryParam("language") @Nullable String language,
            @QueryParam("before") @Nullable String before,
            @QueryParam("limit") @Nullable Integer limit) {
        return inbox.page(caller.holder(), language, before, limit);
    }

    @POST
    @Path("/notices/{id}/read")
    @Operation(summary = "Mark a notice as read; the first reading counts")
    public Uni<Response> read(@PathParam("id") String id) {
        HolderId holder = caller.holder();
        UUID notice = noticeId(id);
        return postbox.transact(
                        List.of(holder),
                        work -> notices.read(work.session(), holder, notice, work.now()))
                .map(
                        found -> {
                            if (!found) {
                                throw unknownNotice();
                            }
                            return Response.noContent().build();
                        });
    }

    /// Another holder's notice and nobody's are alike.
    private static RuntimeException unknownNotice() {
        return Problem.exception(Response.Status.NOT_FOUND, "there is no such notice");
    }

    private static UUID noticeId(String text) {
        try {
            return Uuids.parse(text);
        } catch (IllegalArgumentException notOne) {
            throw unknownNotice();
        }
    }
}
