package jp.kisai.licence.web;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import jp.kisai.contracts.event.LicenceChanged;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.licence.Issuing;
import jp.kisai.licence.LicenceEvents;
import jp.kisai.licence.LicenceSettings;
import jp.kisai.licence.domain.Fees;
import jp.kisai.licence.domain.LicenceRecord;
import jp.kisai.licence.domain.RecordVersions;
import jp.kisai.licence.domain.TokyoTime;
import jp.kisai.licence.store.Licences;
import jp.kisai.licence.store.RecordedVersion;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/// Licence records, for counter officers; a holder may read the own one.
@Path("/licences")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class LicencesResource {

    private final Issuing issuing;
    private final Licences licences;
    private final Mutiny.SessionFactory sessions;
    private final LicenceSettings settings;
    private final Caller caller;
    private final Fees fees;
    private final Clock clock;

    LicencesResource(
            Issuing issuing,
            Licences licences,
            Mutiny.SessionFactory sessions,
            LicenceSettings settings,
            Caller caller,
            Fees fees,
            Clock clock) {
        this.issuing = issuing;
        this.licences = licences;
        this.sessions = sessions;
        this.settings = settings;
        this.caller = caller;
        this.fees = fees;
        this.clock = clock;
    }

    @POST
    @RolesAllowed("officer")
    @Operation(summary = "Issue a licence: the first version of a holder's record")
    @APIResponse(responseCode = "201", description = "Issued")
    @APIResponse(responseCode = "400", description = "Missing, contradictory or out of contract")
    @APIResponse(responseCode = "409", description = "The holder has one, or the number is taken")
    public Uni<Response> issue(@Nullable IssueRequest request) {
        IssueRequest licence = IssueRequest.present(request, "the body");
        LicenceRecord record = licence.record();
        return issuing.issue(licence.ofWhom(), record, caller.subject())
                .map(
                        issue ->
                                switch (issue) {
                                    case Issuing.Issued it -> created(it.version());
                                    case Issuing.AlreadyIssued _ ->
                                            Problem.alreadyIssued().response();
                                    case Issuing.NumberTaken _ -> Problem.numberTaken().response();
                                });
    }

    @GET
    @Path("/{holder}")
    @RolesAllowed({"officer", "portal"})
    @Operation(summary = "The record as it stands")
    @APIResponse(responseCode = "200", description = "The newest version")
    @APIResponse(responseCode = "404", description = "No licence, or another person's")
    @APIResponse(responseCode = "409", description = "Not shown in the portal to who carries it so")
    public Uni<LicenceView> newest(@PathParam("holder") String holder) {
        HolderId id = HolderInPath.of(holder);
        if (!caller.maySee(id)) {
            throw HolderInPath.noLicence();
        }
        return sessions.withStatelessSession(session -> licences.newest(session, id))
                .map(found -> LicenceView.of(shown(found.orElseThrow(HolderInPath::noLicence))));
    }

    /// An officer is shown every record, a citizen what the portal shows.
    private RecordedVersion shown(RecordedVersion version) {
        if (!caller.isOfficer()) {
            Offers.shown(version.licence(), fees, TokyoTime.dateAt(clock.instant()));
        }
        return version;
    }

    @GET
    @Path("/{holder}/versions")
    @RolesAllowed("officer")
    @Operation(summary = "Every version, oldest first")
    @APIResponse(responseCode = "200", description = "A page of versions")
    @APIResponse(responseCode = "404", description = "No licence")
    public Uni<List<LicenceView>> versions(
            @PathParam("holder") String holder,
            @Parameter(description = "Only versions after this one, for the next page")
                    @QueryParam("after")
                    @DefaultValue("0")
                    long after) {
        HolderId id = HolderInPath.of(holder);
        return sessions.withStatelessSession(
                        session ->
                                licences.versions(session, id, after, settings.versionsPerPage()))
                .map(
                        versions -> {
                            if (versions.isEmpty() && after == 0) {
                                throw HolderInPath.noLicence();
                            }
                            return versions.stream().map(LicenceView::of).toList();
                        });
    }

    @GET
    @Path("/{holder}/past")
    @RolesAllowed("officer")
    @Operation(summary = "What did the record say on one day, as known on another?")
    @APIResponse(responseCode = "200", description = "The record at the end of that day")
    @APIResponse(responseCode = "400", description = "A day is missing or none")
    @APIResponse(responseCode = "404", description = "Nothing was known of that day")
    public Uni<LicenceChanged.Licence> past(
            @PathParam("holder") String holder,
            @Parameter(description = "The day in the world, such as 2026-05-31, in Asia/Tokyo")
                    @QueryParam("on")
                    @Nullable String on,
            @Parameter(description = "The day whose knowledge counts; today if left out")
                    @QueryParam("knownOn")
                    @Nullable String knownOn) {
        HolderId id = HolderInPath.of(holder);
        Instant moment = lastInstantOf(Days.read(IssueRequest.present(on, "on"), "on"));
        Instant knownAt =
                knownOn == null ? clock.instant() : lastInstantOf(Days.read(knownOn, "knownOn"));
        return sessions.withStatelessSession(
                        session -> licences.versions(session, id, 0, settings.versionsPerRecord()))
                .map(
                        versions ->
                                new RecordVersions(
                                                versions.stream()
                                                        .map(RecordedVersion::inHistory)
                                                        .toList())
                                        .at(moment, knownAt))
                .map(record -> LicenceEvents.licence(record.orElseThrow(HolderInPath::noLicence)));
    }

    private static Response created(RecordedVersion version) {
        return Response.created(URI.create("/licences/" + version.holder().text()))
                .entity(LicenceView.of(version))
                .build();
    }

    private static Instant lastInstantOf(LocalDate day) {
        return TokyoTime.endOf(day).minusNanos(1);
    }
}
