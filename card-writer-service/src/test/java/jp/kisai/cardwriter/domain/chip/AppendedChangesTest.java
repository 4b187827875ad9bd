package jp.kisai.cardwriter.domain.chip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import jp.kisai.cardwriter.domain.chip.AppendedChange.Kind;
import jp.kisai.cardwriter.domain.chip.AppendedChanges.Appending;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AppendedChangesTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 23);

    @Test
    void writesAnEntryAsRealReadersExpectIt() {
        assertEquals(
                "500101" // something was appended
                        + "701b01" // 新住所1: 27 bytes, the first of them the edition
                        + "2335233023382331233123322333" // ５０８１１２３
                        + "442e" // 町
                        + "456c357e455438783042", // 東京都公安
                hex(written(one().encode(ChipFile.DF1_EF04))));
    }

    @ParameterizedTest
    @EnumSource
    void returnsEachKindInEverySlot(Kind kind) {
        AppendedChanges changes = AppendedChanges.NONE;
        for (int i = 0; i < kind.slots(); i++) {
            changes = appended(changes, entry(kind, "あ".repeat(1 + i % 12)));
        }

        assertEquals(new Decoding.Decoded<>(changes), decode(changes));
        assertEquals(
                Optional.of(entry(kind, "あ".repeat(1 + (kind.slots() - 1) % 12))),
                changes.newest(kind));
    }

    @ParameterizedTest
    @EnumSource
    void saysWhenNoSlotIsLeft(Kind kind) {
        AppendedChanges full = AppendedChanges.NONE;
        for (int i = 0; i < kind.slots(); i++) {
            full = appended(full, entry(kind, "町"));
        }

        Appending.Refused refused =
                assertInstanceOf(Appending.Refused.class, full.append(entry(kind, "町")));

        assertEquals(
                new NotCarried(
                        kind.file(),
                        new Tag(kind.tag(kind.slots() - 1)),
                        NotCarried.Why.NO_ELEMENT_LEFT),
                refused.why());
    }

    /// 640 bytes: eight addresses of 20 characters bind by their slots; of the longest, five fit.
    @ParameterizedTest
    @CsvSource({
        "20, 8, NO_ELEMENT_LEFT",
        "26, 8, NO_ELEMENT_LEFT",
        "27, 7, NO_BYTES_LEFT",
        "40, 5, NO_BYTES_LEFT"
    })
    void holdsAsManyAddressesAsItsBytesAndSlotsAllow(int characters, int fit, NotCarried.Why then) {
        AppendedChange address = entry(Kind.ADDRESS, "町".repeat(characters));
        AppendedChanges changes = AppendedChanges.NONE;
        int appended = 0;
        while (changes.append(address) instanceof Appending.Appended(AppendedChanges longer)) {
            changes = longer;
            appended++;
        }

        assertEquals(fit, appended);
        Appending.Refused refused =
                assertInstanceOf(Appending.Refused.class, changes.append(address));
        assertEquals(then, refused.why().why());
    }

    /// 256 bytes: two of the longest domiciles, and a third of six characters to the very last one.
    @Test
    void fillsTheDomicilesToTheLastByte() {
        AppendedChanges two = AppendedChanges.NONE;
        for (int i = 0; i < 2; i++) {
            two = appended(two, entry(Kind.DOMICILE, "郡".repeat(40)));
        }

        AppendedChanges full = appended(two, entry(Kind.DOMICILE, "郡".repeat(6)));

        assertEquals(256, written(full.encode(ChipFile.DF1_EF06)).length());
        Appending.Refused refused =
                assertInstanceOf(
                        Appending.Refused.class, two.append(entry(Kind.DOMICILE, "郡".repeat(7))));
        assertEquals(NotCarried.Why.NO_BYTES_LEFT, refused.why().why());
        assertEquals(new Tag(0xAD), refused.why().tag());
    }

    /// If the card writes its 71 unused slots as well, they cost 142 bytes, and a slot less is left
    /// for such addresses.
    @Test
    void wouldHoldOneAddressLessIfEmptySlotsWereWritten() {
        Layout all = ChipFile.DF1_EF04.layout();
        int empty = Tlv.write(all, Map.of(new Tag(0x50), Octets.of((byte) 1))).length();

        assertEquals(3 + 71 * 2, empty);
        assertEquals(7, (640 - empty) / (25 + 40));
        assertFalse(AppendedChanges.EMPTY_SLOTS_ARE_WRITTEN);
    }

    @Test
    void refusesWhatTheEntryItselfCannotCarry() {
        assertEquals(NotCarried.Why.CHARACTER, refusal(entry(Kind.NAME, "髙")));
        assertEquals(NotCarried.Why.TOO_LONG, refusal(entry(Kind.NAME, "龍".repeat(37))));
        assertEquals(
                NotCarried.Why.DATE,
                refusal(new AppendedChange(Kind.NAME, LocalDate.of(1800, 1, 1), "龍", "県")));
        assertEquals(
                NotCarried.Why.TOO_LONG,
                refusal(new AppendedChange(Kind.NAME, DAY, "龍", "東京都公安委")));
    }

    @Test
    void saysInWhichFileAndWhereAnEntryStopsMakingSense() {
        byte[] ef04 = written(one().encode(ChipFile.DF1_EF04)).toArray();
        ef04[6] = 0x21; // the era's digit is a space

        assertEquals(
                new Decoding.Stopped<>(3, "DF1/EF04 70 UNKNOWN_VALUE"),
                AppendedChanges.decode(Octets.of(ef04), Octets.NONE));
    }

    @Test
    void readsWhateverTheFlagSays() {
        byte[] ef04 = written(one().encode(ChipFile.DF1_EF04)).toArray();
        ef04[2] = 0x7E;

        assertEquals(
                new Decoding.Decoded<>(one()),
                AppendedChanges.decode(Octets.of(Arrays.copyOf(ef04, ef04.length)), Octets.NONE));
        assertEquals("500111", hex(written(AppendedChanges.NONE.encode(ChipFile.DF1_EF04))));
    }

    private static AppendedChanges one() {
        return appended(AppendedChanges.NONE, entry(Kind.ADDRESS, "町"));
    }

    private static AppendedChange entry(Kind kind, String text) {
        return new AppendedChange(kind, DAY, text, "東京都公安");
    }

    private static AppendedChanges appended(AppendedChanges changes, AppendedChange change) {
        return switch (changes.append(change)) {
            case Appending.Appended(AppendedChanges longer) -> longer;
            case Appending.Refused(NotCarried why) -> throw new AssertionError(why);
        };
    }

    private static NotCarried.Why refusal(AppendedChange change) {
        return switch (AppendedChanges.NONE.append(change)) {
            case Appending.Appended _ -> throw new AssertionError("it was carried");
            case Appending.Refused(NotCarried reason) -> reason.why();
        };
    }

    private static Decoding<AppendedChanges> decode(AppendedChanges changes) {
        return AppendedChanges.decode(
                written(changes.encode(ChipFile.DF1_EF04)),
                written(changes.encode(ChipFile.DF1_EF06)));
    }

    private static Octets written(Encoding<Octets> encoding) {
        return switch (encoding) {
            case Encoding.Encoded<Octets>(Octets bytes) -> bytes;
            case Encoding.Refused<Octets>(NotCarried reason) -> throw new AssertionError(reason);
        };
    }

    private static String hex(Octets bytes) {
        return HexFormat.of().formatHex(bytes.toArray());
    }
}
