package jp.kisai.cardwriter.domain.chip;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import jp.kisai.contracts.vocabulary.ColourBand;
import jp.kisai.contracts.vocabulary.LicenceClass;
import jp.kisai.contracts.vocabulary.LicenceNumber;
import org.jspecify.annotations.Nullable;

/// DF1/EF01: the holder's entries (記載事項) but the domicile.
///
/// @param kana 呼び名: the reading, or empty where it is longer than its element; a reading is an aid
///     to find somebody and is rather left out than cut
/// @param shortKana 統一氏名: the first eight characters of the reading \[C\]
/// @param conditions the first four; WEF02 holds all
public record LicenceEntries(
        String name,
        String kana,
        String shortKana,
        LocalDate birthDate,
        String address,
        LocalDate issuedOn,
        ColourBand colour,
        LocalDate validUntil,
        List<String> conditions,
        String commission,
        LicenceNumber number,
        CategoryDates categoryDates,
        Map<LicenceClass, LocalDate> classes) {

    /// JIS X 0208制定年番号. The value is in no source at hand; 1 stands for the edition in use. \[G\]
    static final byte CHARACTER_SET_EDITION = 0x01;

    private static final int EDITION = 0x11;
    private static final int NAME = 0x12;
    private static final int KANA = 0x13;
    private static final int SHORT_KANA = 0x15;
    private static final int BIRTH_DATE = 0x16;
    private static final int ADDRESS = 0x17;
    private static final int ISSUED_ON = 0x18;
    private static final int COLOUR = 0x1A;
    private static final int VALID_UNTIL = 0x1B;
    private static final List<Integer> CONDITIONS =
            IntStream.rangeClosed(0x1C, 0x1F).boxed().toList();
    private static final int COMMISSION = 0x20;
    private static final int NUMBER = 0x21;
    private static final int CATEGORY_DATES = 0x22;
    private static final int FIRST_CLASS = 0x25;
    private static final int KANA_MAX_CHARACTERS = 16;
    private static final int SHORT_KANA_MAX_CHARACTERS = 8;
    private static final LicenceNumber STAND_IN = new LicenceNumber("000000000010");

    public LicenceEntries {
        conditions = List.copyOf(conditions);
        classes = Map.copyOf(classes);
    }

    static LicenceEntries of(ChipRecord licence) {
        String kana = licence.kana();
        return new LicenceEntries(
                licence.name(),
                kana.length() > KANA_MAX_CHARACTERS ? "" : kana,
                kana.substring(0, Math.min(kana.length(), SHORT_KANA_MAX_CHARACTERS)),
                licence.birthDate(),
                licence.address(),
                licence.issuedOn(),
                licence.colour(),
                licence.validUntil(),
                licence.conditions().stream().limit(CONDITIONS.size()).toList(),
                licence.commission(),
                licence.number(),
                licence.categoryDates(),
                licence.classes());
    }

    public Encoding<Octets> encode() {
        ElementWriter writer =
                new ElementWriter(ChipFile.DF1_EF01)
                        .oneByte(EDITION, CHARACTER_SET_EDITION)
                        .text(NAME, name)
                        .text(KANA, kana)
                        .text(SHORT_KANA, shortKana)
                        .date(BIRTH_DATE, birthDate)
                        .text(ADDRESS, address)
                        .date(ISSUED_ON, issuedOn)
                        .text(COLOUR, Colours.text(colour))
                        .date(VALID_UNTIL, validUntil)
                        .texts(CONDITIONS, conditions)
                        .text(COMMISSION, commission)
                        .latin(NUMBER, number.digits());
        categoryDates.write(writer, CATEGORY_DATES);
        for (LicenceClass each : LicenceClass.values()) {
            writer.dateIfHeld(dateOf(each), classes.get(each));
        }
        return writer.end();
    }

    public static Decoding<LicenceEntries> decode(Octets bytes) {
        ElementReader reader = new ElementReader(ChipFile.DF1_EF01, bytes);
        Map<LicenceClass, LocalDate> classes = new EnumMap<>(LicenceClass.class);
        for (LicenceClass each : LicenceClass.values()) {
            @Nullable LocalDate grantedOn = reader.dateIfHeld(dateOf(each));
            if (grantedOn != null) {
                classes.put(each, grantedOn);
            }
        }
        LicenceEntries entries =
                new LicenceEntries(
                        reader.text(NAME),
                        reader.text(KANA),
                        reader.text(SHORT_KANA),
                        reader.date(BIRTH_DATE),
                        reader.text(ADDRESS),
                        reader.date(ISSUED_ON),
                        reader.as(COLOUR, reader.text(COLOUR), Colours::of, ColourBand.BLUE),
                        reader.date(VALID_UNTIL),
                        reader.texts(CONDITIONS),
                        reader.text(COMMISSION),
                        reader.as(NUMBER, reader.latin(NUMBER), LicenceNumber::new, STAND_IN),
                        CategoryDates.read(reader, CATEGORY_DATES),
                        classes);
        return reader.end(() -> entries);
    }

    private static int dateOf(LicenceClass licenceClass) {
        return FIRST_CLASS + ClassPosition.of(licenceClass);
    }

    @Override
    public String toString() {
        return "LicenceEntries[…]";
    }
}
