package jp.kisai.contracts.vocabulary;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.charset.Charset;
import java.util.HexFormat;
import jp.kisai.contracts.vocabulary.CarriedText.Carried;
import jp.kisai.contracts.vocabulary.CarriedText.NotCarried;
import jp.kisai.contracts.vocabulary.CarriedText.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CarriedTextTest {

    private static final int ROOM = 80;

    @Test
    void givesThePairsOfTheStandardWithoutEscapes() {
        assertArrayEquals(HexFormat.of().parseHex("456c357e4554"), carried("東京都"));
        assertArrayEquals(HexFormat.of().parseHex("3b3345442121"), carried("山田　"));
        assertEquals(0, carried("").length);
    }

    @ParameterizedTest
    @CsvSource({
        "FF0D,2212",
        "FF5E,301C",
        "2015,2014",
        "2225,2016",
        "FFE0,00A2",
        "FFE1,00A3",
        "FFE2,00AC"
    })
    void readsTheTwoUnicodeMappingsOfOneCharacterAsEqual(String windows, String standard) {
        assertArrayEquals(carried(character(standard)), carried(character(windows)));
    }

    @Test
    void readsKanaWithAnApartVoicingMarkAsTheVoicedKana() {
        assertArrayEquals(carried("ガプ"), carried("カ\u3099フ\u309A"));
    }

    @Test
    void countsAnApartVoicingMarkAsACodePointOfItsOwn() {
        assertEquals(
                new NotCarried(Reason.NOT_IN_REPERTOIRE, 2), CarriedText.check("カ\u3099髙", ROOM));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "髙", "﨑", "①", "㈱", "A", "-", "ｶ", "\u0000", "\n", " ", "\uFA19", "\uE000", "𠮷",
                "😀", "か\u0301"
            })
    void reportsWhatTheStandardDoesNotKnow(String character) {
        NotCarried no = assertInstanceOf(NotCarried.class, CarriedText.check(character, ROOM));

        assertEquals(Reason.NOT_IN_REPERTOIRE, no.reason());
    }

    @Test
    void countsCodePointsNotHalves() {
        assertEquals(new NotCarried(Reason.NOT_IN_REPERTOIRE, 1), CarriedText.check("山𠮷𠮷", ROOM));
        assertEquals(
                new NotCarried(Reason.SHAPE_SELECTED, 1),
                CarriedText.check("葛\uDB40\uDD00飾", ROOM));
        assertEquals(new NotCarried(Reason.SHAPE_SELECTED, 2), CarriedText.check("葛飾\uFE00", ROOM));
        assertEquals(
                new NotCarried(Reason.UNPAIRED_SURROGATE, 1), CarriedText.check("山\uD842", ROOM));
        assertEquals(
                new NotCarried(Reason.UNPAIRED_SURROGATE, 0), CarriedText.check("\uDFB7山", ROOM));
    }

    @Test
    void carriesExactlyWhatTheFieldHasRoomFor() {
        assertEquals(72, carried("田".repeat(36), CarriedText.NAME_MAX_BYTES).length);
        assertEquals(
                new NotCarried(Reason.TOO_LONG, 36),
                CarriedText.check("田".repeat(37), CarriedText.NAME_MAX_BYTES));
        assertEquals(80, carried("町".repeat(40), CarriedText.ADDRESS_MAX_BYTES).length);
        assertEquals(
                new NotCarried(Reason.TOO_LONG, 40),
                CarriedText.check("町".repeat(41), CarriedText.ADDRESS_MAX_BYTES));
    }

    @Test
    void carriesEveryCharacterOfTheStandardAndReturnsItUnaltered() {
        Charset standard = Charset.forName("x-JIS0208");
        int known = 0;
        for (int codePoint = 0; codePoint <= Character.MAX_VALUE; codePoint++) {
            String one = Character.toString(codePoint);
            if (CarriedText.check(one, ROOM) instanceof Carried yes) {
                boolean same = new String(yes.jisX0208(), standard).equals(one);
                known += same ? 1 : 0;
            }
        }
        assertEquals(6879, known);
    }

    @Test
    void showsNoTextInItsString() {
        assertFalse(CarriedText.check("東京都千代田区", ROOM).toString().contains("千"));
    }

    private static byte[] carried(String text) {
        return carried(text, ROOM);
    }

    private static byte[] carried(String text, int maxBytes) {
        return assertInstanceOf(Carried.class, CarriedText.check(text, maxBytes)).jisX0208();
    }

    private static String character(String hexadecimal) {
        return Character.toString(Integer.parseInt(hexadecimal, 16));
    }
}
