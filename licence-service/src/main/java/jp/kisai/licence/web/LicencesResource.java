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
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import jp.kisai.contracts.event.LicenceChanged;
import jp.kisai.contracts.vocabulary.CardReference;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.HoldingForm;
import jp.kisai.contracts.vocabulary.LicenceState;
import jp.kisai.contracts.vocabulary.RecordVersion;
import jp.kisai.licence.Counter;
import jp.kisai.licence.LicenceEvents;
import jp.kisai.licence.LicenceSettings;
import jp.kisai.licence.domain.Holding;
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

    private final Counter counter;
    private final Licences licences;
    private final Mutiny.SessionFactory sessions;
    private final LicenceSettings settings;
    private final Caller caller;
    private final Clock clock;

    LicencesResource(
            Counter counter,
            Licences licences,
            Mutiny.SessionFactory sessions,
            LicenceSettings settings,
            Caller caller,
            Clock clock) {
        this.counter = counter;
        this.licences = licences;
        this.sessions = sessions;
        this.settings = settings;
        this.caller = caller;
        this.clock = clock;
    }

    /// @param expectedVersion the version that the officer has seen
    /// @param card the card that is to carry the licence; none for `LICENCE_ONLY`
    public record HoldingFormRequest(
            @Nullable RecordVersion expectedVersion,
            @Nullable HoldingForm form,
            @Nullable CardReference card) {}

    /// @param expectedVersion the version that the officer has seen
    public record StateRequest(
            @Nullable RecordVersion expectedVersion, @Nullable LicenceState state) {}

    @POST
    @RolesAllowed("officer")
    @Operation(summary = "Issue a licence: the first version of a holder's record")
    @APIResponse(responseCode = "201", description = "Issued")
    @APIResponse(responseCode = "400", description = "Missing, contradictory or out of contract")
    @APIResponse(responseCode = "409", description = "The holder has one, or the number is taken")
    public Uni<Response> issue(@Nullable IssueRequest request) {
        IssueRequest licence = IssueRequest.present(request, "the body");
        LicenceRecord record = licence.record();
        return counter.issue(licence.ofWhom(), record, caller.subject())
                .map(
                        issue ->
                                switch (issue) {
                                    case Counter.Issued it -> created(it.version());
                                    case Counter.AlreadyIssued _ ->
                                            Problem.alreadyIssued().response();
                                    case Counter.NumberTaken _ -> Problem.numberTaken().response();
                                });
    }

    @GET
    @Path("/{holder}")
    @RolesAllowed({"officer", "portal"})
    @Operation(summary = "The record as it stands")
    @APIResponse(responseCode = "200", description = "The newest version")
    @APIResponse(responseCode = "404", description = "No licence, or another person's")
    public Uni<LicenceView> newest(@PathParam("holder") String holder) {
        HolderId id = known(holder);
        if (!caller.maySee(id)) {
            throw new Refused(Problem.noLicence());
        }
        return sessions.withStatelessSession(session -> licences.newest(session, id))
                .map(found -> LicenceView.of(found.orElseThrow(LicencesResource::noLicence)));
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
        HolderId id = known(holder);
        return sessions.withStatelessSession(
                        session ->
                                licences.versions(session, id, after, settings.versionsPerPage()))
                .map(
                        versions -> {
                            if (versions.isEmpty() && after == 0) {
                                throw noLicence();
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
        HolderId id = known(holder);
        Instant moment = lastInstantOf(day(IssueRequest.present(on, "on"), "on"));
        Instant knownAt =
                knownOn == null ? clock.instant() : lastInstantOf(day(knownOn, "knownOn"));
        return sessions.withStatelessSession(
                        session -> licences.versions(session, id, 0, settings.versionsPerRecord()))
                .map(
                        versions ->
                                new RecordVersions(
                                                versions.stream()
                                                        .map(RecordedVersion::inHistory)
                                                        .toList())
                                        .at(moment, knownAt))
                .map(
                        record ->
                                LicenceEvents.licence(
                                        record.orElseThrow(LicencesResource::noLicence)));
    }

    @POST
    @Path("/{holder}/holding-form")
    @RolesAllowed("officer")
    @Operation(summary = "Change how the licence is carried (保有状況変更)")
    @APIResponse(responseCode = "200", description = "Changed")
    @APIResponse(responseCode = "400", description = "Missing or contradictory")
    @APIResponse(responseCode = "404", description = "No licence")
    @APIResponse(responseCode = "409", description = "Changed in the meantime, or not possible")
    public Uni<Response> changeHolding(
            @PathParam("holder") String holder, @Nullable HoldingFormRequest request) {
        HolderId id = known(holder);
        HoldingFormRequest wanted = IssueRequest.present(request, "the body");
        return counter.changeHolding(
                        id,
                        IssueRequest.present(wanted.expectedVersion(), "expectedVersion"),
                        holding(wanted),
                        caller.subject())
                .map(LicencesResource::answer);
    }

    @POST
    @Path("/{holder}/state")
    @RolesAllowed("officer")
    @Operation(summary = "Suspend, reinstate, cancel or let lapse")
    @APIResponse(responseCode = "200", description = "Changed")
    @APIResponse(responseCode = "400", description = "Missing")
    @APIResponse(responseCode = "404", description = "No licence")
    @APIResponse(responseCode = "409", description = "Changed in the meantime, or not possible")
    public Uni<Response> changeState(
            @PathParam("holder") String holder, @Nullable StateRequest request) {
        HolderId id = known(holder);
        StateRequest wanted = IssueRequest.present(request, "the body");
        return counter.changeState(
                        id,
                        IssueRequest.present(wanted.expectedVersion(), "expectedVersion"),
                        IssueRequest.present(wanted.state(), "state"),
                        caller.subject())
                .map(LicencesResource::answer);
    }

    private static Response answer(Counter.Change change) {
        return switch (change) {
            case Counter.Changed it -> Response.ok(LicenceView.of(it.version())).build();
            case Counter.NoLicence _ -> Problem.noLicence().response();
            case Counter.Outdated it -> Problem.outdated(it.newest().number()).response();
            case Counter.NotPossible it -> Problem.notPossible(it.rule()).response();
        };
    }

    private static Response created(RecordedVersion version) {
        return Response.created(URI.create("/licences/" + version.holder().text()))
                .entity(LicenceView.of(version))
                .build();
    }

    private static Holding holding(HoldingFormRequest wanted) {
        try {
            return Holding.of(
                    IssueRequest.present(wanted.form(), "form"),
                    Optional.ofNullable(wanted.card()));
        } catch (IllegalArgumentException contradiction) {
            throw new Refused(Problem.malformed(contradiction));
        }
    }

    /// An id that is none belongs to nobody.
    private static HolderId known(String holder) {
        try {
            return HolderId.of(holder);
        } catch (IllegalArgumentException notAnId) {
            throw noLicence();
        }
    }

    private static Refused noLicence() {
        return new Refused(Problem.noLicence());
    }

    private static LocalDate day(String text, String parameter) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException notADay) {
            throw new Refused(Problem.malformed(parameter + " is not a day such as 2026-05-31"));
        }
    }

    private static Instant lastInstantOf(LocalDate day) {
        return TokyoTime.endOf(day).minusNanos(1);
    }
}
