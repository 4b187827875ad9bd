package jp.kisai.consent.web;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import jp.kisai.consent.store.CaseStore;
import jp.kisai.consent.store.EvidenceRow;
import jp.kisai.consent.store.EvidenceStore;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.Uuids;
import jp.kisai.postbox.Postbox;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// What was decided about a holder's changes and why, what can be put right now, and what the
/// holder signed. For the officer whom the holder visits, and for the holder.
@Path("/holders/{holder}")
@RolesAllowed({"officer", "portal"})
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "cases")
public class CasesResource {

    private static final String CMS = "application/cms";

    private final CaseStore cases;
    private final EvidenceStore evidence;
    private final Postbox postbox;
    private final Caller caller;

    CasesResource(CaseStore cases, EvidenceStore evidence, Postbox postbox, Caller caller) {
        this.cases = cases;
        this.evidence = evidence;
        this.postbox = postbox;
        this.caller = caller;
    }

    /// @param kind what it is the evidence of
    public record SignedDocumentView(
            UUID id, EvidenceRow.Kind kind, Instant receivedAt, int bytes) {}

    @GET
    @Path("/changes")
    @Operation(
            summary =
                    "Every change and the verdict on each of its items, what it rests on and by"
                            + " what clause, the newest first")
    @APIResponse(responseCode = "200", description = "Empty if nothing was heard of the holder")
    @APIResponse(responseCode = "404", description = "Nothing for you")
    public Uni<List<CaseView>> changes(@PathParam("holder") String holder) {
        return views(holder);
    }

    @GET
    @Path("/next-steps")
    @Operation(
            summary =
                    "What can be put right now: for each item that waits or was refused what to do,"
                            + " with what, where, until when")
    @APIResponse(responseCode = "200", description = "Empty if there is nothing to do")
    @APIResponse(responseCode = "404", description = "Nothing for you")
    public Uni<List<CaseView>> nextSteps(@PathParam("holder") String holder) {
        return views(holder).map(CaseView::withNextSteps);
    }

    @GET
    @Path("/evidence")
    @Operation(summary = "What the holder signed, the newest first")
    @APIResponse(responseCode = "404", description = "Nothing for you")
    public Uni<List<SignedDocumentView>> evidence(@PathParam("holder") String holder) {
        HolderId asked = caller.mayAct(holder);
        return postbox.transact(List.of(), work -> evidence.of(work.session(), asked))
                .map(
                        signed ->
                                signed.stream()
                                        .map(
                                                one ->
                                                        new SignedDocumentView(
                                                                one.id(),
                                                                one.kind(),
                                                                one.receivedAt(),
                                                                one.bytes()))
                                        .toList());
    }

    @GET
    @Path("/evidence/{id}")
    @Produces(CMS)
    @Operation(summary = "One signed document, byte for byte, as `openssl cms -verify` reads it")
    @APIResponse(responseCode = "200", description = "CMS SignedData (RFC 5652)")
    @APIResponse(responseCode = "404", description = "None, or none for you")
    public Uni<byte[]> document(@PathParam("holder") String holder, @PathParam("id") String id) {
        HolderId asked = caller.mayAct(holder);
        UUID document = id(id);
        return postbox.transact(
                        List.of(), work -> evidence.document(work.session(), asked, document))
                .map(found -> found.orElseThrow(() -> new Refused(Problem.notFound())));
    }

    private Uni<List<CaseView>> views(String holder) {
        HolderId asked = caller.mayAct(holder);
        NextStep.Place asker =
                switch (caller.desk()) {
                    case POLICE -> NextStep.Place.COUNTER;
                    case PORTAL -> NextStep.Place.PORTAL;
                };
        return postbox.transact(List.of(), work -> cases.of(work.session(), asked))
                .map(found -> CaseView.of(found, asker));
    }

    private static UUID id(String text) {
        try {
            return Uuids.parse(text);
        } catch (IllegalArgumentException notAnId) {
            throw new Refused(Problem.notFound());
        }
    }
}
