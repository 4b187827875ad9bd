package jp.kisai.cardwriter.web;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import jp.kisai.cardwriter.CardWriterSettings;
import jp.kisai.cardwriter.domain.EncodingJob;
import jp.kisai.cardwriter.store.Desks;
import jp.kisai.cardwriter.store.EncodingRow;
import jp.kisai.cardwriter.store.Encodings;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.Uuids;
import jp.kisai.postbox.Postbox;
import jp.kisai.postbox.UnitOfWork;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.hibernate.reactive.mutiny.Mutiny;

/// A holder's encodings, and an officer's word that one may be tried again.
@Path("/holders/{holder}/encodings")
@Produces(MediaType.APPLICATION_JSON)
public class EncodingsResource {

    private final Encodings encodings;
    private final Postbox postbox;
    private final Mutiny.SessionFactory sessions;
    private final int perPage;

    EncodingsResource(
            Encodings encodings,
            Postbox postbox,
            Mutiny.SessionFactory sessions,
            CardWriterSettings settings) {
        this.encodings = encodings;
        this.postbox = postbox;
        this.sessions = sessions;
        this.perPage = settings.encodingsPerPage();
    }

    @GET
    @RolesAllowed("officer")
    @Operation(summary = "The holder's encodings, the newest version first")
    @APIResponse(responseCode = "200", description = "None if there never was one")
    public Uni<List<EncodingView>> of(@PathParam("holder") String holder) {
        HolderId id = new HolderId(uuid(holder));
        return sessions.withStatelessSession(session -> encodings.of(session, id, perPage))
                .map(rows -> rows.stream().map(EncodingView::of).toList());
    }

    @POST
    @Path("/{order}/retries")
    @RolesAllowed("officer")
    @Operation(summary = "Orders an encoding that needed an officer, whatever is recalled")
    @APIResponse(responseCode = "200", description = "It is queued")
    @APIResponse(responseCode = "404", description = "The holder has no such encoding")
    @APIResponse(responseCode = "409", description = "It needs no officer")
    public Uni<EncodingView> retry(
            @PathParam("holder") String holder, @PathParam("order") String order) {
        HolderId id = new HolderId(uuid(holder));
        UUID orderId = uuid(order);
        return postbox.transact(
                List.of(id),
                work ->
                        Desks.read(work, List.of(id), List.of(orderId))
                                .chain(desks -> retry(work, desks, id, orderId)));
    }

    @POST
    @Path("/{order}/cancellation")
    @RolesAllowed("officer")
    @Operation(
            summary = "Gives an open encoding up; the next record version opens another",
            description = "What is recalled stays so: the next encoding waits for an officer, too.")
    @APIResponse(responseCode = "200", description = "It is cancelled")
    @APIResponse(responseCode = "404", description = "The holder has no such encoding")
    @APIResponse(responseCode = "409", description = "It has come to its end")
    public Uni<EncodingView> cancel(
            @PathParam("holder") String holder, @PathParam("order") String order) {
        return alter(holder, order, (desks, row, open) -> desks.take(open.cancelled()));
    }

    @POST
    @Path("/{order}/priority")
    @RolesAllowed("officer")
    @Operation(summary = "Puts an open encoding before all others")
    @APIResponse(responseCode = "200", description = "It is urgent, and so is what takes its place")
    @APIResponse(responseCode = "404", description = "The holder has no such encoding")
    @APIResponse(responseCode = "409", description = "It has come to its end")
    public Uni<EncodingView> hurry(
            @PathParam("holder") String holder, @PathParam("order") String order) {
        return alter(holder, order, (desks, row, open) -> desks.hurry(row, row.orderId));
    }

    private interface Alteration {
        void alter(Desks desks, EncodingRow row, EncodingJob.Open open);
    }

    private Uni<EncodingView> alter(String holder, String order, Alteration alteration) {
        HolderId id = new HolderId(uuid(holder));
        UUID orderId = uuid(order);
        return postbox.transact(
                List.of(id),
                work ->
                        Desks.read(work, List.of(id), List.of(orderId))
                                .chain(
                                        desks -> {
                                            EncodingRow row =
                                                    desks.encoding(orderId, id)
                                                            .orElseThrow(
                                                                    () ->
                                                                            new Refused(
                                                                                    Problem
                                                                                            .noEncoding()));
                                            if (!(row.job() instanceof EncodingJob.Open open)) {
                                                throw new Refused(Problem.ended());
                                            }
                                            alteration.alter(desks, row, open);
                                            return desks.write()
                                                    .map(written -> EncodingView.of(row));
                                        }));
    }

    private static Uni<EncodingView> retry(
            UnitOfWork work, Desks desks, HolderId holder, UUID order) {
        EncodingRow row =
                desks.encoding(order, holder).orElseThrow(() -> new Refused(Problem.noEncoding()));
        if (row.files == null || !(row.job() instanceof EncodingJob.OfficerNeeded stopped)) {
            throw new Refused(Problem.notStopped());
        }
        desks.take(desks.of(holder).retried(stopped, work.now()));
        return desks.write().map(written -> EncodingView.of(row));
    }

    private static UUID uuid(String text) {
        try {
            return Uuids.parse(text);
        } catch (IllegalArgumentException notAnId) {
            throw new Refused(Problem.malformed("holders and orders are named by UUIDs"));
        }
    }
}
