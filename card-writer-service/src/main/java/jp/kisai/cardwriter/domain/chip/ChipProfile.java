package jp.kisai.cardwriter.domain.chip;

import java.util.List;

/// Which files are brought onto the chip.
public enum ChipProfile {
    /// The licence application of the My Number card and the holder's entries, so that every
    /// applied change reaches the chip.
    FULL,

    /// What version 010 of the specification has on the My Number card, and nothing else: no name,
    /// address, birth date or domicile.
    NPA_V010;

    /// All but WEF03, which follows from WEF02 and the signing key.
    List<ChipFile> unsignedFiles() {
        return switch (this) {
            case FULL ->
                    List.of(ChipFile.WEF01, ChipFile.WEF02, ChipFile.DF1_EF01, ChipFile.DF1_EF02);
            case NPA_V010 -> List.of(ChipFile.WEF01, ChipFile.WEF02);
        };
    }
}
