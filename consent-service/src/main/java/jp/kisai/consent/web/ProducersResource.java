package jp.kisai.consent.web;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import jp.kisai.consent.ConsentSettings;
import jp.kisai.consent.domain.Sequence;
import jp.kisai.consent.store.BalanceStore;
import jp.kisai.consent.store.ProducerDirectory;
import jp.kisai.consent.store.ProducerRow;
import jp.kisai.consent.store.ProducerStore;
import jp.kisai.consent.store.SequenceStore;
import jp.kisai.contracts.event.DayBalanced;
import jp.kisai.contracts.vocabulary.MunicipalityCode;
import jp.kisai.postbox.Postbox;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// The municipalities: their certificates, their missing numbers and their days. A municipality may
/// have several certificates at once, so that one can follow another without a gap.
@Path("/producers")
@RolesAllowed("operator")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "producers")
public class ProducersResource {

    private static final int CREATED = 201;
    private static final int PAGE_ROWS = 200;
    private static final int BALANCES = 31;

    private final ProducerStore producers;
    private final ProducerDirectory directory;
    private final SequenceStore sequences;
    private final BalanceStore balances;
    private final Postbox postbox;
    private final Caller caller;
    private final Duration silentAfter;

    ProducersResource(
            ProducerStore producers,
            ProducerDirectory directory,
            SequenceStore sequences,
            BalanceStore balances,
            Postbox postbox,
            Caller caller,
            ConsentSettings settings) {
        this.producers = producers;
        this.directory = directory;
        this.sequences = sequences;
        this.balances = balances;
        this.postbox = postbox;
        this.caller = caller;
        this.silentAfter = Duration.ofHours(settings.silentAfterHours());
    }

    /// One municipality.
    ///
    /// @param gaps which numbers are missing, the lowest first, at most 200 ranges
    /// @param balances its last 31 days, as last told
    public record Producer(
            ProducerDirectory.Standing standing,
            List<ProducerDirectory.Registered> certificates,
            List<Sequence.Gap> gaps,
            List<DayBalanced> balances) {}

    /// @param reason kept for ever, so it names nobody
    public record Ending(@Nullable String reason) {}

    /// @param next the municipality's next number
    /// @param reason kept for ever, so it names nobody
    public record Settlement(@Nullable Long next, @Nullable String reason) {}

    @POST
    @Operation(
            summary =
                    "Register a certificate for exactly one municipality; again to move its dates")
    @APIResponse(responseCode = "201", description = "Registered")
    @APIResponse(responseCode = "409", description = "CERTIFICATE_OF_ANOTHER or CERTIFICATE_ENDED")
    @APIResponse(
            responseCode = "422",
            description =
                    "WRONG_MUNICIPALITY_CODE, KEY_NOT_ACCEPTABLE or CERTIFICATE_NOT_VALID_THEN")
    public Uni<Response> register(ProducerRegistration registration) {
        ProducerRegistration.Checked checked = registration.checked();
        String by = caller.subject();
        return postbox.transact(
                        List.of(),
                        work ->
                                producers.register(
                                        work.session(),
                                        ProducerRow.of(
                                                checked.municipality(),
                                                checked.certificate(),
                                                checked.from(),
                                                checked.until(),
                                                work.now(),
                                                by)))
                .map(
                        came ->
                                switch (came) {
                                    case REGISTERED ->
                                            Response.status(CREATED).entity(registration).build();
                                    case OF_ANOTHER ->
                                            throw ProducerRegistration.Rule.CERTIFICATE_OF_ANOTHER
                                                    .broken();
                                    case ENDED ->
                                            throw ProducerRegistration.Rule.CERTIFICATE_ENDED
                                                    .broken();
                                });
    }

    @GET
    @Operation(summary = "Who is registered, who is silent, and who misses numbers since when")
    @APIResponse(responseCode = "200", description = "At most 200, in the order of their codes")
    public Uni<List<ProducerDirectory.Standing>> list(
            @QueryParam("after") @DefaultValue("") String after) {
        return postbox.transact(
                List.of(),
                work ->
                        directory.page(
                                work.session(),
                                after,
                                PAGE_ROWS,
                                work.now(),
                                work.now().minus(silentAfter)));
    }

    @GET
    @Path("/{municipality}")
    @Operation(summary = "One municipality: certificates, missing numbers, balanced days")
    @APIResponse(responseCode = "200", description = "The municipality")
    @APIResponse(responseCode = "404", description = "It never was registered")
    public Uni<Producer> of(@PathParam("municipality") String code) {
        MunicipalityCode municipality = ProducerRegistration.municipality(code);
        return postbox.transact(
                List.of(),
                work -> {
                    Instant now = work.now();
                    return directory
                            .of(work.session(), municipality, now, now.minus(silentAfter))
                            .map(ProducersResource::orNotFound)
                            .chain(
                                    standing ->
                                            directory
                                                    .certificates(work.session(), municipality)
                                                    .chain(
                                                            registered ->
                                                                    directory
                                                                            .gaps(
                                                                                    work.session(),
                                                                                    municipality,
                                                                                    PAGE_ROWS)
                                                                            .chain(
                                                                                    gaps ->
                                                                                            balances.latest(
                                                                                                            work
                                                                                                                    .session(),
                                                                                                            municipality,
                                                                                                            BALANCES)
                                                                                                    .map(
                                                                                                            days ->
                                                                                                                    new Producer(
                                                                                                                            standing,
                                                                                                                            registered,
                                                                                                                            gaps,
                                                                                                                            days)))));
                });
    }

    @POST
    @Path("/{municipality}/certificates/{fingerprint}/end")
    @Operation(
            summary =
                    "End a certificate at once: nothing that arrives from now on counts, whatever"
                            + " its time says")
    @APIResponse(responseCode = "204", description = "Ended, now or before")
    @APIResponse(responseCode = "404", description = "There is no such registration")
    public Uni<Void> end(
            @PathParam("municipality") String code,
            @PathParam("fingerprint") String fingerprint,
            @Nullable Ending ending) {
        MunicipalityCode municipality = ProducerRegistration.municipality(code);
        String reason = ProducerRegistration.reason(ending == null ? null : ending.reason());
        String by = caller.subject();
        return postbox.transact(
                        List.of(),
                        work -> {
                            work.because(reason);
                            return producers.end(
                                    work.session(),
                                    municipality,
                                    fingerprint,
                                    by,
                                    reason,
                                    work.now());
                        })
                .invoke(
                        ended -> {
                            if (!ended) {
                                throw new Refused(Problem.notFound());
                            }
                        })
                .replaceWithVoid();
    }

    @POST
    @Path("/{municipality}/sequence")
    @Operation(
            summary =
                    "Settle the sequence: what is missing before the next number will never come,"
                            + " or the numbering began anew")
    @APIResponse(responseCode = "204", description = "Settled")
    @APIResponse(responseCode = "404", description = "The municipality never was registered")
    public Uni<Void> settle(
            @PathParam("municipality") String code, @Nullable Settlement settlement) {
        MunicipalityCode municipality = ProducerRegistration.municipality(code);
        String reason =
                ProducerRegistration.reason(settlement == null ? null : settlement.reason());
        Long next = settlement == null ? null : settlement.next();
        if (next == null || next < 1) {
            throw new Refused(Problem.malformed("the next number is needed, 1 or above"));
        }
        String by = caller.subject();
        return postbox.transact(
                List.of(),
                work -> {
                    work.because(reason);
                    return directory
                            .of(work.session(), municipality, work.now(), work.now())
                            .map(ProducersResource::orNotFound)
                            .chain(
                                    () ->
                                            sequences.settle(
                                                    work.session(),
                                                    municipality,
                                                    next,
                                                    by,
                                                    reason,
                                                    work.now()));
                });
    }

    private static ProducerDirectory.Standing orNotFound(
            Optional<ProducerDirectory.Standing> found) {
        return found.orElseThrow(() -> new Refused(Problem.notFound()));
    }
}
