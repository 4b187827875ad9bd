package jp.kisai.licence.domain;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import jp.kisai.contracts.vocabulary.HoldingForm;
import jp.kisai.licence.domain.PortalServices.Service;

/// Which procedures are open to a holder on a day, and why the others are not.
public final class Prospects {

    private Prospects() {}

    /// @param refusal why it is closed; empty if it is open
    /// @param basis where it is written that it is open, or closed
    public record Prospect(Procedure procedure, Optional<Rule> refusal, Basis basis) {

        static Prospect of(Procedure procedure, Ground ground, Optional<Rule> refusal) {
            return new Prospect(
                    procedure, refusal, refusal.map(Rule::basis).orElse(ground.basis()));
        }
    }

    /// What depends on the driving record is judged as for a general driver: the class is only
    /// known when it is applied for.
    public static List<Prospect> of(LicenceRecord record, LocalDate today) {
        Optional<Rule> notInForce = InForce.refusal(record, today);
        Optional<Rule> window = Renewals.window(record, today);
        HoldingForm form = record.holding().form();
        return List.of(
                Prospect.of(Procedure.HOLDING_FORM_CHANGE, Ground.FORM_CHANGE, notInForce),
                Prospect.of(
                        Procedure.CARD_RECORDING,
                        Ground.RECORDED_ANEW,
                        notInForce.or(() -> closedUnless(isOnCard(record), Rule.NO_CARD_YET))),
                Prospect.of(
                        Procedure.LICENCE_REISSUE,
                        Losses.reissue(form),
                        notInForce.or(() -> reissue(record))),
                Prospect.of(
                        Procedure.LOSS_REPORT,
                        Ground.LOSS_REPORTED,
                        notInForce.or(() -> closedUnless(isBoth(record), Rule.NOTHING_TO_LOSE))),
                Prospect.of(
                        Procedure.ITEMS_CHANGE,
                        ItemsChanges.ground(record),
                        InForce.refusalUnlessSuspended(record, today)),
                Prospect.of(Procedure.RENEWAL, Renewals.ground(record), window),
                Prospect.of(
                        Procedure.RENEWAL_ELSEWHERE,
                        Renewals.groundElsewhere(record),
                        window.or(() -> Renewals.elsewhere(record, Course.GENERAL, today))),
                Prospect.of(
                        Procedure.ONLINE_COURSE,
                        Ground.COURSE_ONLINE,
                        window.or(() -> Renewals.online(record, Course.GENERAL))),
                Prospect.of(
                        Procedure.ONLINE_DOMICILE,
                        Ground.DOMICILE_ONLINE,
                        PortalServices.refusal(Service.ONLINE_DOMICILE, record, today)));
    }

    private static Optional<Rule> reissue(LicenceRecord record) {
        return closedUnless(
                record.entitlement().number().reissued().isPresent(), Rule.REISSUES_USED_UP);
    }

    private static Optional<Rule> closedUnless(boolean open, Rule rule) {
        return open ? Optional.empty() : Optional.of(rule);
    }

    private static boolean isOnCard(LicenceRecord record) {
        return record.holding().card().isPresent();
    }

    private static boolean isBoth(LicenceRecord record) {
        return record.holding() instanceof Holding.Both;
    }
}
