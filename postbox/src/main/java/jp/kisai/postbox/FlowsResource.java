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
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// Operators pause a flow and let it go on.
@Path("/operations/flows")
@RolesAllowed("operator")
@Produces(MediaType.APPLICATION_JSON)
public class FlowsResource {

    private final Flows flows;
    private final int longestReason;

    FlowsResource(Flows flows, PostboxSettings settings) {
        this.flows = flows;
        this.longestReason = settings.operations().reasonCharacters();
    }

    /// Every topic that this service takes.
    @GET
    public Uni<List<Flows.Flow>> list() {
        return flows.list();
    }

    /// Takes nothing more of the topic, in every instance; what is in hand is finished.
    @POST
    @Path("/{topic}/pause")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Response> pause(
            @PathParam("topic") String topic,
            OperatorRequest.@Nullable Justification justification,
            @Context SecurityContext who) {
        return onFlow(topic, justification, who, flows::pause);
    }

    /// Goes on where it stopped.
    @POST
    @Path("/{topic}/resume")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Response> resume(
            @PathParam("topic") String topic,
            OperatorRequest.@Nullable Justification justification,
            @Context SecurityContext who) {
        return onFlow(topic, justification, who, flows::resume);
    }

    private Uni<Response> onFlow(
            String topic,
            OperatorRequest.@Nullable Justification justification,
            SecurityContext who,
            BiFunction<String, OperatorRequest, Uni<List<Flows.Flow>>> work) {
        if (!flows.topics().contains(topic)) {
            return Uni.createFrom()
                    .item(
                            OperatorRequest.problem(
                                    Response.Status.NOT_FOUND, "this service takes no such topic"));
        }
        return OperatorRequest.justified(
                OperatorRequest.reasonOf(justification),
                who,
                longestReason,
                request -> work.apply(topic, request).map(list -> Response.ok(list).build()));
    }
}
