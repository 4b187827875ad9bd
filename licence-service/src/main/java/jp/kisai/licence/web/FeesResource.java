package jp.kisai.licence.web;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import jp.kisai.licence.domain.Fees;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/// What the procedures of the counter cost.
@Path("/fees")
@NonBlocking
@Produces(MediaType.APPLICATION_JSON)
public class FeesResource {

    private final Fees fees;

    FeesResource(Fees fees) {
        this.fees = fees;
    }

    @GET
    @RolesAllowed({"officer", "portal"})
    @Operation(summary = "The table of fees, each with its source")
    @APIResponse(responseCode = "200", description = "Every fee; unconfirmed ones say so")
    public List<Fees.Row> all() {
        return fees.rows();
    }
}
