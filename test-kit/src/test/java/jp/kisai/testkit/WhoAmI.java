package jp.kisai.testkit;

import io.quarkus.security.Authenticated;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.jwt.JsonWebToken;

/// The smallest service that has something to protect.
@Path("/who-am-i")
@Authenticated
public class WhoAmI {

    @Inject JsonWebToken token;

    @GET
    @Path("/holder")
    @RolesAllowed("portal")
    public String holder() {
        return token.getClaim("holder_id");
    }

    @GET
    @Path("/officer")
    @RolesAllowed("officer")
    public String officer() {
        return "officer";
    }
}
