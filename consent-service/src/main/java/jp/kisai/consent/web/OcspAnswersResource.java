package jp.kisai.consent.web;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import jp.kisai.consent.Worker;
import jp.kisai.consent.outside.OcspAnswer;
import jp.kisai.consent.outside.OcspAnswers;
import jp.kisai.consent.outside.OcspReading;
import jp.kisai.consent.outside.OcspRule;
import jp.kisai.consent.store.AnswerStore;
import jp.kisai.postbox.Postbox;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Where the JPKI gateway hands over what a responder said of one certificate.
@Path("/ocsp-answers")
@RolesAllowed("jpki-gateway")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "revocation lists")
public class OcspAnswersResource {

    private static final int CONFLICT = 409;
    private static final int UNPROCESSABLE = 422;

    private final OcspAnswers answers;
    private final AnswerStore store;
    private final Postbox postbox;
    private final Clock clock;

    OcspAnswersResource(OcspAnswers answers, AnswerStore store, Postbox postbox, Clock clock) {
        this.answers = answers;
        this.store = store;
        this.postbox = postbox;
        this.clock = clock;
    }

    public record Taken(String status, Instant thisUpdate, Instant nextUpdate) {}

    @PUT
    @Consumes("application/ocsp-response")
    @Operation(summary = "Take in a responder's answer about one certificate")
    @APIResponse(responseCode = "200", description = "Taken")
    @APIResponse(
            responseCode = "409",
            description = "An answer at least as new is here, or one that says revoked")
    @APIResponse(responseCode = "422", description = "Not in order; the title says why")
    public Uni<Taken> put(@QueryParam("nonce") @Nullable String nonce, byte[] der) {
        byte[] sent = nonce(nonce);
        return Worker.compute(() -> answers.read(der, sent, clock.instant()))
                .chain(
                        reading ->
                                switch (reading) {
                                    case OcspReading.InOrder(OcspAnswer answer) -> take(answer);
                                    case OcspReading.NotInOrder(OcspRule rule) ->
                                            throw refused(UNPROCESSABLE, rule);
                                });
    }

    private Uni<Taken> take(OcspAnswer answer) {
        return postbox.transact(List.of(), work -> store.take(work.session(), answer, work.now()))
                .map(
                        taken -> {
                            if (!taken) {
                                throw refused(CONFLICT, OcspRule.NOT_NEWER);
                            }
                            return new Taken(
                                    AnswerStore.word(answer.status()),
                                    answer.thisUpdate(),
                                    answer.nextUpdate());
                        });
    }

    private static byte @Nullable [] nonce(@Nullable String hexadecimal) {
        try {
            return hexadecimal == null ? null : HexFormat.of().parseHex(hexadecimal);
        } catch (IllegalArgumentException notHexadecimal) {
            throw new Refused(Problem.malformed("the nonce is written in hexadecimal"));
        }
    }

    private static Refused refused(int status, OcspRule rule) {
        return new Refused(Problem.of(status, rule.name(), ""));
    }
}
