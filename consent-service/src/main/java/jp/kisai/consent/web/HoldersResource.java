package jp.kisai.consent.web;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import jp.kisai.consent.ConsentSettings;
import jp.kisai.consent.Counter;
import jp.kisai.consent.outside.SignatureCertificate;
import jp.kisai.consent.store.ConsentRow;
import jp.kisai.consent.store.ConsentStore;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.postbox.Postbox;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// What a holder hands in, at the counter or through the portal, and sees of it.
@Path("/holders/{holder}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "holders")
public class HoldersResource {

    private static final int CREATED = 201;

    private final Counter counter;
    private final ConsentStore consents;
    private final Postbox postbox;
    private final Caller caller;
    private final Receipts receipts;
    private final int pastYears;

    HoldersResource(
            Counter counter,
            ConsentStore consents,
            Postbox postbox,
            Caller caller,
            Receipts receipts,
            ConsentSettings settings) {
        this.counter = counter;
        this.consents = consents;
        this.postbox = postbox;
        this.caller = caller;
        this.receipts = receipts;
        this.pastYears = settings.answerableYears();
    }

    /// @param certificate DER in base64
    public record CertificateSubmission(@Nullable String certificate) {}

    /// @param document CMS in base64
    public record SignedPaper(@Nullable String document) {}

    /// @param certificate last four digits of the serial
    public record CertificateTaken(String certificate, Instant notBefore, Instant notAfter) {}

    public record Withdrawn(Instant withdrawnAt) {}

    public record DomicileTaken(UUID submission) {}

    @POST
    @Path("/certificates")
    @RolesAllowed({"officer", "portal"})
    @Operation(summary = "Submit a signature certificate that is valid now")
    @APIResponse(responseCode = "201", description = "Taken in")
    @APIResponse(
            responseCode = "422",
            description = "Not in order or not valid; the detail says why")
    @APIResponse(responseCode = "503", description = "Its revocation cannot be known now")
    public Uni<Response> submitCertificate(
            @PathParam("holder") String holder, CertificateSubmission submission) {
        return counter.submitCertificate(
                        caller.mayAct(holder),
                        Caller.decoded(submission.certificate()),
                        caller.desk())
                .map(HoldersResource::taken);
    }

    @POST
    @Path("/consents")
    @RolesAllowed({"officer", "portal"})
    @Operation(summary = "Give a consent, signed just now")
    @APIResponse(responseCode = "201", description = "Registered; the receipt is signed")
    @APIResponse(
            responseCode = "409",
            description = "No certificate was submitted at the police, or too short a time ago")
    @APIResponse(responseCode = "422", description = "The document is refused; the detail says why")
    public Uni<Response> consent(@PathParam("holder") String holder, SignedPaper paper) {
        HolderId asked = caller.mayAct(holder);
        return counter.consent(
                        asked, Caller.decoded(paper.document()), caller.subject(), caller.desk())
                .map(row -> receipt(asked, row));
    }

    @POST
    @Path("/consents/imports")
    @RolesAllowed("operator")
    @Operation(summary = "Bring in a consent that was given earlier")
    @APIResponse(responseCode = "201", description = "Registered; the receipt is signed")
    public Uni<Response> importConsent(@PathParam("holder") String holder, SignedPaper paper) {
        HolderId asked = caller.mayAct(holder);
        return counter.importConsent(asked, Caller.decoded(paper.document()), caller.subject())
                .map(row -> receipt(asked, row));
    }

    @POST
    @Path("/consents/withdrawals")
    @RolesAllowed({"officer", "portal"})
    @Operation(summary = "Withdraw every consent given before, at once")
    @APIResponse(responseCode = "201", description = "Withdrawn")
    @APIResponse(responseCode = "409", description = "There is no consent to withdraw")
    public Uni<Response> withdraw(@PathParam("holder") String holder, SignedPaper paper) {
        return counter.withdraw(caller.mayAct(holder), Caller.decoded(paper.document()))
                .map(at -> Response.status(CREATED).entity(new Withdrawn(at)).build());
    }

    @POST
    @Path("/domicile-submissions")
    @RolesAllowed("portal")
    @Operation(
            summary =
                    "Submit a change of domicile, signed just now: the second key beside the"
                            + " municipality's")
    @APIResponse(responseCode = "201", description = "Taken in")
    public Uni<Response> submitDomicile(@PathParam("holder") String holder, SignedPaper paper) {
        return counter.submitDomicile(caller.mayAct(holder), Caller.decoded(paper.document()))
                .map(id -> Response.status(CREATED).entity(new DomicileTaken(id)).build());
    }

    @GET
    @Path("/consents")
    @RolesAllowed({"officer", "portal"})
    @Operation(summary = "Every version of the holder's consent, oldest first")
    @APIResponse(responseCode = "404", description = "None, or none for you")
    public Uni<List<ConsentView>> consents(@PathParam("holder") String holder) {
        HolderId asked = caller.mayAct(holder);
        return postbox.transact(List.of(), work -> consents.of(work.session(), asked))
                .map(
                        rows -> {
                            if (rows.isEmpty()) {
                                throw new Refused(Problem.notFound());
                            }
                            return rows.stream().map(ConsentView::of).toList();
                        });
    }

    @GET
    @Path("/consents/past")
    @RolesAllowed({"officer", "portal"})
    @Operation(summary = "Was an item consented to at an instant of the past?")
    @APIResponse(responseCode = "400", description = "Not within the time that is answered for")
    @APIResponse(responseCode = "404", description = "None of your own")
    public Uni<PastConsent> past(
            @PathParam("holder") String holder,
            @QueryParam("item") @Nullable String item,
            @QueryParam("at") @Nullable String at) {
        HolderId asked = caller.mayAct(holder);
        PastConsent.Question question = PastConsent.Question.of(item, at);
        return postbox.transact(
                List.of(),
                work ->
                        consents.of(work.session(), asked)
                                .map(rows -> question.answer(rows, work.now(), pastYears)));
    }

    private static Response taken(SignatureCertificate certificate) {
        String serial = certificate.key().serial().text();
        return Response.status(CREATED)
                .entity(
                        new CertificateTaken(
                                serial.substring(Math.max(0, serial.length() - 4)),
                                certificate.notBefore(),
                                certificate.notAfter()))
                .build();
    }

    private Response receipt(HolderId holder, ConsentRow row) {
        return Response.status(CREATED).entity(receipts.of(holder, row)).build();
    }
}
