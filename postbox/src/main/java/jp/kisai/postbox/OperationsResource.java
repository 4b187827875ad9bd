package jp.kisai.postbox;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.DateTimeException;
import java.time.Instant;

/// The record of what operators did.
@Path("/operations/log")
@RolesAllowed("operator")
@Produces(MediaType.APPLICATION_JSON)
public class OperationsResource {

    private final Operations operations;

    OperationsResource(Operations operations) {
        this.operations = operations;
    }

    /// The newest first, a page before that instant.
    @GET
    public Uni<Response> list(
            @QueryParam("before") @DefaultValue("9999-01-01T00:00:00Z") String before) {
        try {
            return operations.latest(Instant.parse(before)).map(done -> Response.ok(done).build());
        } catch (DateTimeException unreadable) {
            return Uni.createFrom()
                    .item(
                            OperatorRequest.problem(
                                    Response.Status.BAD_REQUEST, "before is an instant in UTC"));
        }
    }
}
