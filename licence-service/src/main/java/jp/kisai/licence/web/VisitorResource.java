package jp.kisai.licence.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.Refusal;
import jp.kisai.licence.LicenceSettings;
import jp.kisai.licence.OnlineCourses;
import jp.kisai.licence.domain.CurrentLicence;
import jp.kisai.licence.domain.Duties;
import jp.kisai.licence.domain.Fees;
import jp.kisai.licence.domain.LicenceRecord;
import jp.kisai.licence.domain.OnlineCourse;
import jp.kisai.licence.domain.Procedure;
import jp.kisai.licence.domain.TokyoTime;
import jp.kisai.licence.store.AppliedChanges;
import jp.kisai.licence.store.ChipProofs;
import jp.kisai.licence.store.Licences;
import jp.kisai.licence.store.RecordedVersion;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/// What an officer wants to know of the visitor at the counter.
@Path("/licences")
@RolesAllowed("officer")
@Produces(MediaType.APPLICATION_JSON)
@APIResponse(responseCode = "404", description = "No licence")
public class VisitorResource {

    private final Licences licences;
    private final AppliedChanges changes;
    private final OnlineCourses courses;
    private final ChipProofs proofs;
    private final Mutiny.SessionFactory sessions;
    private final LicenceSettings settings;
    private final Fees fees;
    private final Clock clock;

    VisitorResource(
            Licences licences,
            AppliedChanges changes,
            OnlineCourses courses,
            ChipProofs proofs,
            Mutiny.SessionFactory sessions,
            LicenceSettings settings,
            Fees fees,
            Clock clock) {
        this.licences = licences;
        this.changes = changes;
        this.courses = courses;
        this.proofs = proofs;
        this.sessions = sessions;
        this.settings = settings;
        this.fees = fees;
        this.clock = clock;
    }

    /// @param by who said no: the consent-service, or the record here
    /// @param reason none only for what was declined before reasons were kept
    /// @param since when the change took effect
    public record OpenDuty(Item item, Duties.By by, @Nullable Refusal reason, Instant since) {}

    /// @param what the procedure that ends them all
    /// @param onlineCourse the newest that was booked, with what remains to do here; none where
    ///     none was
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record OpenDuties(
            List<OpenDuty> duties, ProcedureView what, @Nullable OnlineCourseView onlineCourse) {}

    @GET
    @Path("/{holder}/procedures")
    @RolesAllowed("officer")
    @Operation(summary = "What is open to this visitor today, what it costs, what to bring")
    @APIResponse(responseCode = "200", description = "Every procedure, open or closed by a rule")
    public Uni<Offers> procedures(@PathParam("holder") String holder) {
        HolderId id = HolderInPath.of(holder);
        return sessions.withStatelessSession(session -> licence(session, id))
                .map(
                        licence ->
                                Offers.of(
                                        licence.record(), fees, TokyoTime.dateAt(clock.instant())));
    }

    @GET
    @Path("/{holder}/duties")
    @RolesAllowed("officer")
    @Operation(summary = "What this visitor still has to report at the counter")
    @APIResponse(responseCode = "200", description = "The open duties; none is an answer")
    public Uni<OpenDuties> duties(@PathParam("holder") String holder) {
        HolderId id = HolderInPath.of(holder);
        return sessions.withStatelessSession(
                session -> licence(session, id).chain(licence -> duties(session, id, licence)));
    }

    private Uni<OpenDuties> duties(
            Mutiny.StatelessSession session, HolderId holder, CurrentLicence licence) {
        return changes.judgements(session, holder, settings.verdictsPerHolder())
                .chain(
                        judgements ->
                                courses.newest(session, holder)
                                        .map(course -> open(licence, judgements, course)));
    }

    @GET
    @Path("/{holder}/chip")
    @RolesAllowed("officer")
    @Operation(summary = "Which version the factory has read back from this visitor's chip")
    @APIResponse(responseCode = "200", description = "The record's version and the chip's")
    public Uni<ChipProofs.Chip> chip(@PathParam("holder") String holder) {
        HolderId id = HolderInPath.of(holder);
        return sessions.withStatelessSession(session -> proofs.chip(session, id))
                .map(found -> found.orElseThrow(HolderInPath::noLicence));
    }

    private Uni<CurrentLicence> licence(Mutiny.StatelessSession session, HolderId holder) {
        return licences.newest(session, holder)
                .map(found -> found.orElseThrow(HolderInPath::noLicence))
                .map(RecordedVersion::licence);
    }

    private OpenDuties open(
            CurrentLicence licence,
            List<Duties.Judgement> judgements,
            Optional<OnlineCourse.Facts> course) {
        LicenceRecord record = licence.record();
        LocalDate today = TokyoTime.dateAt(clock.instant());
        return new OpenDuties(
                Duties.open(licence, judgements).stream()
                        .map(
                                it ->
                                        new OpenDuty(
                                                it.item(),
                                                it.by(),
                                                it.reason().orElse(null),
                                                it.since()))
                        .toList(),
                ProcedureView.of(Procedure.ITEMS_CHANGE, record.holding().form(), fees),
                course.map(it -> OnlineCourse.of(it, record, today))
                        .map(OnlineCourseView::of)
                        .orElse(null));
    }
}
