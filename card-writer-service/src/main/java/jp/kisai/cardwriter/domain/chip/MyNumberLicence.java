package jp.kisai.cardwriter.domain.chip;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jp.kisai.contracts.vocabulary.ColourBand;
import jp.kisai.contracts.vocabulary.LicenceClass;
import jp.kisai.contracts.vocabulary.LicenceNumber;

/// WEF02: the licence in the My Number card's own application. It holds no name, address or birth
/// date.
///
/// The driving-history elements (C2, C3, E8) stay empty: no history is recorded here.
///
/// @param number 免許情報記録の番号. It need not equal the licence number; it does here, where no other is
///     given. \[C\]
public record MyNumberLicence(
        LicenceNumber number,
        LocalDate validUntil,
        ColourBand colour,
        List<String> conditions,
        List<String> remarks,
        CategoryDates categoryDates,
        Set<LicenceClass> held,
        Pictures pictures) {

    /// A class's flag when it is held. \[I\]
    static final byte HELD = 0x01;

    /// And when it is not. \[I\]
    static final byte NOT_HELD = 0x00;

    private static final int COLOUR = 0xC4;
    private static final int VALID_UNTIL = 0xC5;
    private static final int NUMBER = 0xE7;
    private static final int CATEGORY_DATES = 0xE9;
    private static final int FIRST_CLASS = 0xEC;
    private static final List<Integer> CONDITIONS =
            IntStream.concat(IntStream.rangeClosed(0xC6, 0xC9), IntStream.rangeClosed(0xCC, 0xD3))
                    .boxed()
                    .toList();
    private static final List<Integer> REMARKS = IntStream.rangeClosed(0xD7, 0xDE).boxed().toList();
    private static final List<Integer> GAIJI = List.of(0xCA, 0xCB, 0xD4, 0xD5, 0xD6);
    private static final int PHOTOGRAPH = 0x0107;
    private static final LicenceNumber STAND_IN = new LicenceNumber("000000000010");

    /// What is said of a record whose photograph is not to be had.
    public static final NotCarried NO_PHOTOGRAPH =
            new NotCarried(ChipFile.WEF02, new Tag(PHOTOGRAPH), NotCarried.Why.PICTURE);

    public MyNumberLicence {
        conditions = List.copyOf(conditions);
        remarks = List.copyOf(remarks);
        held = Set.copyOf(held);
    }

    static MyNumberLicence of(ChipRecord licence) {
        return new MyNumberLicence(
                licence.number(),
                licence.validUntil(),
                licence.colour(),
                licence.conditions(),
                licence.remarks(),
                licence.categoryDates(),
                Set.copyOf(licence.held()),
                licence.pictures());
    }

    public Encoding<Octets> encode() {
        ElementWriter writer =
                new ElementWriter(ChipFile.WEF02)
                        .text(COLOUR, Colours.text(colour))
                        .date(VALID_UNTIL, validUntil)
                        .texts(CONDITIONS, conditions)
                        .texts(REMARKS, remarks)
                        .binaries(GAIJI, pictures.gaiji())
                        .latin(NUMBER, number.digits())
                        .binary(PHOTOGRAPH, pictures.photograph());
        categoryDates.write(writer, CATEGORY_DATES);
        for (LicenceClass each : LicenceClass.values()) {
            writer.oneByte(flagOf(each), held.contains(each) ? HELD : NOT_HELD);
        }
        return writer.end();
    }

    public static Decoding<MyNumberLicence> decode(Octets bytes) {
        ElementReader reader = new ElementReader(ChipFile.WEF02, bytes);
        ColourBand colour = reader.as(COLOUR, reader.text(COLOUR), Colours::of, ColourBand.BLUE);
        LocalDate validUntil = reader.date(VALID_UNTIL);
        List<String> conditions = reader.texts(CONDITIONS);
        List<String> remarks = reader.texts(REMARKS);
        LicenceNumber number =
                reader.as(NUMBER, reader.latin(NUMBER), LicenceNumber::new, STAND_IN);
        CategoryDates categoryDates = CategoryDates.read(reader, CATEGORY_DATES);
        Set<LicenceClass> held = EnumSet.noneOf(LicenceClass.class);
        Stream<LicenceClass> classes = Arrays.stream(LicenceClass.values());
        classes.filter(each -> reader.eitherByte(flagOf(each), HELD, NOT_HELD)).forEach(held::add);
        Pictures pictures = new Pictures(reader.binary(PHOTOGRAPH), reader.binaries(GAIJI));
        return reader.end(
                () ->
                        new MyNumberLicence(
                                number,
                                validUntil,
                                colour,
                                conditions,
                                remarks,
                                categoryDates,
                                held,
                                pictures));
    }

    private static int flagOf(LicenceClass licenceClass) {
        return FIRST_CLASS + ClassPosition.of(licenceClass);
    }

    @Override
    public String toString() {
        return "MyNumberLicence[…]";
    }
}
