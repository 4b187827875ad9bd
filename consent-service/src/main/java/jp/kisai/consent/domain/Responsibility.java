package jp.kisai.consent.domain;

import java.time.Instant;
import java.util.List;
import jp.kisai.contracts.vocabulary.ItemChange;
import jp.kisai.contracts.vocabulary.MunicipalityCode;

/// Which municipality may say what of whom.
///
/// A new address comes from the municipality that the holder moved to; anything else from where the
/// holder lived when it took effect, whenever it arrives; a correction or cancellation also from
/// whoever sent what it corrects. For a time of which nothing is known nobody may speak. Of a
/// holder of whom nothing at all is known here any registered municipality may: there is no consent
/// and no licence that its word could move.
public enum Responsibility {
    RESPONSIBLE,
    NOT_RESPONSIBLE;

    /// @param effectiveAt when what is said took effect
    /// @param speaksOfItsOwn whether it corrects, cancels or repeats an event of the same holder by
    ///     the same producer
    public static Responsibility of(
            MunicipalityCode producer,
            Instant effectiveAt,
            List<ItemChange> items,
            Residences residences,
            boolean speaksOfItsOwn) {
        if (speaksOfItsOwn) {
            return RESPONSIBLE;
        }
        for (ItemChange item : items) {
            if (item instanceof ItemChange.Address(MunicipalityCode moved, _)) {
                return answer(moved.equals(producer));
            }
        }
        return switch (residences.at(effectiveAt)) {
            case Residences.Answer.Stranger _ -> RESPONSIBLE;
            case Residences.Answer.LivedIn(MunicipalityCode municipality) ->
                    answer(municipality.equals(producer));
            case Residences.Answer.Unknown _ -> NOT_RESPONSIBLE;
        };
    }

    private static Responsibility answer(boolean may) {
        return may ? RESPONSIBLE : NOT_RESPONSIBLE;
    }
}
