package jp.kisai.licence.web;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jp.kisai.contracts.event.LicenceChanged;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.RecordVersion;
import jp.kisai.licence.LicenceEvents;
import jp.kisai.licence.store.Licences;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.hibernate.reactive.mutiny.Mutiny;

/// The holder's own licence, for the portal (免許情報の確認).
@Path("/my/licence")
@Produces(MediaType.APPLICATION_JSON)
public class MyLicenceResource {

    private final Licences licences;
    private final Mutiny.SessionFactory sessions;
    private final Caller caller;

    MyLicenceResource(Licences licences, Mutiny.SessionFactory sessions, Caller caller) {
        this.licences = licences;
        this.sessions = sessions;
        this.caller = caller;
    }

    /// The holder sees what the record says, not who at the police changed it.
    public record MyLicence(RecordVersion version, LicenceChanged.Licence licence) {}

    @GET
    @RolesAllowed("portal")
    @Operation(summary = "The holder's own licence")
    @APIResponse(responseCode = "200", description = "The record as it stands")
    @APIResponse(responseCode = "404", description = "No licence")
    public Uni<MyLicence> mine() {
        HolderId holder = caller.holder().orElseThrow(() -> new Refused(Problem.noLicence()));
        return sessions.withStatelessSession(session -> licences.newest(session, holder))
                .map(found -> found.orElseThrow(() -> new Refused(Problem.noLicence())).licence())
                .map(
                        licence ->
                                new MyLicence(
                                        licence.version(),
                                        LicenceEvents.licence(licence.record())));
    }
}
