package jp.kisai.licence.domain;

import java.util.List;

/// What a counter procedure makes of a record.
public sealed interface Outcome {

    /// @param record what the next version says
    /// @param procedure what it was, as the fee table and the forms call it
    /// @param fees what is paid for it, each with its basis
    /// @param steps what the counter does, in this order
    /// @param restsOn where it is written that it may be done
    record Done(
            LicenceRecord record,
            Procedure procedure,
            List<Fee> fees,
            List<Step> steps,
            List<Basis> restsOn)
            implements Outcome {

        public Done {
            fees = List.copyOf(fees);
            steps = List.copyOf(steps);
            restsOn = List.copyOf(restsOn);
        }
    }

    /// Nothing changes.
    ///
    /// @param instead what is open now
    record Refused(Rule rule, Procedure instead) implements Outcome {

        public static Refused by(Rule rule) {
            return new Refused(rule, rule.instead());
        }
    }

    /// What is done to the things the holder brought.
    enum Step {
        /// The area of the chip that only the licence uses, before anything is recorded in it.
        CREATE_LICENCE_AREA,
        RECORD_LICENCE_DATA,
        DELETE_LICENCE_DATA,
        ISSUE_LICENCE,
        /// By the holder's own prefecture, when it was renewed through another. Only a card is
        /// renewed the same day there (神奈川県警察 保有するメリット4).
        ISSUE_LICENCE_LATER,
        TAKE_LICENCE_BACK,
        /// With the new particulars, on the back.
        ENDORSE_LICENCE
    }
}
