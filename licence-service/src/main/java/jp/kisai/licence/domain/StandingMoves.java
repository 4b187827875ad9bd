package jp.kisai.licence.domain;

import java.util.Optional;
import jp.kisai.contracts.vocabulary.LicenceState;

/// An officer names the state that a licence is to have; only the moves of [Standing] lead there.
public final class StandingMoves {

    /// Where it is written which state leads to which.
    public static final Basis BASIS = Basis.law("103条, 105条");

    private StandingMoves() {}

    public sealed interface Outcome {}

    public record Moved(Standing standing) implements Outcome {}

    /// No move leads from the one to the other.
    public record NoSuchMove(LicenceState from, LicenceState to) implements Outcome {

        /// The procedure that is open instead; none where the licence is in force already.
        public Optional<Procedure> instead() {
            return switch (from) {
                case IN_FORCE -> Optional.empty();
                case SUSPENDED -> Optional.of(Procedure.REINSTATEMENT);
                case CANCELLED, LAPSED -> Optional.of(Procedure.NEW_LICENCE);
            };
        }
    }

    public static Outcome move(Standing from, LicenceState to) {
        return switch (from) {
            case Standing.InForce it -> fromInForce(it, to);
            case Standing.Suspended it -> fromSuspended(it, to);
            case Standing.Cancelled _, Standing.Lapsed _ -> new NoSuchMove(from.state(), to);
        };
    }

    private static Outcome fromInForce(Standing.InForce from, LicenceState to) {
        return switch (to) {
            case IN_FORCE -> new NoSuchMove(from.state(), to);
            case SUSPENDED -> new Moved(from.suspend());
            case CANCELLED -> new Moved(from.cancel());
            case LAPSED -> new Moved(from.lapse());
        };
    }

    private static Outcome fromSuspended(Standing.Suspended from, LicenceState to) {
        return switch (to) {
            case IN_FORCE -> new Moved(from.reinstate());
            case SUSPENDED -> new NoSuchMove(from.state(), to);
            case CANCELLED -> new Moved(from.cancel());
            case LAPSED -> new Moved(from.lapse());
        };
    }
}
