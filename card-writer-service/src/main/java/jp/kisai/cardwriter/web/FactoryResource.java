package jp.kisai.cardwriter.web;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import jp.kisai.cardwriter.CardWriterSettings;
import jp.kisai.cardwriter.store.FactoryPauseRow;
import jp.kisai.cardwriter.store.FactoryPauses;
import jp.kisai.postbox.Postbox;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/// The factory, and an operator's word that no order leaves for it.
@Path("/factory")
@Produces(MediaType.APPLICATION_JSON)
public class FactoryResource {

    private static final int MAX_REASON = 200;

    private final FactoryPauses pauses;
    private final Mutiny.SessionFactory sessions;
    private final JsonWebToken token;
    private final Postbox postbox;
    private final String factory;

    FactoryResource(
            FactoryPauses pauses,
            Mutiny.SessionFactory sessions,
            JsonWebToken token,
            Postbox postbox,
            CardWriterSettings settings) {
        this.pauses = pauses;
        this.sessions = sessions;
        this.token = token;
        this.postbox = postbox;
        this.factory = settings.factory().name();
    }

    /// @param reason why it is paused; no personal data
    public record PauseRequest(@Nullable String reason) {}

    /// @param pausedAt null if orders leave
    public record FactoryView(
            String factory,
            boolean paused,
            @Nullable String reason,
            @Nullable String pausedBy,
            @Nullable Instant pausedAt) {

        static FactoryView of(String factory, Optional<FactoryPauseRow> pause) {
            return pause.map(
                            row ->
                                    new FactoryView(
                                            factory, true, row.reason, row.pausedBy, row.pausedAt))
                    .orElseGet(() -> new FactoryView(factory, false, null, null, null));
        }
    }

    @GET
    @RolesAllowed({"officer", "operator"})
    @Operation(summary = "The factory, and whether orders leave for it")
    @APIResponse(responseCode = "200", description = "How it stands")
    public Uni<FactoryView> view() {
        return sessions.withStatelessSession(session -> pauses.of(session, factory))
                .map(pause -> FactoryView.of(factory, pause));
    }

    @PUT
    @Path("/pause")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("operator")
    @Operation(summary = "Lets no further order leave for the factory")
    @APIResponse(
            responseCode = "200",
            description = "It is paused; what is ordered already goes on")
    @APIResponse(responseCode = "400", description = "No reason, or one longer than 200 characters")
    public Uni<FactoryView> pause(@Nullable PauseRequest request) {
        String reason = request == null ? null : request.reason();
        if (reason == null || reason.isBlank() || reason.length() > MAX_REASON) {
            throw new Refused(Problem.malformed("a reason of at most 200 characters is needed"));
        }
        String by = token.getSubject();
        return postbox.transact(
                        List.of(),
                        work -> {
                            work.because(reason);
                            return pauses.pause(work.session(), factory, reason, by, work.now());
                        })
                .chain(this::view);
    }

    @DELETE
    @Path("/pause")
    @RolesAllowed("operator")
    @Operation(summary = "Lets orders leave again, the longest due first")
    @APIResponse(responseCode = "200", description = "It is not paused")
    public Uni<FactoryView> resume() {
        return postbox.transact(List.of(), work -> pauses.resume(work.session(), factory))
                .chain(this::view);
    }
}
