package jp.kisai.licence.web;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import jp.kisai.contracts.journey.JourneyStep;
import jp.kisai.contracts.vocabulary.Uuids;
import jp.kisai.licence.store.AppliedChanges;
import jp.kisai.licence.store.AppliedRow;
import jp.kisai.licence.store.ChipProofs;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.hibernate.reactive.mutiny.Mutiny;

/// What this service did about one municipal event.
@Path("/journeys/{eventId}")
@Produces(MediaType.APPLICATION_JSON)
public class JourneysResource {

    private final AppliedChanges changes;
    private final ChipProofs proofs;
    private final Mutiny.SessionFactory sessions;

    JourneysResource(AppliedChanges changes, ChipProofs proofs, Mutiny.SessionFactory sessions) {
        this.changes = changes;
        this.proofs = proofs;
        this.sessions = sessions;
    }

    @GET
    @RolesAllowed({"officer", "operator"})
    @Operation(summary = "The steps of one municipal event here, oldest first")
    @APIResponse(responseCode = "200", description = "The steps; none if the event is unknown here")
    @APIResponse(responseCode = "400", description = "Not the id of an event")
    public Uni<List<JourneyStep>> of(@PathParam("eventId") String eventId) {
        return sessions.withStatelessSession(
                session ->
                        changes.of(session, id(eventId))
                                .onItem()
                                .transformToMulti(rows -> Multi.createFrom().iterable(rows))
                                .onItem()
                                .transformToUniAndConcatenate(row -> steps(session, row))
                                .collect()
                                .asList()
                                .map(JourneysResource::inOrder));
    }

    private Uni<List<JourneyStep>> steps(Mutiny.StatelessSession session, AppliedRow row) {
        return proofs.of(session, row.holder).map(proven -> Journeys.steps(row, proven));
    }

    private static List<JourneyStep> inOrder(List<List<JourneyStep>> steps) {
        return steps.stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparing(JourneyStep::at))
                .toList();
    }

    /// An id that is none was never received.
    private static UUID id(String text) {
        try {
            return Uuids.parse(text);
        } catch (IllegalArgumentException notAnId) {
            throw new Refused(Problem.malformed("an event id is a UUID"));
        }
    }
}
