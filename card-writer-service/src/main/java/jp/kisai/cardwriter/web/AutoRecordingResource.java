package jp.kisai.cardwriter.web;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import jp.kisai.cardwriter.CardWriterSettings;
import jp.kisai.cardwriter.domain.AutoRecording;
import jp.kisai.cardwriter.store.CardProductionRow;
import jp.kisai.cardwriter.store.Standings;
import jp.kisai.contracts.vocabulary.CardReference;
import jp.kisai.contracts.vocabulary.HolderId;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.hibernate.reactive.mutiny.Mutiny;

/// Whether a holder's licence would go onto a new card by itself, and what became of it when one
/// was made.
@Path("/holders/{holder}")
@Produces(MediaType.APPLICATION_JSON)
public class AutoRecordingResource {

    /// What the application itself decides.
    private static final List<AutoRecording.Obstacle> DECIDED_BY_THE_APPLICATION =
            List.of(
                    AutoRecording.Obstacle.NOT_APPLIED_ONLINE,
                    AutoRecording.Obstacle.CERTIFICATE_NOT_WANTED,
                    AutoRecording.Obstacle.CARD_LOST_OR_DAMAGED,
                    AutoRecording.Obstacle.OTHER_LICENCE_NUMBER);

    private final Standings standings;
    private final Mutiny.SessionFactory sessions;
    private final Caller caller;
    private final Clock clock;
    private final int perPage;

    AutoRecordingResource(
            Standings standings,
            Mutiny.SessionFactory sessions,
            Caller caller,
            Clock clock,
            CardWriterSettings settings) {
        this.standings = standings;
        this.sessions = sessions;
        this.caller = caller;
        this.clock = clock;
        this.perPage = settings.encodingsPerPage();
    }

    /// @param ready whether nothing stands in the way today
    /// @param obstacles what does
    /// @param avoid what the application must not bring about
    public record Readiness(
            boolean ready,
            Set<AutoRecording.Obstacle> obstacles,
            List<AutoRecording.Obstacle> avoid) {}

    /// @param card the new card, masked
    /// @param obstacles why the licence was not recorded on it
    public record Production(
            UUID request,
            String card,
            Instant decidedAt,
            boolean recorded,
            Set<AutoRecording.Obstacle> obstacles) {

        static Production of(CardProductionRow row) {
            return new Production(
                    row.request,
                    new CardReference(row.newCard).toString(),
                    row.decidedAt,
                    row.obstacles.length == 0,
                    row.obstacles());
        }
    }

    @GET
    @Path("/auto-recording")
    @RolesAllowed({"officer", "portal"})
    @Operation(summary = "Whether the licence would be recorded on a new card by itself")
    @APIResponse(responseCode = "200", description = "What stands in the way today, if anything")
    @APIResponse(responseCode = "404", description = "No such holder, or not the caller")
    public Uni<Readiness> readiness(@PathParam("holder") String holder) {
        HolderId id = caller.mayAskOf(holder);
        return sessions.withStatelessSession(session -> standings.of(session, List.of(id)))
                .map(known -> known.get(id))
                .map(row -> row == null ? AutoRecording.Standing.UNKNOWN : row.standing())
                .map(standing -> new TreeSet<>(AutoRecording.readiness(standing, clock.instant())))
                .map(
                        obstacles ->
                                new Readiness(
                                        obstacles.isEmpty(),
                                        obstacles,
                                        DECIDED_BY_THE_APPLICATION));
    }

    @GET
    @Path("/card-productions")
    @RolesAllowed({"officer", "portal"})
    @Operation(summary = "New cards of the holder, and whether the licence was recorded on them")
    @APIResponse(responseCode = "200", description = "The newest first; none if there was none")
    @APIResponse(responseCode = "404", description = "No such holder, or not the caller")
    public Uni<List<Production>> productions(@PathParam("holder") String holder) {
        HolderId id = caller.mayAskOf(holder);
        return sessions.withStatelessSession(session -> standings.productions(session, id, perPage))
                .map(rows -> rows.stream().map(Production::of).toList());
    }
}
