package jp.kisai.cardwriter.web;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.kisai.cardwriter.store.Encodings;
import jp.kisai.cardwriter.store.StepRow;
import jp.kisai.contracts.journey.JourneyStep;
import jp.kisai.contracts.vocabulary.Party;
import jp.kisai.contracts.vocabulary.Uuids;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.hibernate.reactive.mutiny.Mutiny;

/// What this service did about one municipal event.
@Path("/journeys/{eventId}")
@Produces(MediaType.APPLICATION_JSON)
public class JourneysResource {

    private static final String SERVICE = "card-writer-service";

    private final Encodings encodings;
    private final Mutiny.SessionFactory sessions;

    JourneysResource(Encodings encodings, Mutiny.SessionFactory sessions) {
        this.encodings = encodings;
        this.sessions = sessions;
    }

    @GET
    @RolesAllowed({"officer", "operator"})
    @Operation(summary = "The steps of one municipal event here, oldest first")
    @APIResponse(responseCode = "200", description = "The steps; none if the event is unknown here")
    public Uni<List<JourneyStep>> of(@PathParam("eventId") String eventId) {
        UUID id = uuid(eventId);
        return sessions.withStatelessSession(session -> encodings.steps(session, id))
                .map(rows -> rows.stream().map(JourneysResource::step).toList());
    }

    private static JourneyStep step(StepRow row) {
        return new JourneyStep(
                row.change(),
                SERVICE,
                row.at,
                row.what,
                Map.of(
                        "order", row.orderId.toString(),
                        "attempts", Integer.toString(row.attempts)),
                Party.valueOf(row.mustAct),
                row.dueAt);
    }

    private static UUID uuid(String text) {
        try {
            return Uuids.parse(text);
        } catch (IllegalArgumentException notAnId) {
            throw new Refused(Problem.malformed("an event id is a UUID"));
        }
    }
}
