package jp.kisai.postbox;

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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import jp.kisai.contracts.Events;
import jp.kisai.contracts.Reading;
import jp.kisai.contracts.vocabulary.HolderId;
import org.jspecify.annotations.Nullable;

/// Operators see what was set aside, and have one record taken up again or give it up. Nothing here
/// names a person.
@Path("/operations/dead-letters")
@RolesAllowed("operator")
@Produces(MediaType.APPLICATION_JSON)
public class DeadLettersResource {

    private final DeadLetterList letters;
    private final DeadLetterReplay replay;
    private final int longestReason;

    DeadLettersResource(DeadLetterList letters, DeadLetterReplay replay, PostboxSettings settings) {
        this.letters = letters;
        this.replay = replay;
        this.longestReason = settings.operations().reasonCharacters();
    }

    /// One record.
    ///
    /// @param type of its event, if it can be read today, as are the three below
    /// @param holder masked
    /// @param bytes of its value
    /// @param outline the names that the contract knows, and of each value its kind and length
    public record Shown(
            UUID id,
            String state,
            String topic,
            int partition,
            long offset,
            String cause,
            String detail,
            int attempts,
            Instant setAsideAt,
            @Nullable String type,
            @Nullable String source,
            @Nullable UUID event,
            @Nullable Instant time,
            @Nullable String holder,
            int bytes,
            List<String> headers,
            Map<String, String> outline) {}

    /// What was set aside together, the most first.
    @GET
    @Path("/clusters")
    public Uni<List<DeadLetterList.Cluster>> clusters() {
        return letters.clusters();
    }

    /// In the order in which they were set aside, a page after that position.
    @GET
    public Uni<Response> list(
            @QueryParam("topic") @Nullable String topic,
            @QueryParam("cause") @Nullable String cause,
            @QueryParam("from") @Nullable String from,
            @QueryParam("until") @Nullable String until,
            @QueryParam("after") @DefaultValue("0") long after) {
        Optional<DeadLetterList.Selection> selection =
                SelectionRequest.selection(topic, cause, List.of(), from, until);
        return selection.isEmpty()
                ? Uni.createFrom().item(SelectionRequest.unreadable())
                : letters.page(selection.get(), after).map(page -> Response.ok(page).build());
    }

    /// One of them, masked.
    @GET
    @Path("/{letter}")
    public Uni<Response> show(@PathParam("letter") String letter) {
        Optional<UUID> id = OperatorRequest.uuid(letter);
        return id.isEmpty()
                ? Uni.createFrom().item(noSuchRecord())
                : letters.of(id.get())
                        .map(
                                found ->
                                        found.map(it -> Response.ok(shown(it)).build())
                                                .orElseGet(DeadLettersResource::noSuchRecord));
    }

    /// Takes it up again. Asking twice does no harm.
    @POST
    @Path("/{letter}/replay")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Response> replay(
            @PathParam("letter") String letter,
            @QueryParam("rehearsal") @DefaultValue("false") boolean rehearsal,
            OperatorRequest.@Nullable Justification justification,
            @Context SecurityContext who) {
        return resolve(letter, rehearsal, justification, who, replay::replay);
    }

    /// Gives it up: it never will be handled.
    @POST
    @Path("/{letter}/discard")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Response> discard(
            @PathParam("letter") String letter,
            OperatorRequest.@Nullable Justification justification,
            @Context SecurityContext who) {
        return resolve(letter, false, justification, who, replay::giveUp);
    }

    private Uni<Response> resolve(
            String letter,
            boolean rehearsal,
            OperatorRequest.@Nullable Justification justification,
            SecurityContext who,
            BiFunction<UUID, Attempt.Way, Uni<Optional<Attempt>>> way) {
        Optional<UUID> id = OperatorRequest.uuid(letter);
        if (id.isEmpty()) {
            return Uni.createFrom().item(noSuchRecord());
        }
        return OperatorRequest.justified(
                OperatorRequest.reasonOf(justification),
                who,
                longestReason,
                request ->
                        way.apply(id.get(), new Attempt.Way(rehearsal, null, request))
                                .map(DeadLettersResource::answer));
    }

    private static Response answer(Optional<Attempt> attempt) {
        return attempt.map(
                        made ->
                                made.ending().isRefused()
                                        ? OperatorRequest.refused(
                                                made.ending(),
                                                made.detail() == null
                                                        ? "the holder is held behind another record"
                                                        : made.detail() + " goes first")
                                        : Response.ok(made).build())
                .orElseGet(DeadLettersResource::noSuchRecord);
    }

    private static Shown shown(DeadLetterStore.Stored letter) {
        byte[] value = letter.record().value();
        Optional<Reading.Read> read =
                Events.read(value) instanceof Reading.Read it ? Optional.of(it) : Optional.empty();
        return new Shown(
                letter.id(),
                letter.state().name(),
                letter.record().topic(),
                letter.record().partition(),
                letter.record().offset(),
                letter.cause().name(),
                letter.detail(),
                letter.attempts(),
                letter.setAsideAt(),
                read.map(it -> it.event().type().name()).orElse(null),
                read.map(it -> it.event().source().urn()).orElse(null),
                read.map(it -> it.event().id()).orElse(null),
                read.map(it -> it.event().time()).orElse(null),
                letter.holder().map(HolderId::toString).orElse(null),
                value == null ? 0 : value.length,
                DeadLetters.knownHeaders(letter.record()),
                Outline.of(value));
    }

    private static Response noSuchRecord() {
        return OperatorRequest.problem(
                Response.Status.NOT_FOUND, "no such record was set aside, or it is forgotten");
    }
}
