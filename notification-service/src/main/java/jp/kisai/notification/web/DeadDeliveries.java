package jp.kisai.notification.web;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import jp.kisai.contracts.vocabulary.Uuids;
import jp.kisai.notification.NotificationSettings;
import jp.kisai.notification.store.Deliveries;
import jp.kisai.notification.store.DeliveryRow;
import jp.kisai.postbox.Postbox;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Notices that a channel did not take to the end. They lie in the inbox all the same, and went
/// over the holder's next channel if there was one.
@Path("/deliveries/dead")
@RolesAllowed("operator")
@Tag(name = "deliveries")
public class DeadDeliveries {

    private final Deliveries deliveries;
    private final Postbox postbox;
    private final int perPage;

    DeadDeliveries(Deliveries deliveries, Postbox postbox, NotificationSettings settings) {
        this.deliveries = deliveries;
        this.postbox = postbox;
        this.perPage = settings.delivery().deadPerPage();
    }

    /// Nothing of it names the holder.
    public record DeadView(
            UUID notice,
            String channel,
            String prefecture,
            int attempts,
            @Nullable String trouble,
            @Nullable Instant endedAt) {

        static DeadView of(DeliveryRow row) {
            return new DeadView(
                    row.notice,
                    row.channel,
                    row.prefecture,
                    row.attempts,
                    row.trouble,
                    row.endedAt);
        }
    }

    @GET
    @Operation(summary = "Deliveries that were given up, the newest first")
    public Uni<List<DeadView>> dead() {
        return postbox.transact(List.of(), work -> deliveries.dead(work.session(), perPage))
                .map(rows -> rows.stream().map(DeadView::of).toList());
    }

    @POST
    @Path("/{notice}/{channel}/retry")
    @Operation(summary = "Try a dead delivery again from the beginning")
    public Uni<Response> retry(
            @PathParam("notice") String notice, @PathParam("channel") String channel) {
        UUID id = noticeId(notice);
        return postbox.transact(
                        List.of(),
                        work -> deliveries.revive(work.session(), id, channel, work.now()))
                .map(
                        found -> {
                            if (!found) {
                                throw unknown();
                            }
                            return Response.accepted().build();
                        });
    }

    private static UUID noticeId(String text) {
        try {
            return Uuids.parse(text);
        } catch (IllegalArgumentException notOne) {
            throw unknown();
        }
    }

    private static RuntimeException unknown() {
        return Problem.exception(Response.Status.NOT_FOUND, "there is no such dead delivery");
    }
}
