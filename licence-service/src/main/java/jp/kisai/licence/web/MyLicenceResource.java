package jp.kisai.licence.web;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import jp.kisai.contracts.event.LicenceChanged;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.RecordVersion;
import jp.kisai.licence.LicenceEvents;
import jp.kisai.licence.domain.CurrentLicence;
import jp.kisai.licence.domain.Fees;
import jp.kisai.licence.domain.TokyoTime;
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
    private final Fees fees;
    private final Clock clock;

    MyLicenceResource(
            Licences licences,
            Mutiny.SessionFactory sessions,
            Caller caller,
            Fees fees,
            Clock clock) {
        this.fees = fees;
        this.clock = clock;
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
    @APIResponse(responseCode = "409", description = "Not shown to who carries it so")
    public Uni<MyLicence> mine() {
        return current()
                .map(licence -> Offers.shown(licence, fees, today()))
                .map(
                        licence ->
                                new MyLicence(
                                        licence.version(),
                                        LicenceEvents.licence(licence.record())));
    }

    @GET
    @Path("/services")
    @RolesAllowed("portal")
    @Operation(summary = "Which services of the portal are open to the holder, and the next steps")
    @APIResponse(responseCode = "200", description = "Every service, open or closed by a rule")
    @APIResponse(responseCode = "404", description = "No licence")
    public Uni<List<Offers.ServiceOffer>> services() {
        return current().map(it -> Offers.ServiceOffer.of(it.record(), fees, today()));
    }

    @GET
    @Path("/procedures")
    @RolesAllowed("portal")
    @Operation(summary = "Which procedures are open to the holder, what they cost, what to bring")
    @APIResponse(responseCode = "200", description = "Every procedure, open or closed by a rule")
    @APIResponse(responseCode = "404", description = "No licence")
    public Uni<Offers> procedures() {
        return current().map(it -> Offers.of(it.record(), fees, today()));
    }

    private Uni<CurrentLicence> current() {
        HolderId holder = caller.holder().orElseThrow(HolderInPath::noLicence);
        return sessions.withStatelessSession(session -> licences.newest(session, holder))
                .map(found -> found.orElseThrow(HolderInPath::noLicence).licence());
    }

    private LocalDate today() {
        return TokyoTime.dateAt(clock.instant());
    }
}
