package jp.kisai.licence.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import jp.kisai.contracts.vocabulary.HoldingForm;
import jp.kisai.licence.domain.Fees;
import jp.kisai.licence.domain.LicenceRecord;
import jp.kisai.licence.domain.PortalServices;
import jp.kisai.licence.domain.PortalServices.NextStep;
import jp.kisai.licence.domain.PortalServices.Service;
import jp.kisai.licence.domain.Prospects;
import jp.kisai.licence.domain.RenewalTerm;
import jp.kisai.licence.domain.Rule;
import jp.kisai.licence.web.ProcedureView.Offer;
import jp.kisai.licence.web.ProcedureView.RuleView;
import org.jspecify.annotations.Nullable;

/// What is open to one holder on a day.
///
/// @param renewal when the licence can be renewed
public record Offers(LocalDate on, RenewalTerm renewal, List<Offer> procedures) {

    static Offers of(LicenceRecord record, Fees fees, LocalDate today) {
        HoldingForm form = record.holding().form();
        return new Offers(
                today,
                RenewalTerm.of(record),
                Prospects.of(record, today).stream()
                        .map(it -> Offer.of(it.procedure(), it.refusal(), form, fees))
                        .toList());
    }

    /// A service of the portal.
    ///
    /// @param steps what the holder does to use it, in this order; none where it is closed
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ServiceOffer(
            Service service,
            boolean open,
            List<NextStep> steps,
            @Nullable RuleView rule,
            @Nullable ProcedureView instead) {

        static List<ServiceOffer> of(LicenceRecord record, Fees fees, LocalDate today) {
            return Arrays.stream(Service.values())
                    .map(
                            service ->
                                    of(
                                            service,
                                            PortalServices.refusal(service, record, today),
                                            record.holding().form(),
                                            fees))
                    .toList();
        }

        private static ServiceOffer of(
                Service service, Optional<Rule> refusal, HoldingForm form, Fees fees) {
            return new ServiceOffer(
                    service,
                    refusal.isEmpty(),
                    refusal.isEmpty() ? PortalServices.steps(service) : List.of(),
                    refusal.map(RuleView::of).orElse(null),
                    refusal.map(rule -> ProcedureView.of(rule.instead(), form, fees)).orElse(null));
        }
    }
}
