package jp.kisai.licence.web;

import static jp.kisai.licence.web.IssueRequest.present;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import jp.kisai.contracts.vocabulary.RecordVersion;
import jp.kisai.licence.Counter;
import jp.kisai.licence.Counter.Visit;
import jp.kisai.licence.domain.Fees;
import jp.kisai.licence.domain.TokyoTime;
import jp.kisai.licence.web.CounterRequests.HoldingFormRequest;
import jp.kisai.licence.web.CounterRequests.ItemsRequest;
import jp.kisai.licence.web.CounterRequests.LossRequest;
import jp.kisai.licence.web.CounterRequests.RecordingRequest;
import jp.kisai.licence.web.CounterRequests.RenewalRequest;
import jp.kisai.licence.web.CounterRequests.StateRequest;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/// What officers do to a record at the counter. Each request names the version that the officer has
/// seen; each refusal names the rule, its source and what is open instead.
@Path("/licences")
@RolesAllowed("officer")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@APIResponse(responseCode = "400", description = "Missing, contradictory or out of contract")
@APIResponse(responseCode = "404", description = "No licence")
@APIResponse(responseCode = "409", description = "Changed in the meantime, or not possible")
public class CounterResource {

    private final Counter counter;
    private final Fees fees;
    private final Caller caller;
    private final Clock clock;

    CounterResource(Counter counter, Fees fees, Caller caller, Clock clock) {
        this.counter = counter;
        this.fees = fees;
        this.caller = caller;
        this.clock = clock;
    }

    @POST
    @Path("/{holder}/holding-form")
    @RolesAllowed("officer")
    @Operation(summary = "Change how the licence is carried (保有状況変更)")
    @APIResponse(
            responseCode = "200",
            description = "Changed",
            content = @Content(schema = @Schema(implementation = Answered.class)))
    public Uni<Response> changeHolding(
            @PathParam("holder") String holder, @Nullable HoldingFormRequest request) {
        HoldingFormRequest wanted = present(request, "the body");
        Visit visit = visit(holder, wanted.expectedVersion());
        return counter.changeHolding(visit, wanted.holding(), wanted.shown()).map(this::answer);
    }

    @POST
    @Path("/{holder}/recordings")
    @RolesAllowed("officer")
    @Operation(summary = "Record the licence on another card (免許情報の記録)")
    @APIResponse(
            responseCode = "200",
            description = "Recorded",
            content = @Content(schema = @Schema(implementation = Answered.class)))
    public Uni<Response> recordOnCard(
            @PathParam("holder") String holder, @Nullable RecordingRequest request) {
        RecordingRequest wanted = present(request, "the body");
        Visit visit = visit(holder, wanted.expectedVersion());
        return counter.recordOnCard(visit, wanted.shown()).map(this::answer);
    }

    @POST
    @Path("/{holder}/losses")
    @RolesAllowed("officer")
    @Operation(summary = "Report a loss, and what to drive with from now on (紛失)")
    @APIResponse(
            responseCode = "200",
            description = "Reported",
            content = @Content(schema = @Schema(implementation = Answered.class)))
    public Uni<Response> reportLoss(
            @PathParam("holder") String holder, @Nullable LossRequest request) {
        LossRequest wanted = present(request, "the body");
        Visit visit = visit(holder, wanted.expectedVersion());
        return counter.reportLoss(visit, wanted.loss()).map(this::answer);
    }

    @POST
    @Path("/{holder}/items")
    @RolesAllowed("officer")
    @Operation(summary = "Change the holder's items at the counter (記載事項変更届)")
    @APIResponse(
            responseCode = "200",
            description = "Changed",
            content = @Content(schema = @Schema(implementation = Answered.class)))
    public Uni<Response> reportItems(
            @PathParam("holder") String holder, @Nullable ItemsRequest request) {
        ItemsRequest wanted = present(request, "the body");
        Visit visit = visit(holder, wanted.expectedVersion());
        return counter.reportItems(visit, wanted.report(TokyoTime.dateAt(clock.instant())))
                .map(this::answer);
    }

    @POST
    @Path("/{holder}/renewals")
    @RolesAllowed("officer")
    @Operation(summary = "Renew, at home or through another prefecture (更新)")
    @APIResponse(
            responseCode = "200",
            description = "Renewed",
            content = @Content(schema = @Schema(implementation = Answered.class)))
    public Uni<Response> renew(
            @PathParam("holder") String holder, @Nullable RenewalRequest request) {
        RenewalRequest wanted = present(request, "the body");
        Visit visit = visit(holder, wanted.expectedVersion());
        return counter.renew(visit, wanted.application()).map(this::answer);
    }

    @POST
    @Path("/{holder}/state")
    @RolesAllowed("officer")
    @Operation(summary = "Suspend, reinstate, cancel or let lapse")
    @APIResponse(
            responseCode = "200",
            description = "Changed",
            content = @Content(schema = @Schema(implementation = Answered.class)))
    public Uni<Response> changeState(
            @PathParam("holder") String holder, @Nullable StateRequest request) {
        StateRequest wanted = present(request, "the body");
        Visit visit = visit(holder, wanted.expectedVersion());
        return counter.changeState(visit, present(wanted.state(), "state")).map(this::answer);
    }

    private Visit visit(String holder, @Nullable RecordVersion seen) {
        return new Visit(
                HolderInPath.of(holder), present(seen, "expectedVersion"), caller.subject());
    }

    private Response answer(Counter.Change change) {
        return switch (change) {
            case Counter.Changed it -> Response.ok(Answered.of(it)).build();
            case Counter.NoLicence _ -> Problem.noLicence().response();
            case Counter.Outdated it -> Problem.outdated(it.newest().number()).response();
            case Counter.OutOfContract it -> Problem.outOfContract(it.where()).response();
            case Counter.NotPossible it ->
                    Problem.noSuchMove(it.move(), it.form(), fees).response();
            case Counter.Refused it -> Problem.refused(it.refusal(), it.form(), fees).response();
        };
    }
}
