package jp.kisai.consent.web;

import static java.util.stream.Collectors.toSet;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import jp.kisai.consent.store.JourneyStore;
import jp.kisai.contracts.journey.JourneyStep;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.Uuids;
import jp.kisai.postbox.Postbox;
import jp.kisai.postbox.UnitOfWork;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// What this service did about one municipal event.
@Path("/journeys/{eventId}")
@RolesAllowed({"officer", "operator"})
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "journeys")
public class JourneysResource {

    private final JourneyStore journeys;
    private final Postbox postbox;

    JourneysResource(JourneyStore journeys, Postbox postbox) {
        this.journeys = journeys;
        this.postbox = postbox;
    }

    @GET
    @Operation(
            summary = "Every verdict on the event, what it rests on, who must act and until when")
    @APIResponse(
            responseCode = "200",
            description = "Oldest first; empty if the event is unknown here")
    public Uni<List<JourneyStep>> of(@PathParam("eventId") String eventId) {
        UUID event = id(eventId);
        return postbox.transact(
                List.of(),
                work ->
                        journeys.of(work.session(), event)
                                .chain(steps -> inTheirTraces(work, steps)));
    }

    /// The first step of each change says where the rest of its journey is seen.
    private static Uni<List<JourneyStep>> inTheirTraces(UnitOfWork work, List<JourneyStep> steps) {
        Set<ChangeKey> changes = steps.stream().map(JourneyStep::change).collect(toSet());
        return work.traceIds(changes)
                .map(
                        ids -> {
                            Map<ChangeKey, String> unsaid = new HashMap<>(ids);
                            return steps.stream().map(step -> inTrace(step, unsaid)).toList();
                        });
    }

    private static JourneyStep inTrace(JourneyStep step, Map<ChangeKey, String> unsaid) {
        String id = unsaid.remove(step.change());
        return id == null ? step : step.inTrace(id);
    }

    private static UUID id(String text) {
        try {
            return Uuids.parse(text);
        } catch (IllegalArgumentException notAnId) {
            throw new Refused(Problem.malformed("an event id is a UUID"));
        }
    }
}
