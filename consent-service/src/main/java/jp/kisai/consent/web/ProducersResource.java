package jp.kisai.consent.web;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import jp.kisai.consent.outside.PemFile;
import jp.kisai.consent.store.ProducerRow;
import jp.kisai.consent.store.ProducerStore;
import jp.kisai.contracts.vocabulary.MunicipalityCode;
import jp.kisai.postbox.Postbox;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// The municipalities' certificates. A municipality may have several at once, so that one can
/// follow another without a gap.
@Path("/producers")
@RolesAllowed("operator")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "producers")
public class ProducersResource {

    private static final int CREATED = 201;
    private static final int MAX_PEM_CHARACTERS = 16_384;

    private final ProducerStore producers;
    private final Postbox postbox;
    private final Caller caller;

    ProducersResource(ProducerStore producers, Postbox postbox, Caller caller) {
        this.producers = producers;
        this.postbox = postbox;
        this.caller = caller;
    }

    /// @param certificate PEM
    /// @param validFrom the first instant for which it may sign
    /// @param validUntil the first instant for which it may sign no longer
    public record Registration(
            @Nullable MunicipalityCode municipality,
            @Nullable String certificate,
            @Nullable Instant validFrom,
            @Nullable Instant validUntil) {}

    @POST
    @Operation(
            summary =
                    "Register a certificate for exactly one municipality; again to move its dates")
    @APIResponse(responseCode = "201", description = "Registered")
    public Uni<Response> register(Registration registration) {
        MunicipalityCode municipality = registration.municipality();
        Instant from = registration.validFrom();
        Instant until = registration.validUntil();
        if (municipality == null || from == null || until == null || !from.isBefore(until)) {
            throw new Refused(Problem.malformed("a municipality and a period are needed"));
        }
        X509Certificate certificate = certificate(registration.certificate());
        String by = caller.subject();
        return postbox.transact(
                        List.of(),
                        work ->
                                producers.register(
                                        work.session(),
                                        ProducerRow.of(
                                                municipality,
                                                certificate,
                                                from,
                                                until,
                                                work.now(),
                                                by)))
                .map(_ -> Response.status(CREATED).entity(registration).build());
    }

    private static X509Certificate certificate(@Nullable String pem) {
        if (pem == null || pem.length() > MAX_PEM_CHARACTERS) {
            throw new Refused(Problem.malformed("a certificate in PEM is needed"));
        }
        try {
            List<X509Certificate> certificates = PemFile.certificates(pem);
            if (certificates.size() == 1) {
                return certificates.getFirst();
            }
        } catch (IllegalArgumentException unreadable) {
            throw new Refused(Problem.malformed("not a certificate in PEM"));
        }
        throw new Refused(Problem.malformed("exactly one certificate is needed"));
    }
}
