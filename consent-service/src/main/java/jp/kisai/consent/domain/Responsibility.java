package jp.kisai.consent.domain;

import java.util.List;
import jp.kisai.contracts.vocabulary.ItemChange;
import jp.kisai.contracts.vocabulary.MunicipalityCode;
import org.jspecify.annotations.Nullable;

/// Which municipality may say what of whom.
///
/// A new address comes from the municipality that the holder moved to; anything else from where the
/// holder lives; a correction or cancellation also from whoever sent what it corrects. Of a holder
/// of whom nothing is known here any registered municipality may speak: there is no consent and no
/// licence that its word could move.
public enum Responsibility {
    RESPONSIBLE,
    NOT_RESPONSIBLE;

    /// @param residence where the holder lives, as last heard; null where nothing was heard
    /// @param correctsItsOwn whether it corrects or cancels an event of the same holder by the same
    ///     producer
    public static Responsibility of(
            MunicipalityCode producer,
            List<ItemChange> items,
            @Nullable MunicipalityCode residence,
            boolean correctsItsOwn) {
        if (correctsItsOwn) {
            return RESPONSIBLE;
        }
        for (ItemChange item : items) {
            if (item instanceof ItemChange.Address(MunicipalityCode moved, _)) {
                return answer(moved.equals(producer));
            }
        }
        return answer(residence == null || residence.equals(producer));
    }

    private static Responsibility answer(boolean may) {
        return may ? RESPONSIBLE : NOT_RESPONSIBLE;
    }
}
