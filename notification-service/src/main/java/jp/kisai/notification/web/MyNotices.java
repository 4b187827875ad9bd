package jp.kisai.notification.web;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.Uuids;
import jp.kisai.notification.domain.Language;
import jp.kisai.notification.store.Notices;
import jp.kisai.notification.store.Preferences;
import jp.kisai.postbox.Postbox;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/// What the citizen's portal shows a holder: only the holder's own, whom the token names.
@Path("/my")
@RolesAllowed("portal")
@Tag(name = "my notices")
public class MyNotices {

    private final Inbox inbox;
    private final Notices notices;
    private final Preferences preferences;
    private final Postbox postbox;
    private final Mutiny.SessionFactory sessions;
    private final JsonWebToken token;

    MyNotices(
            Inbox inbox,
            Notices notices,
            Preferences preferences,
            Postbox postbox,
            Mutiny.SessionFactory sessions,
            JsonWebToken token) {
        this.inbox = inbox;
        this.notices = notices;
        this.preferences = preferences;
        this.postbox = postbox;
        this.sessions = sessions;
        this.token = token;
    }

    /// How a holder wants to be told.
    ///
    /// @param language `ja`, `ja-easy` or `en`
    public record Preference(@Nullable String language) {}

    @GET
    @Path("/notices")
    @Operation(summary = "The holder's notices, newest first")
    public Uni<NoticePage> page(
            @QueryParam("language") @Nullable String language,
            @QueryParam("before") @Nullable String before,
            @QueryParam("limit") @Nullable Integer limit) {
        return inbox.page(holder(), language, before, limit);
    }

    @POST
    @Path("/notices/{id}/read")
    @Operation(summary = "Mark a notice as read; the first reading counts")
    public Uni<Response> read(@PathParam("id") String id) {
        HolderId holder = holder();
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

    @GET
    @Path("/preferences")
    @Operation(summary = "How the holder wants to be told")
    public Uni<Preference> preferences() {
        HolderId holder = holder();
        return sessions.withStatelessSession(session -> preferences.language(session, holder))
                .map(language -> new Preference(language.tag()));
    }

    @PUT
    @Path("/preferences")
    @Operation(summary = "Choose the language of notices: ja, ja-easy or en")
    public Uni<Preference> prefer(@Nullable Preference wanted) {
        HolderId holder = holder();
        Language language =
                Inbox.language(
                        wanted == null || wanted.language() == null ? "" : wanted.language());
        return postbox.transact(
                        List.of(holder),
                        work -> preferences.save(work.session(), holder, language, work.now()))
                .replaceWith(new Preference(language.tag()));
    }

    private HolderId holder() {
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
