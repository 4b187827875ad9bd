package jp.kisai.cardwriter.domain.chip;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jp.kisai.contracts.vocabulary.ColourBand;
import jp.kisai.contracts.vocabulary.LicenceClass;
import jp.kisai.contracts.vocabulary.LicenceNumber;

/// What a licence record has for the chip. `toString()` shows nothing of it.
///
/// @param kana the reading, in full-width katakana
/// @param pictures the photograph, and the characters that exist as bitmaps only
/// @param classes each class that is held, with the day on which it was granted
public record ChipRecord(
        LicenceNumber number,
        String name,
        String kana,
        LocalDate birthDate,
        String address,
        String domicile,
        String commission,
        LocalDate issuedOn,
        LocalDate validUntil,
        Map<LicenceClass, LocalDate> classes,
        List<String> conditions,
        List<String> remarks,
        ColourBand colour,
        Pictures pictures) {

    public ChipRecord {
        classes = Map.copyOf(new TreeMap<>(classes));
        conditions = List.copyOf(conditions);
        remarks = List.copyOf(remarks);
    }

    /// Everything that the profile brings onto the chip but the signature; or what it cannot carry.
    public Encoding<ChipContent> encode(ChipProfile profile) {
        Map<ChipFile, Octets> files = new TreeMap<>();
        for (ChipFile file : profile.unsignedFiles()) {
            switch (encode(file)) {
                case Encoding.Encoded<Octets>(Octets bytes) -> files.put(file, bytes);
                case Encoding.Refused<Octets>(NotCarried reason) -> {
                    return new Encoding.Refused<>(reason);
                }
            }
        }
        return new Encoding.Encoded<>(new ChipContent(files));
    }

    Encoding<Octets> encode(ChipFile file) {
        return switch (file) {
            case WEF01, MF_EF02 -> PinState.encode(file);
            case WEF02 -> MyNumberLicence.of(this).encode();
            case DF1_EF01 -> LicenceEntries.of(this).encode();
            case DF1_EF02 -> Domicile.encode(domicile);
            case MF_EF01 -> CommonData.of(this).encode();
            case DF1_EF03 -> pictures.encodeIssued();
            case DF1_EF05 -> pictures.encodeAppended();
            case DF2_EF01 -> pictures.encodePhotograph();
            case WEF03, DF1_EF07 ->
                    throw new IllegalArgumentException("signatures follow from the other files");
            case DF1_EF04, DF1_EF06 ->
                    throw new IllegalArgumentException("what was appended is no part of a record");
        };
    }

    /// The day from which any of these classes was held, for the chip's three category dates.
    CategoryDates categoryDates() {
        return CategoryDates.of(classes);
    }

    Collection<LicenceClass> held() {
        return classes.keySet();
    }

    @Override
    public String toString() {
        return "ChipRecord[…]";
    }
}
