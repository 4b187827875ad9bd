package jp.kisai.licence.domain;

import java.time.LocalDate;
import java.util.Optional;

/// Whether a licence can still be driven on, and if not, which rule says so.
final class InForce {

    private InForce() {}

    /// For whatever is written onto a card or issued anew.
    static Optional<Rule> refusal(LicenceRecord record, LocalDate today) {
        return switch (record.standing()) {
            case Standing.Suspended _ -> Optional.of(Rule.LICENCE_SUSPENDED);
            case Standing.InForce _, Standing.Cancelled _, Standing.Lapsed _ ->
                    refusalUnlessSuspended(record, today);
        };
    }

    /// For renewals and duties to report, which a suspension does not lift.
    static Optional<Rule> refusalUnlessSuspended(LicenceRecord record, LocalDate today) {
        return switch (record.standing()) {
            case Standing.Cancelled _ -> Optional.of(Rule.LICENCE_CANCELLED);
            case Standing.Lapsed _ -> Optional.of(Rule.LICENCE_LAPSED);
            case Standing.InForce _, Standing.Suspended _ ->
                    Expiry.isOver(record.validUntil(), today)
                            ? Optional.of(Rule.LICENCE_EXPIRED)
                            : Optional.empty();
        };
    }
}
