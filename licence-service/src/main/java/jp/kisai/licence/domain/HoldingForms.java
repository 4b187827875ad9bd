package jp.kisai.licence.domain;

/// Changes of holding form (保有状況変更), which a holder may ask for at any time (S1 l.20).
public final class HoldingForms {

    private HoldingForms() {}

    public sealed interface Outcome {}

    public record Changed(LicenceRecord record) implements Outcome {}

    public record Refused(Reason reason) implements Outcome {}

    public enum Reason {
        /// The record already says so: the same form on the same card.
        SAME_AS_BEFORE,
        /// A suspended, cancelled or lapsed licence is neither recorded on a card nor issued anew.
        NOT_IN_FORCE
    }

    /// Another form, or the same form on another card.
    public static Outcome change(LicenceRecord record, Holding wanted) {
        return switch (record.standing()) {
            case Standing.InForce _ ->
                    record.holding().equals(wanted)
                            ? new Refused(Reason.SAME_AS_BEFORE)
                            : new Changed(record.with(wanted));
            case Standing.Suspended _, Standing.Cancelled _, Standing.Lapsed _ ->
                    new Refused(Reason.NOT_IN_FORCE);
        };
    }
}
