package jp.kisai.consent.web;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import jp.kisai.consent.ConsentSettings;
import jp.kisai.consent.Worker;
import jp.kisai.consent.outside.ListFile;
import jp.kisai.consent.outside.ListReading;
import jp.kisai.consent.outside.ListRule;
import jp.kisai.consent.outside.RevocationList;
import jp.kisai.consent.outside.RevocationLists;
import jp.kisai.consent.store.ListStore;
import jp.kisai.postbox.Postbox;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Where the JPKI gateway hands over revocation lists. This service never fetches one.
@Path("/revocation-lists")
@RolesAllowed("jpki-gateway")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "revocation lists")
public class RevocationListsResource {

    private static final int CONFLICT = 409;
    private static final int UNPROCESSABLE = 422;

    private final RevocationLists lists;
    private final ListStore store;
    private final Postbox postbox;
    private final Clock clock;
    private final ConsentSettings settings;

    RevocationListsResource(
            RevocationLists lists,
            ListStore store,
            Postbox postbox,
            Clock clock,
            ConsentSettings settings) {
        this.lists = lists;
        this.store = store;
        this.postbox = postbox;
        this.clock = clock;
        this.settings = settings;
    }

    public record Imported(
            BigInteger number, Instant thisUpdate, Instant nextUpdate, int entries) {}

    @PUT
    @Blocking
    @Consumes("application/pkix-crl")
    @Operation(summary = "Import a list, wholly or not at all")
    @APIResponse(responseCode = "200", description = "Imported")
    @APIResponse(responseCode = "409", description = "A list at least as new is already here")
    @APIResponse(responseCode = "422", description = "Not in order; the title says why")
    public Uni<Imported> put(InputStream body) {
        ListFile file = received(body);
        return read(file).chain(this::take).eventually(() -> Worker.compute(() -> closed(file)));
    }

    private ListFile received(InputStream body) {
        try {
            return ListFile.receive(body, settings.listMaxBytes());
        } catch (IOException brokenOff) {
            throw new UncheckedIOException(brokenOff);
        }
    }

    private Uni<RevocationList> read(ListFile file) {
        return Worker.compute(
                () ->
                        switch (lists.read(file.bytes(), clock.instant())) {
                            case ListReading.InOrder(RevocationList list) -> list;
                            case ListReading.NotInOrder(ListRule rule) ->
                                    throw new Refused(Problem.of(UNPROCESSABLE, rule.name(), ""));
                        });
    }

    private Uni<Imported> take(RevocationList list) {
        return postbox.transact(List.of(), work -> store.take(work.session(), list, work.now()))
                .map(
                        taken -> {
                            if (!taken) {
                                throw new Refused(
                                        Problem.of(CONFLICT, ListRule.NOT_NEWER.name(), ""));
                            }
                            return new Imported(
                                    list.reference().number(),
                                    list.reference().thisUpdate(),
                                    list.reference().nextUpdate(),
                                    list.entries().count());
                        });
    }

    private static Boolean closed(ListFile file) throws IOException {
        file.close();
        return true;
    }
}
