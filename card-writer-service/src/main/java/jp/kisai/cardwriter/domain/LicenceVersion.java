package jp.kisai.cardwriter.domain;

import java.util.List;
import jp.kisai.cardwriter.domain.chip.ChipContent;
import jp.kisai.cardwriter.domain.chip.Encoding;
import jp.kisai.contracts.vocabulary.CardReference;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.HoldingForm;
import jp.kisai.contracts.vocabulary.LicenceState;
import jp.kisai.contracts.vocabulary.PrefectureCode;
import jp.kisai.contracts.vocabulary.RecordVersion;
import org.jspecify.annotations.Nullable;

/// A version of a licence record, as far as it matters to a chip.
///
/// @param card the card that carries, or is to carry, the licence
/// @param content what the chip is to hold, or what of it the chip cannot carry
/// @param changes the municipal changes that made the version
public record LicenceVersion(
        PrefectureCode prefecture,
        RecordVersion version,
        @Nullable CardReference card,
        HoldingForm form,
        LicenceState state,
        Encoding<ChipContent> content,
        List<ChangeKey> changes) {

    public LicenceVersion {
        changes = List.copyOf(changes);
    }

    /// Where the licence is to be: nowhere, unless it is carried on a card and not at its end.
    @Nullable CardReference target() {
        boolean carried = form != HoldingForm.LICENCE_ONLY;
        return switch (state) {
            case IN_FORCE, SUSPENDED -> carried ? card : null;
            case CANCELLED, LAPSED -> null;
        };
    }

    LicenceVersion onto(@Nullable CardReference other) {
        return new LicenceVersion(prefecture, version, other, form, state, content, changes);
    }
}
