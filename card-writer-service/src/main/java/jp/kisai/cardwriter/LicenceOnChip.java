package jp.kisai.cardwriter;

import java.time.LocalDate;
import java.util.Map;
import java.util.stream.Collectors;
import jp.kisai.cardwriter.domain.chip.ChipRecord;
import jp.kisai.cardwriter.domain.chip.Pictures;
import jp.kisai.contracts.event.LicenceChanged;
import jp.kisai.contracts.vocabulary.LicenceClass;

/// What of a licence record goes onto a chip.
public final class LicenceOnChip {

    private LicenceOnChip() {}

    public static ChipRecord of(LicenceChanged.Licence licence, Pictures pictures) {
        return new ChipRecord(
                licence.number(),
                licence.name(),
                licence.kana(),
                licence.birthDate(),
                licence.address(),
                licence.domicile(),
                licence.commission(),
                licence.issuedOn(),
                licence.validUntil(),
                classes(licence),
                licence.conditions(),
                licence.remarks(),
                licence.colour(),
                pictures);
    }

    /// A class that is listed twice has been held since the earlier day.
    private static Map<LicenceClass, LocalDate> classes(LicenceChanged.Licence licence) {
        return licence.classes().stream()
                .collect(
                        Collectors.toMap(
                                LicenceChanged.HeldClass::licenceClass,
                                LicenceChanged.HeldClass::grantedOn,
                                (one, other) -> one.isBefore(other) ? one : other));
    }
}
