package jp.kisai.notification.web;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.LocalDate;
import java.util.List;
import jp.kisai.notification.domain.TokyoDate;
import jp.kisai.notification.store.HolderFacts;
import jp.kisai.postbox.Postbox;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// How much will run out, where and when: for whoever plans counters and staff.
@Path("/forecast")
@RolesAllowed("operator")
@Tag(name = "forecast")
public class Forecast {

    private static final int MONTHS = 24;

    private final HolderFacts facts;
    private final Postbox postbox;

    Forecast(HolderFacts facts, Postbox postbox) {
        this.facts = facts;
        this.postbox = postbox;
    }

    @GET
    @Operation(
            summary =
                    "Licences, consents, certificates and cards that end, by month and prefecture,"
                            + " for this month and the 23 after it")
    public Uni<List<HolderFacts.Ending>> forecast() {
        return postbox.transact(
                List.of(),
                work -> {
                    LocalDate from = TokyoDate.of(work.now()).withDayOfMonth(1);
                    return facts.forecast(work.session(), from, from.plusMonths(MONTHS));
                });
    }
}
