package jp.kisai.licence.web;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import jp.kisai.contracts.vocabulary.PrefectureCode;
import jp.kisai.licence.domain.Office;
import jp.kisai.licence.domain.TokyoTime;
import jp.kisai.licence.outside.Offices;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/// Where and when counters are open.
@Path("/offices")
@NonBlocking
@Produces(MediaType.APPLICATION_JSON)
public class OfficesResource {

    private final Offices offices;
    private final Clock clock;

    OfficesResource(Offices offices, Clock clock) {
        this.offices = offices;
        this.clock = clock;
    }

    /// @param open when it is open on that day; none where it is closed, or where `hours` are not
    ///     known here
    /// @param ask whom to ask for hours that are not known here
    public record OfficeOn(
            Office office,
            LocalDate on,
            List<Office.Hours> open,
            Office.Known hours,
            List<Office.Ask> ask) {

        static OfficeOn of(Office office, LocalDate day) {
            return new OfficeOn(office, day, office.hoursOn(day), office.known(), office.ask());
        }
    }

    @GET
    @RolesAllowed({"officer", "portal"})
    @Operation(summary = "The offices of a prefecture and their hours on a day")
    @APIResponse(
            responseCode = "200",
            description = "Where no hours are published, that, and whom to ask")
    @APIResponse(responseCode = "400", description = "No prefecture, or no day")
    public List<OfficeOn> in(
            @Parameter(description = "JIS X 0401, such as 46") @QueryParam("prefecture")
                    @Nullable String prefecture,
            @Parameter(description = "The day, such as 2026-05-31; today if left out")
                    @QueryParam("on")
                    @Nullable String on) {
        LocalDate day = on == null ? TokyoTime.dateAt(clock.instant()) : Days.read(on, "on");
        return offices.in(prefecture(IssueRequest.present(prefecture, "prefecture"))).stream()
                .map(office -> OfficeOn.of(office, day))
                .toList();
    }

    private static PrefectureCode prefecture(String code) {
        try {
            return new PrefectureCode(code);
        } catch (IllegalArgumentException none) {
            throw new Refused(Problem.malformed(none));
        }
    }
}
