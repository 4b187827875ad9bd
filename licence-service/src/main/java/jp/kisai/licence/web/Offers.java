package jp.kisai.licence.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import jp.kisai.contracts.vocabulary.HoldingForm;
import jp.kisai.licence.domain.Basis;
import jp.kisai.licence.domain.CurrentLicence;
import jp.kisai.licence.domain.Fees;
import jp.kisai.licence.domain.LicenceRecord;
import jp.kisai.licence.domain.Outcome;
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
public record Offers(LocalDate on, Window renewal, List<Offer> procedures) {

    /// When a licence can be renewed.
    ///
    /// @param nominalEnd 有効期間の末日
    /// @param closesOn the last day for the renewal: the nominal one, or the next working day
    /// @param restsOn where it is written; more than the law where the law leaves something open
    public record Window(
            LocalDate birthday,
            LocalDate opensOn,
            LocalDate nominalEnd,
            LocalDate closesOn,
            List<Basis> restsOn) {

        static Window of(LicenceRecord record) {
            RenewalTerm term = RenewalTerm.of(record);
            return new Window(
                    term.birthday(),
                    term.opensOn(),
                    term.nominalEnd(),
                    term.closesOn(),
                    term.restsOn(record.birthDate().birthDate()));
        }
    }

    /// A licence as the portal shows it (免許情報の確認).
    ///
    /// @throws Refused if the service is not open to its holder
    static CurrentLicence shown(CurrentLicence licence, Fees fees, LocalDate today) {
        LicenceRecord record = licence.record();
        PortalServices.refusal(Service.LICENCE_VIEW, record, today)
                .ifPresent(
                        rule -> {
                            throw new Refused(
                                    Problem.refused(
                                            Outcome.Refused.by(rule),
                                            record.holding().form(),
                                            fees));
                        });
        return licence;
    }

    static Offers of(LicenceRecord record, Fees fees, LocalDate today) {
        HoldingForm form = record.holding().form();
        return new Offers(
                today,
                Window.of(record),
                Prospects.of(record, today).stream().map(it -> Offer.of(it, form, fees)).toList());
    }

    /// A service of the portal.
    ///
    /// @param steps what the holder does to use it, in this order; none where it is closed
    /// @param basis where it is written that it is open, or closed
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ServiceOffer(
            Service service,
            boolean open,
            List<NextStep> steps,
            Basis basis,
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
                    refusal.map(Rule::basis).orElse(PortalServices.ground(service).basis()),
                    refusal.map(RuleView::of).orElse(null),
                    refusal.map(rule -> ProcedureView.of(rule.instead(), form, fees)).orElse(null));
        }
    }
}
