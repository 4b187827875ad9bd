package jp.kisai.postbox;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import jp.kisai.postbox.AuditEntries.Row;
import jp.kisai.postbox.AuditTrail.Closed;
import org.jspecify.annotations.Nullable;

/// The audit trail, to be stored where this service cannot reach it.
@Path("/operations/audit")
@RolesAllowed({"operator", "auditor"})
@Produces(MediaType.APPLICATION_JSON)
public class AuditResource {

    private final AuditTrail trail;

    AuditResource(AuditTrail trail) {
        this.trail = trail;
    }

    enum Rule {
        DAY_NOT_OVER,
        CHAIN_BROKEN,
        NO_KEY,
        OTHER_FILE
    }

    /// @param lines of the file, in order
    /// @param more whether there are more after the last of these
    /// @param after the position to ask for them with
    public record Lines(List<String> lines, boolean more, long after) {}

    /// @param line the file's last
    /// @param signature over it: CMS, detached, DER in base64
    public record Closing(String line, String signature) {}

    /// @param hash `previous` of the closing line
    public record Stored(@Nullable String hash) {}

    /// The first day with entries, and the last that is over.
    @GET
    public Uni<Response> days() {
        return trail.days().map(days -> Response.ok(days).build());
    }

    /// The entries of a day that is over, after that position.
    @GET
    @Path("/{day}")
    public Uni<Response> lines(
            @PathParam("day") String day, @QueryParam("after") @DefaultValue("0") long after) {
        return onDay(
                day,
                it -> trail.page(it, after).map(page -> Response.ok(lines(page, after)).build()));
    }

    private static Lines lines(AuditTrail.Page page, long after) {
        return new Lines(
                page.rows().stream().map(Row::line).toList(),
                page.more(),
                page.rows().isEmpty() ? after : page.rows().getLast().position());
    }

    /// The signed end of a day that is over. The day's chain is followed once more for it.
    @GET
    @Path("/{day}/closing")
    public Uni<Response> closing(@PathParam("day") String day) {
        return onDay(day, it -> trail.close(it).map(AuditResource::closing));
    }

    private static Response closing(Closed closed) {
        return switch (closed) {
            case Closed.Broken broken -> broken(broken);
            case Closed.Day day ->
                    day.signature()
                            .map(
                                    signature ->
                                            Response.ok(
                                                            new Closing(
                                                                    day.closing().line(),
                                                                    Base64.getEncoder()
                                                                            .encodeToString(
                                                                                    signature)))
                                                    .build())
                            .orElseGet(
                                    () ->
                                            OperatorRequest.refused(
                                                    Rule.NO_KEY,
                                                    "kisai.postbox.audit.signer names no key"));
        };
    }

    /// Says that the file of that day is stored.
    @PUT
    @Path("/{day}/stored")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Response> stored(@PathParam("day") String day, @Nullable Stored stored) {
        return onDay(
                day,
                it ->
                        trail.close(it)
                                .chain(
                                        closed ->
                                                switch (closed) {
                                                    case Closed.Broken broken ->
                                                            Uni.createFrom().item(broken(broken));
                                                    case Closed.Day done -> stored(done, stored);
                                                }));
    }

    private Uni<Response> stored(Closed.Day day, @Nullable Stored stored) {
        if (stored == null || !day.closing().previous().equals(stored.hash())) {
            return Uni.createFrom()
                    .item(
                            OperatorRequest.refused(
                                    Rule.OTHER_FILE, "that day ends with another entry"));
        }
        return trail.exported(day.closing()).map(_ -> Response.ok(stored).build());
    }

    private static Response broken(Closed.Broken broken) {
        return OperatorRequest.refused(
                Rule.CHAIN_BROKEN, "the chain does not hold at entry " + broken.at().position());
    }

    private Uni<Response> onDay(String text, Function<LocalDate, Uni<Response>> work) {
        Optional<LocalDate> day = day(text);
        if (day.isEmpty()) {
            return Uni.createFrom()
                    .item(
                            OperatorRequest.problem(
                                    Response.Status.BAD_REQUEST, "a day is like 2026-05-31"));
        }
        return trail.isOver(day.get())
                ? work.apply(day.get())
                : Uni.createFrom()
                        .item(
                                OperatorRequest.refused(
                                        Rule.DAY_NOT_OVER, "entries of that day may still come"));
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException another) {
            return Optional.empty();
        }
    }
}
