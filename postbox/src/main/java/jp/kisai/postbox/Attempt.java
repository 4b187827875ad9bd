package jp.kisai.postbox;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What came, or would come, of taking up again a record that was set aside.
///
/// @param detail the cause of a rejection, what failed, or what goes first
record Attempt(UUID letter, Ending ending, @Nullable String detail) {

    private static final UUID NO_PLAN = new UUID(0, 0);

    enum Ending {
        /// It had its effect now.
        HANDLED,
        /// Its event had been taken from another record; there was nothing left to do.
        ABSORBED,
        /// It never will be handled.
        GIVEN_UP,
        /// It is refused as before, or for another cause; it stays open.
        REJECTED,
        /// It can not be processed; it stays open.
        FAILED,
        /// The holder is held behind another record.
        HOLDER_IS_HELD,
        /// A record of the holder that was set aside before it is open.
        EARLIER_UNRESOLVED,
        /// Somebody resolved it before.
        ALREADY_RESOLVED;

        /// Refused by the rule that nothing overtakes.
        boolean isRefused() {
            return this == HOLDER_IS_HELD || this == EARLIER_UNRESOLVED;
        }
    }

    /// How it is taken up.
    ///
    /// @param rehearsal rolled back in the end
    /// @param plan the plan that it belongs to
    record Way(boolean rehearsal, @Nullable UUID plan, OperatorRequest request) {

        /// The plan whose rehearsal counts what it took up before; one that there is not otherwise.
        UUID rehearsedPlan() {
            return rehearsal && plan != null ? plan : NO_PLAN;
        }
    }

    static Attempt of(DeadLetterStore.Stored letter, Ending ending) {
        return new Attempt(letter.id(), ending, null);
    }

    static Attempt of(DeadLetterStore.Stored letter, Ending ending, String detail) {
        return new Attempt(letter.id(), ending, detail);
    }
}
