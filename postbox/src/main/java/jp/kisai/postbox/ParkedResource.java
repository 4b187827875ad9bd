package jp.kisai.postbox;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import jp.kisai.contracts.vocabulary.Uuids;
import org.jspecify.annotations.Nullable;

/// Operators see which holders are held by a failure, and resolve it. Nothing here names a person.
@Path("/operations/parked")
@RolesAllowed("operator")
@Produces(MediaType.APPLICATION_JSON)
public class ParkedResource {

    private final HeldHolders heldHolders;
    private final int longestReason;

    ParkedResource(HeldHolders heldHolders, PostboxSettings settings) {
        this.heldHolders = heldHolders;
        this.longestReason = settings.operations().reasonCharacters();
    }

    /// @param reason why; kept for ever, so nothing about the person belongs here
    public record Justification(@Nullable String reason) {}

    /// A problem (RFC 9457).
    public record Problem(String type, String title, int status, String detail) {}

    /// The longest held first.
    @GET
    public Uni<List<HeldHolders.Held>> list() {
        return heldHolders.list();
    }

    /// Tries the failed record again, and then those behind it in order. Asking twice does no harm.
    @POST
    @Path("/{hold}/retry")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Response> retry(
            @PathParam("hold") String hold,
            @Nullable Justification justification,
            @Context SecurityContext who) {
        return resolve(hold, justification, who, heldHolders::retry);
    }

    /// Gives the failed record up, and releases those behind it. Its bytes stay in the dead-letter
    /// topic.
    @POST
    @Path("/{hold}/discard")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Response> discard(
            @PathParam("hold") String hold,
            @Nullable Justification justification,
            @Context SecurityContext who) {
        return resolve(hold, justification, who, heldHolders::discard);
    }

    private Uni<Response> resolve(
            String hold,
            @Nullable Justification justification,
            SecurityContext who,
            BiFunction<UUID, HeldHolders.Request, Uni<Optional<ParkedRelease.Outcome>>> way) {
        Optional<UUID> id = uuid(hold);
        if (id.isEmpty()) {
            return Uni.createFrom().item(noSuchHold());
        }
        String reason = justification == null ? null : justification.reason();
        if (reason == null || reason.isBlank() || reason.length() > longestReason) {
            return Uni.createFrom()
                    .item(
                            problem(
                                    Response.Status.BAD_REQUEST,
                                    "a reason of at most "
                                            + longestReason
                                            + " characters is needed"));
        }
        return way.apply(
                        id.get(),
                        new HeldHolders.Request(who.getUserPrincipal().getName(), reason.strip()))
                .map(
                        outcome ->
                                outcome.map(done -> Response.ok(done).build())
                                        .orElseGet(ParkedResource::noSuchHold));
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(Uuids.parse(text));
        } catch (IllegalArgumentException notOne) {
            return Optional.empty();
        }
    }

    private static Response noSuchHold() {
        return problem(Response.Status.NOT_FOUND, "there is no such hold, or it has ended");
    }

    private static Response problem(Response.Status status, String detail) {
        return Response.status(status)
                .type("application/problem+json")
                .entity(
                        new Problem(
                                "about:blank",
                                status.getReasonPhrase(),
                                status.getStatusCode(),
                                detail))
                .build();
    }
}
