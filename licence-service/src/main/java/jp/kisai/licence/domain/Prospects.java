package jp.kisai.licence.domain;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import jp.kisai.licence.domain.PortalServices.Service;

/// Which procedures are open to a holder on a day, and why the others are not.
public final class Prospects {

    private Prospects() {}

    /// @param refusal why it is closed; empty if it is open
    public record Prospect(Procedure procedure, Optional<Rule> refusal) {}

    /// What depends on the driving record is judged as for a general driver: the class is only
    /// known when it is applied for.
    public static List<Prospect> of(LicenceRecord record, LocalDate today) {
        Optional<Rule> notInForce = InForce.refusal(record, today);
        Optional<Rule> window = Renewals.window(record, today);
        return List.of(
                new Prospect(Procedure.HOLDING_FORM_CHANGE, notInForce),
                new Prospect(
                        Procedure.CARD_RECORDING,
                        notInForce.or(() -> closedUnless(isOnCard(record), Rule.NO_CARD_YET))),
                new Prospect(Procedure.LICENCE_REISSUE, notInForce.or(() -> reissue(record))),
                new Prospect(
                        Procedure.LOSS_REPORT,
                        notInForce.or(() -> closedUnless(isBoth(record), Rule.NOTHING_TO_LOSE))),
                new Prospect(Procedure.ITEMS_CHANGE, InForce.refusalUnlessSuspended(record, today)),
                new Prospect(Procedure.RENEWAL, window),
                new Prospect(
                        Procedure.RENEWAL_ELSEWHERE,
                        window.or(() -> Renewals.elsewhere(record, Course.GENERAL, today))),
                new Prospect(
                        Procedure.ONLINE_COURSE,
                        window.or(() -> Renewals.online(record, Course.GENERAL))),
                new Prospect(
                        Procedure.ONLINE_DOMICILE,
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
