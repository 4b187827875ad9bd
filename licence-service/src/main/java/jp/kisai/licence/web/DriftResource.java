package jp.kisai.licence.web;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import jp.kisai.licence.store.ChipProofs;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.hibernate.reactive.mutiny.Mutiny;

/// How far the chips are behind the records, prefecture by prefecture.
@Path("/drift")
@Produces(MediaType.APPLICATION_JSON)
public class DriftResource {

    private final ChipProofs proofs;
    private final Mutiny.SessionFactory sessions;

    DriftResource(ChipProofs proofs, Mutiny.SessionFactory sessions) {
        this.proofs = proofs;
        this.sessions = sessions;
    }

    @GET
    @RolesAllowed("operator")
    @Operation(summary = "Licences whose chip is not proven to say what the record says")
    @APIResponse(
            responseCode = "200",
            description = "Prefectures with a drift; the others have none")
    public Uni<List<ChipProofs.Drift>> drift() {
        return sessions.withStatelessSession(proofs::drift);
    }
}
