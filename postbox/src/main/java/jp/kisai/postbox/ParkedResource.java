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

    /// The longest held first.
    @GET
    public Uni<List<HeldHolders.Held>> list() {
        return heldHolders.list();
    }

    /// Holds of one cause and topic together, the most first.
    @GET
    @Path("/clusters")
    public Uni<List<HeldHolders.Cluster>> clusters() {
        return heldHolders.clusters();
    }

    /// Tries the failed record again, and then those behind it in order. Asking twice does no harm.
    @POST
    @Path("/{hold}/retry")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Response> retry(
            @PathParam("hold") String hold,
            OperatorRequest.@Nullable Justification justification,
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
            OperatorRequest.@Nullable Justification justification,
            @Context SecurityContext who) {
        return resolve(hold, justification, who, heldHolders::discard);
    }

    private Uni<Response> resolve(
            String hold,
            OperatorRequest.@Nullable Justification justification,
            SecurityContext who,
            BiFunction<UUID, OperatorRequest, Uni<Optional<ParkedRelease.Outcome>>> way) {
        Optional<UUID> id = OperatorRequest.uuid(hold);
        if (id.isEmpty()) {
            return Uni.createFrom().item(noSuchHold());
        }
        return OperatorRequest.justified(
                OperatorRequest.reasonOf(justification),
                who,
                longestReason,
                request ->
                        way.apply(id.get(), request)
                                .map(
                                        outcome ->
                                                outcome.map(done -> Response.ok(done).build())
                                                        .orElseGet(ParkedResource::noSuchHold)));
    }

    private static Response noSuchHold() {
        return OperatorRequest.problem(
                Response.Status.NOT_FOUND, "there is no such hold, or it has ended");
    }
}
