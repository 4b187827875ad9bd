package jp.kisai.cardwriter.domain.chip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import jp.kisai.cardwriter.domain.chip.Layout.Coding;
import jp.kisai.cardwriter.domain.chip.Tlv.Stop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TlvTest {

    private static final Layout SMALL =
            Layout.table()
                    .row(0x1F, 2, Coding.BINARY, "a")
                    .row(0x5F, 1, Coding.BINARY, "b")
                    .row(0xFF, 300, Coding.BINARY, "c")
                    .row(0x0100, 3, Coding.BINARY, "d")
                    .row(0x5F40, 2, Coding.BINARY, "e")
                    .end();

    @Test
    void writesEveryElementAndTheEmptyOnesWithLengthZero() {
        Octets written = Tlv.write(SMALL, Map.of(new Tag(0x5F), hex("07")));

        assertEquals(hex("1f00 5f0107 ff00 010000 5f4000"), written);
    }

    /// One byte up to 127, three from 128 on, at each edge of the element that may be 300 long.
    @ParameterizedTest
    @CsvSource({
        "0, ff00",
        "1, ff01",
        "127, ff7f",
        "128, ff820080",
        "255, ff8200ff",
        "300, ff82012c"
    })
    void writesLengthsInTheShortestForm(int length, String head) {
        Octets written = Tlv.write(SMALL, Map.of(new Tag(0xFF), zeros(length)));

        String rest = head + "00".repeat(length) + "010000" + "5f4000";
        assertEquals(hex("1f005f00" + rest), written);
        assertEquals(zeros(length), read(written).item(new Tag(0xFF)).orElseThrow().value());
    }

    @Test
    void refusesToWriteWhatTheLayoutHasNoRoomFor() {
        assertThrows(
                IllegalArgumentException.class,
                () -> Tlv.write(SMALL, Map.of(new Tag(0x1F), zeros(3))));
        assertThrows(
                IllegalArgumentException.class,
                () -> Tlv.write(SMALL, Map.of(new Tag(0x20), zeros(1))));
    }

    @ParameterizedTest
    @CsvSource({
        "'', 0, END",
        "1f00, 2, END",
        "1f0100 5f0107, 6, END",
        "1f00 5f00 ff00 010000, 9, END",
        "1f00 ffffff, 2, FILLER",
        "ff, 0, FILLER",
        "1f, 0, TRUNCATED",
        "1f00 5f, 2, TRUNCATED",
        "1f0201, 0, TRUNCATED",
        "1f00 ff8201, 2, TRUNCATED",
        "1f00 ff820080 00, 2, TRUNCATED",
        "1f00 0100, 2, TRUNCATED",
        "20 00, 0, UNKNOWN_TAG",
        "1f00 00, 2, UNKNOWN_TAG",
        "1f00 01, 2, UNKNOWN_TAG",
        "1f00 0101 00, 2, UNKNOWN_TAG",
        "5f00 1f00, 2, OUT_OF_ORDER",
        "1f00 1f00, 2, OUT_OF_ORDER",
        "1f80, 0, BAD_LENGTH",
        "1f8101 00, 0, BAD_LENGTH",
        "1f00 ff82007f, 2, BAD_LENGTH",
        "1f00 ff83000080, 2, BAD_LENGTH",
        "1f03000000, 0, TOO_LONG",
        "1f00 ff82012d, 2, TOO_LONG"
    })
    void saysWhereAndWhyItStopped(String bytes, int stoppedAt, Stop stop) {
        Tlv.Reading reading = read(hex(bytes));

        assertEquals(stop, reading.stop());
        assertEquals(stoppedAt, reading.stoppedAt());
    }

    /// In a layout that has 5F40 but not 5F, the first byte alone does not decide.
    @Test
    void takesFiveFFortyForTwoBytesOnlyWhereTheLayoutHasIt() {
        Layout photo = Layout.table().row(0x5F40, 2000, Coding.BINARY, "写真").end();

        assertEquals(Stop.END, Tlv.read(photo, hex("5f4001aa")).stop());
        assertEquals(Stop.UNKNOWN_TAG, Tlv.read(photo, hex("5f01aa")).stop());
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"DF1_EF04", "DF1_EF06"})
    void writesAndReadsEachFileAtItsFullSize(ChipFile file) {
        Map<Tag, Octets> full = new TreeMap<>();
        file.layout().elements().forEach(each -> full.put(each.tag(), zeros(each.maxLength())));

        Octets written = Tlv.write(file.layout(), full);
        Map<Tag, Octets> read = new TreeMap<>();
        Tlv.read(file.layout(), written)
                .items()
                .forEach(item -> read.put(item.element().tag(), item.value()));

        assertEquals(file.size(), written.length());
        assertEquals(full, read);
    }

    @Test
    void neverThrowsOnArbitraryBytes() {
        long seed = 20261123;
        Random random = new Random(seed);
        List<ChipFile> files = List.of(ChipFile.values());
        for (int run = 0; run < 20_000; run++) {
            ChipFile file = files.get(run % files.size());
            byte[] bytes = new byte[random.nextInt(64)];
            random.nextBytes(bytes);
            Tlv.Reading reading = Tlv.read(file.layout(), Octets.of(bytes));
            boolean within = reading.stoppedAt() >= 0 && reading.stoppedAt() <= bytes.length;
            assertTrue(within, () -> "seed " + seed);
        }
    }

    /// Every file that is cut anywhere, or has any one byte altered, still reads without throwing.
    @Test
    void neverThrowsOnDamagedFiles() {
        Octets whole =
                switch (Licences.typical().encode(ChipProfile.FULL)) {
                    case Encoding.Encoded<ChipContent>(ChipContent content) ->
                            content.files().getOrDefault(ChipFile.DF1_EF01, Octets.NONE);
                    case Encoding.Refused<ChipContent> _ -> Octets.NONE;
                };
        byte[] bytes = whole.toArray();
        for (int i = 0; i < bytes.length; i++) {
            Octets cut = Octets.of(Arrays.copyOf(bytes, i));
            assertTrue(Tlv.read(ChipFile.DF1_EF01.layout(), cut).stoppedAt() <= i);
            for (int flip = 1; flip < 256; flip <<= 1) {
                byte[] damaged = bytes.clone();
                damaged[i] = (byte) (damaged[i] ^ flip);
                LicenceEntries.decode(Octets.of(damaged));
            }
        }
    }

    private static Tlv.Reading read(Octets bytes) {
        return Tlv.read(SMALL, bytes);
    }

    private static Octets zeros(int length) {
        return Octets.of(new byte[length]);
    }

    private static Octets hex(String digits) {
        return Octets.of(HexFormat.of().parseHex(digits.replace(" ", "")));
    }
}
