package jp.kisai.licence.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.licence.OnlineCourses;
import jp.kisai.licence.domain.Course;
import jp.kisai.licence.domain.Fees;
import jp.kisai.licence.domain.LicenceRecord;
import jp.kisai.licence.domain.OnlineCourse;
import jp.kisai.licence.domain.Procedure;
import jp.kisai.licence.domain.TokyoTime;
import jp.kisai.licence.store.Licences;
import jp.kisai.licence.web.ProcedureView.Offer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/// The holder's next renewal, and its course if that is taken online. It is never completed here:
/// aptitude test and fee are at the police.
@Path("/my/licence")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@APIResponse(responseCode = "404", description = "No licence")
public class MyRenewalResource {

    private static final Set<Procedure> OF_A_RENEWAL =
            Set.of(Procedure.RENEWAL, Procedure.RENEWAL_ELSEWHERE, Procedure.ONLINE_COURSE);

    private final OnlineCourses courses;
    private final Licences licences;
    private final Mutiny.SessionFactory sessions;
    private final Caller caller;
    private final Fees fees;
    private final Clock clock;

    MyRenewalResource(
            OnlineCourses courses,
            Licences licences,
            Mutiny.SessionFactory sessions,
            Caller caller,
            Fees fees,
            Clock clock) {
        this.courses = courses;
        this.licences = licences;
        this.sessions = sessions;
        this.caller = caller;
        this.fees = fees;
        this.clock = clock;
    }

    /// @param course `EXCELLENT` or `GENERAL`, as the notice of renewal (更新連絡書) says
    public record BookingRequest(@Nullable Course course) {}

    /// @param procedures renewal at home and elsewhere, and the course online: open, or closed by a
    ///     rule
    /// @param onlineCourse the newest that was booked; none where none was
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record MyRenewal(
            LocalDate on,
            Offers.Window window,
            List<Offer> procedures,
            @Nullable OnlineCourseView onlineCourse) {}

    @GET
    @Path("/renewal")
    @RolesAllowed("portal")
    @Operation(summary = "When the licence can be renewed, how, and where its online course stands")
    @APIResponse(responseCode = "200", description = "The window, the ways, the course")
    public Uni<MyRenewal> renewal() {
        HolderId holder = holder();
        return sessions.withStatelessSession(
                session ->
                        licences.newest(session, holder)
                                .map(found -> found.orElseThrow(HolderInPath::noLicence))
                                .chain(
                                        version ->
                                                courses.newest(session, holder)
                                                        .map(
                                                                it ->
                                                                        view(
                                                                                version.licence()
                                                                                        .record(),
                                                                                it))));
    }

    @POST
    @Path("/online-courses")
    @RolesAllowed("portal")
    @Operation(summary = "Book the course of the renewal online (オンライン更新時講習)")
    @APIResponse(
            responseCode = "201",
            description = "Booked",
            content = @Content(schema = @Schema(implementation = OnlineCourseView.class)))
    @APIResponse(responseCode = "400", description = "No course is named")
    @APIResponse(responseCode = "409", description = "A rule says no")
    public Uni<Response> book(@Nullable BookingRequest request) {
        BookingRequest wanted = IssueRequest.present(request, "the body");
        Course course = IssueRequest.present(wanted.course(), "course");
        return courses.book(holder(), course, caller.subject())
                .map(it -> answer(it, Response.Status.CREATED));
    }

    @POST
    @Path("/online-courses/taken")
    @RolesAllowed("portal")
    @Operation(summary = "Say that the booked course was taken to its end")
    @APIResponse(
            responseCode = "200",
            description = "Taken; said again, it stays as it is",
            content = @Content(schema = @Schema(implementation = OnlineCourseView.class)))
    @APIResponse(responseCode = "409", description = "No course is booked, or it has lapsed")
    public Uni<Response> take() {
        return courses.take(holder(), caller.subject()).map(it -> answer(it, Response.Status.OK));
    }

    private Response answer(OnlineCourses.Answer answer, Response.Status done) {
        return switch (answer) {
            case OnlineCourses.Stands it ->
                    Response.status(done).entity(OnlineCourseView.of(it.course())).build();
            case OnlineCourses.Refused it ->
                    Problem.refused(it.refusal(), it.form(), fees).response();
            case OnlineCourses.NoLicence _ -> Problem.noLicence().response();
        };
    }

    private MyRenewal view(LicenceRecord record, Optional<OnlineCourse.Facts> course) {
        LocalDate today = TokyoTime.dateAt(clock.instant());
        Offers offers = Offers.of(record, fees, today);
        return new MyRenewal(
                today,
                offers.renewal(),
                offers.procedures().stream()
                        .filter(it -> OF_A_RENEWAL.contains(it.what().procedure()))
                        .toList(),
                course.map(it -> OnlineCourse.of(it, record, today))
                        .map(OnlineCourseView::of)
                        .orElse(null));
    }

    private HolderId holder() {
        return caller.holder().orElseThrow(HolderInPath::noLicence);
    }
}
