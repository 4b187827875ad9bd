package jp.kisai.cardwriter.domain.chip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jp.kisai.contracts.vocabulary.ColourBand;
import jp.kisai.contracts.vocabulary.LicenceClass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ChipRecordTest {

    @Test
    void beginsAsRealCardsDoWithTwoEmptyElements() {
        byte[] wef02 = file(Licences.typical(), ChipFile.WEF02).toArray();

        assertEquals(
                "c200c300c4044d254e49" // 優良
                        + "c50735313230323032",
                HexFormat.of().formatHex(Arrays.copyOf(wef02, 19)));
    }

    @Test
    void returnsTheLicenceUnaltered() {
        for (ChipRecord licence : List.of(Licences.typical(), Licences.largest())) {
            MyNumberLicence expected = MyNumberLicence.of(licence);

            assertEquals(
                    new Decoding.Decoded<>(expected),
                    MyNumberLicence.decode(file(licence, ChipFile.WEF02)));
        }
    }

    @Test
    void returnsTheEntriesUnaltered() {
        for (ChipRecord licence : List.of(Licences.typical(), Licences.largest())) {
            LicenceEntries expected = LicenceEntries.of(licence);

            assertEquals(
                    new Decoding.Decoded<>(expected),
                    LicenceEntries.decode(file(licence, ChipFile.DF1_EF01)));
            assertEquals(
                    new Decoding.Decoded<>(licence.domicile()),
                    Domicile.decode(file(licence, ChipFile.DF1_EF02)));
            assertEquals(
                    new Decoding.Decoded<>(true),
                    PinState.decode(ChipFile.WEF01, file(licence, ChipFile.WEF01)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void returnsEveryColour(ColourBand colour) {
        ChipRecord licence = Licences.typical();
        MyNumberLicence one =
                new MyNumberLicence(
                        licence.number(),
                        licence.validUntil(),
                        colour,
                        List.of(),
                        List.of(),
                        licence.categoryDates(),
                        Set.of(),
                        Pictures.NONE);

        assertEquals(new Decoding.Decoded<>(one), MyNumberLicence.decode(written(one.encode())));
    }

    @ParameterizedTest
    @EnumSource
    void returnsEveryClassAlone(LicenceClass each) {
        MyNumberLicence one =
                new MyNumberLicence(
                        Licences.typical().number(),
                        LocalDate.of(2030, 2, 2),
                        ColourBand.GREEN,
                        List.of(),
                        List.of(),
                        CategoryDates.of(Map.of(each, LocalDate.of(2019, 5, 1))),
                        Set.of(each),
                        Pictures.NONE);

        assertEquals(new Decoding.Decoded<>(one), MyNumberLicence.decode(written(one.encode())));
    }

    @Test
    void takesTheEarliestDayOfEachCategory() {
        CategoryDates dates = Licences.largest().categoryDates();

        assertEquals(
                new CategoryDates(
                        LocalDate.of(1999, 12, 25),
                        LocalDate.of(1999, 12, 17),
                        LocalDate.of(1999, 12, 18)),
                dates);
    }

    /// Twelve conditions lie in two runs of tags with two bitmaps between them.
    @ParameterizedTest
    @CsvSource({"0", "1", "4", "5", "12"})
    void returnsAnyNumberOfConditions(int count) {
        MyNumberLicence one =
                new MyNumberLicence(
                        Licences.typical().number(),
                        LocalDate.of(2030, 2, 2),
                        ColourBand.GREEN,
                        Collections.nCopies(count, "眼鏡等"),
                        List.of(),
                        CategoryDates.of(Map.of()),
                        Set.of(),
                        Pictures.NONE);

        assertEquals(new Decoding.Decoded<>(one), MyNumberLicence.decode(written(one.encode())));
    }

    @Test
    void saysWhatTheChipCannotCarry() {
        assertEquals(
                new NotCarried(ChipFile.DF1_EF01, new Tag(0x17), NotCarried.Why.CHARACTER),
                refusal(Licences.withAddress("髙町")));
        assertEquals(
                new NotCarried(ChipFile.DF1_EF01, new Tag(0x17), NotCarried.Why.TOO_LONG),
                refusal(Licences.withAddress("町".repeat(41))));
    }

    @Test
    void hasNoNameOrAddressInTheNarrowProfile() {
        ChipContent content = content(Licences.typical(), ChipProfile.NPA_V010);

        assertEquals(Set.of(ChipFile.WEF01, ChipFile.WEF02), content.files().keySet());
        assertEquals(
                content.sha256(),
                content(Licences.withAddress("町"), ChipProfile.NPA_V010).sha256());
    }

    @Test
    void hasAnotherDigestForAnotherAddress() {
        assertEquals(
                content(Licences.typical(), ChipProfile.FULL).sha256(),
                content(Licences.typical(), ChipProfile.FULL).sha256());
        assertNotEquals(
                content(Licences.typical(), ChipProfile.FULL).sha256(),
                content(Licences.withAddress("町"), ChipProfile.FULL).sha256());
    }

    @Test
    void leavesOutAReadingThatIsTooLongInsteadOfCuttingIt() {
        ChipRecord licence = Licences.typical();
        LicenceEntries entries = LicenceEntries.of(licence);

        assertEquals("ヤマダ　タロウ", entries.kana());
        assertEquals("ヤマダ　タロウ", entries.shortKana());
        assertEquals("", LicenceEntries.of(withKana(licence, "ア".repeat(17))).kana());
        assertEquals(
                "ア".repeat(8), LicenceEntries.of(withKana(licence, "ア".repeat(17))).shortKana());
    }

    @Test
    void saysAtWhichElementAFileStopsMakingSense() {
        byte[] wef02 = file(Licences.typical(), ChipFile.WEF02).toArray();
        wef02[12] = 'x'; // the era digit of the last day

        assertEquals(
                new Decoding.Stopped<MyNumberLicence>(10, "C5 NO_DATE"),
                MyNumberLicence.decode(Octets.of(wef02)));
    }

    @Test
    void stopsAtTheEndOfATruncatedFile() {
        Decoding.Stopped<?> stopped =
                assertInstanceOf(
                        Decoding.Stopped.class,
                        MyNumberLicence.decode(
                                file(Licences.typical(), ChipFile.WEF02).slice(0, 12)));

        assertEquals(10, stopped.offset());
        assertEquals("TRUNCATED", stopped.rule());
    }

    @Test
    void ignoresTheFillerBehindTheLastElement() {
        byte[] entries = file(Licences.typical(), ChipFile.DF1_EF01).toArray();
        byte[] stored = Arrays.copyOf(entries, ChipFile.DF1_EF01.size());
        Arrays.fill(stored, entries.length, stored.length, (byte) 0xFF);

        assertEquals(
                new Decoding.Decoded<>(LicenceEntries.of(Licences.typical())),
                LicenceEntries.decode(Octets.of(stored)));
    }

    @Test
    void showsNobodyInItsStrings() {
        ChipRecord licence = Licences.typical();

        assertFalse(licence.toString().contains("山田"));
        assertFalse(LicenceEntries.of(licence).toString().contains("山田"));
        assertFalse(content(licence, ChipProfile.FULL).toString().contains("山田"));
    }

    private static ChipRecord withKana(ChipRecord licence, String kana) {
        return new ChipRecord(
                licence.number(),
                licence.name(),
                kana,
                licence.birthDate(),
                licence.address(),
                licence.domicile(),
                licence.commission(),
                licence.issuedOn(),
                licence.validUntil(),
                licence.classes(),
                licence.conditions(),
                licence.remarks(),
                licence.colour(),
                licence.pictures());
    }

    private static Octets file(ChipRecord licence, ChipFile file) {
        return content(licence, ChipProfile.FULL).files().getOrDefault(file, Octets.NONE);
    }

    /// What only the card of the licence itself has is written at the counter.
    @Test
    void bringsTheProfilesFilesIntoAnOrderAndNoOthers() {
        ChipSigner signer =
                new ChipSigner(content -> Licences.bytes(256), "1", "CN=a", "CN=b", Octets.NONE);

        assertEquals(
                List.of(
                        ChipFile.WEF01,
                        ChipFile.WEF02,
                        ChipFile.WEF03,
                        ChipFile.DF1_EF01,
                        ChipFile.DF1_EF02),
                List.copyOf(
                        content(Licences.largest(), ChipProfile.FULL)
                                .signedBy(signer)
                                .files()
                                .keySet()));
        assertEquals(
                List.of(ChipFile.WEF01, ChipFile.WEF02, ChipFile.WEF03),
                List.copyOf(
                        content(Licences.largest(), ChipProfile.NPA_V010)
                                .signedBy(signer)
                                .files()
                                .keySet()));
    }

    private static ChipContent content(ChipRecord licence, ChipProfile profile) {
        return written(licence.encode(profile));
    }

    private static <T> T written(Encoding<T> encoding) {
        return switch (encoding) {
            case Encoding.Encoded<T>(T content) -> content;
            case Encoding.Refused<T>(NotCarried reason) -> throw new AssertionError(reason);
        };
    }

    private static NotCarried refusal(ChipRecord licence) {
        return switch (licence.encode(ChipProfile.FULL)) {
            case Encoding.Encoded<ChipContent> _ -> throw new AssertionError("it was carried");
            case Encoding.Refused<ChipContent>(NotCarried reason) -> reason;
        };
    }
}
