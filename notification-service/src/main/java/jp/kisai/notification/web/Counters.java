package jp.kisai.notification.web;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import jp.kisai.contracts.vocabulary.PrefectureCode;
import jp.kisai.notification.domain.Office;
import jp.kisai.notification.domain.TokyoDate;
import jp.kisai.notification.store.Offices;
import jp.kisai.postbox.Postbox;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Where holders go in person, and whether it is open.
@Path("/counters")
@Tag(name = "counters")
public class Counters {

    private final Offices offices;
    private final Postbox postbox;

    Counters(Offices offices, Postbox postbox) {
        this.offices = offices;
        this.postbox = postbox;
    }

    @GET
    @RolesAllowed({"portal", "officer", "operator"})
    @Operation(summary = "The counters of a prefecture, with whether each is open now")
    public Uni<List<OfficeView>> in(@QueryParam("prefecture") @Nullable String prefecture) {
        PrefectureCode code = prefecture(prefecture);
        return postbox.transact(
                List.of(),
                work ->
                        offices.in(work.session(), List.of(code))
                                .map(
                                        found ->
                                                found.stream()
                                                        .map(
                                                                office ->
                                                                        OfficeView.of(
                                                                                office,
                                                                                TokyoDate.time(
                                                                                        work
                                                                                                .now())))
                                                        .toList()));
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed("operator")
    @Operation(summary = "Enter a counter, or put it in the place of the one of this id")
    public Uni<Response> enter(@PathParam("id") String id, @Nullable OfficeView office) {
        if (office == null) {
            throw Problem.exception(Response.Status.BAD_REQUEST, "there is no body");
        }
        Office entered = office.office(id);
        return postbox.transact(
                        List.of(), work -> offices.save(work.session(), entered, work.now()))
                .replaceWith(Response.noContent().build());
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed("operator")
    @Operation(summary = "Take a counter away that is no more")
    public Uni<Response> remove(@PathParam("id") String id) {
        return postbox.transact(List.of(), work -> offices.remove(work.session(), id))
                .map(
                        found -> {
                            if (!found) {
                                throw Problem.exception(
                                        Response.Status.NOT_FOUND, "there is no such counter");
                            }
                            return Response.noContent().build();
                        });
    }

    private static PrefectureCode prefecture(@Nullable String digits) {
        try {
            return new PrefectureCode(digits == null ? "" : digits);
        } catch (IllegalArgumentException notOne) {
            throw Problem.exception(
                    Response.Status.BAD_REQUEST, "prefecture is a code from 01 to 47");
        }
    }
}
