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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Operators take up, or give up, many records at once: one prepares, another confirms.
@Path("/operations/plans")
@RolesAllowed("operator")
@Produces(MediaType.APPLICATION_JSON)
public class PlansResource {

    private final Plans plans;
    private final int longestReason;

    PlansResource(Plans plans, PostboxSettings settings) {
        this.plans = plans;
        this.longestReason = settings.operations().reasonCharacters();
    }

    /// Which records, what with them, and why. What is absent excludes nothing.
    ///
    /// @param action `REPLAY` or `GIVE_UP`
    /// @param from the first instant at which they were set aside
    /// @param until the first instant after it
    public record Preparation(
            PlanStore.@Nullable Action action,
            @Nullable String topic,
            @Nullable String cause,
            @Nullable List<String> ids,
            @Nullable String from,
            @Nullable String until,
            @Nullable String reason) {}

    /// A plan and how far it is.
    ///
    /// @param rehearsed how many records would come to which end
    /// @param outcomes how many did
    public record Plan(
            UUID id,
            PlanStore.Action action,
            String selection,
            String reason,
            Instant preparedAt,
            String preparedBy,
            @Nullable Instant confirmedAt,
            @Nullable String confirmedBy,
            long records,
            long toRehearse,
            long toDo,
            Map<String, Long> rehearsed,
            Map<String, Long> outcomes) {

        static Plan of(Plans.Answer.Stands stands) {
            PlanStore.Row plan = stands.plan();
            PlanStore.Counts counts = stands.counts();
            return new Plan(
                    plan.id(),
                    plan.action(),
                    plan.selection(),
                    plan.reason(),
                    plan.preparedAt(),
                    plan.preparedBy(),
                    plan.confirmedAt(),
                    plan.confirmedBy(),
                    counts.records(),
                    counts.toRehearse(),
                    counts.toDo(),
                    counts.rehearsed(),
                    counts.outcomes());
        }
    }

    /// Fixes which records it is about.
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Response> prepare(@Nullable Preparation preparation, @Context SecurityContext who) {
        if (preparation == null || preparation.action() == null) {
            return Uni.createFrom()
                    .item(
                            OperatorRequest.problem(
                                    Response.Status.BAD_REQUEST,
                                    "an action is needed: REPLAY or GIVE_UP"));
        }
        PlanStore.Action action = preparation.action();
        Optional<DeadLetterList.Selection> selection =
                SelectionRequest.selection(
                        preparation.topic(),
                        preparation.cause(),
                        preparation.ids() == null ? List.of() : preparation.ids(),
                        preparation.from(),
                        preparation.until());
        return selection.isEmpty()
                ? Uni.createFrom().item(SelectionRequest.unreadable())
                : OperatorRequest.justified(
                        preparation.reason(),
                        who,
                        longestReason,
                        request ->
                                plans.prepare(action, selection.get(), request)
                                        .map(PlansResource::answer));
    }

    @GET
    @Path("/{plan}")
    public Uni<Response> of(@PathParam("plan") String plan) {
        return onPlan(plan, plans::of);
    }

    /// Tries a step of the plan's records, and rolls each back.
    @POST
    @Path("/{plan}/rehearsal")
    public Uni<Response> rehearse(@PathParam("plan") String plan) {
        return onPlan(plan, plans::rehearse);
    }

    /// The second operator's word.
    @POST
    @Path("/{plan}/confirmation")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Response> confirm(
            @PathParam("plan") String plan,
            OperatorRequest.@Nullable Justification justification,
            @Context SecurityContext who) {
        return OperatorRequest.justified(
                OperatorRequest.reasonOf(justification),
                who,
                longestReason,
                request -> onPlan(plan, id -> plans.confirm(id, request)));
    }

    /// Takes up a step of the plan's records; to be asked for until nothing is left to do.
    @POST
    @Path("/{plan}/step")
    public Uni<Response> step(@PathParam("plan") String plan) {
        return onPlan(plan, plans::carryOut);
    }

    private static Uni<Response> onPlan(String plan, Function<UUID, Uni<Plans.Answer>> work) {
        return OperatorRequest.uuid(plan)
                .map(id -> work.apply(id).map(PlansResource::answer))
                .orElseGet(() -> Uni.createFrom().item(answer(new Plans.Answer.Unknown())));
    }

    private static Response answer(Plans.Answer answer) {
        return switch (answer) {
            case Plans.Answer.Stands stands -> Response.ok(Plan.of(stands)).build();
            case Plans.Answer.Refused refused ->
                    OperatorRequest.refused(refused.rule(), refused.rule().words());
            case Plans.Answer.Unknown _ ->
                    OperatorRequest.problem(Response.Status.NOT_FOUND, "there is no such plan");
        };
    }
}
