package jp.kisai.contracts.vocabulary;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Map;

/// Whether the chip can carry a text as it stands: every character in JIS X 0208, and few enough of
/// them.
///
/// Nothing is ever replaced by something similar. Only what a standard defines as the same
/// character in another coding is read as equal: the seven signs whose Unicode mapping differs
/// between JIS X 0221 and Windows code page 932, and kana whose voicing mark was typed apart
/// (canonical equivalence, Unicode §3.7). All else is reported, so that a person decides.
public final class CarriedText {

    /// 氏名 on the chip: 36 characters.
    public static final int NAME_MAX_BYTES = 72;

    /// 住所 on the chip: 40 characters.
    public static final int ADDRESS_MAX_BYTES = 80;

    /// 本籍 on the chip: 40 characters.
    public static final int DOMICILE_MAX_BYTES = 80;

    /// The charset that gives the 7-bit pairs of JIS X 0208, without escape sequences.
    private static final Charset JIS_X_0208 = Charset.forName("x-JIS0208");

    private static final int BYTES_PER_CHARACTER = 2;

    /// Windows code page 932's choice of character on the left, the standard's on the right.
    private static final Map<Integer, Integer> SAME_CHARACTER =
            Map.of(
                    0x2015, 0x2014, // 2/1-29 EM DASH
                    0x2225, 0x2016, // 2/1-34 DOUBLE VERTICAL LINE
                    0xFF0D, 0x2212, // 2/1-61 MINUS SIGN
                    0xFF5E, 0x301C, // 2/1-33 WAVE DASH
                    0xFFE0, 0x00A2, // 2/1-81 CENT SIGN
                    0xFFE1, 0x00A3, // 2/1-82 POUND SIGN
                    0xFFE2, 0x00AC); // 2/2-44 NOT SIGN

    private CarriedText() {}

    /// What came of the check.
    public sealed interface Check {}

    /// It fits. Equal by content; `toString()` does not show the text.
    @SuppressWarnings("ArrayRecordComponent") // made afresh for each check and shared with nobody
    public record Carried(byte[] jisX0208) implements Check {

        @Override
        public boolean equals(Object other) {
            return other instanceof Carried carried && Arrays.equals(jisX0208, carried.jisX0208);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(jisX0208);
        }

        @Override
        public String toString() {
            return "Carried[" + jisX0208.length + " bytes]";
        }
    }

    /// It does not.
    ///
    /// @param codePointIndex the first character that cannot be carried, counted in code points
    ///     from 0
    public record NotCarried(Reason reason, int codePointIndex) implements Check {}

    public enum Reason {
        /// The character is not in JIS X 0208: 髙, 﨑, ①, a half-width letter.
        NOT_IN_REPERTOIRE,
        /// A variation selector asks for a shape that JIS X 0208 does not tell apart.
        SHAPE_SELECTED,
        /// Half of a surrogate pair: no character at all.
        UNPAIRED_SURROGATE,
        /// More characters than the field has room for; the index is the first without a place.
        TOO_LONG
    }

    /// Never throws and never alters. The empty text is carried.
    public static Check check(String text, int maxBytes) {
        CharsetEncoder standard =
                JIS_X_0208
                        .newEncoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteArrayOutputStream carried = new ByteArrayOutputStream();
        int index = 0;
        int at = 0;
        while (at < text.length()) {
            int typed = text.codePointAt(at);
            int width = Character.charCount(typed);
            int whole = withVoicing(text, at, typed);
            int taken = whole == typed ? 1 : 2;
            byte[] pair = encode(standard, SAME_CHARACTER.getOrDefault(whole, whole));
            if (pair.length != BYTES_PER_CHARACTER) {
                return new NotCarried(reason(typed), index);
            }
            if (carried.size() + pair.length > maxBytes) {
                return new NotCarried(Reason.TOO_LONG, index);
            }
            carried.writeBytes(pair);
            index += taken;
            at += width + taken - 1;
        }
        return new Carried(carried.toByteArray());
    }

    /// The kana together with a voicing mark that follows it, or the code point itself.
    private static int withVoicing(String text, int at, int codePoint) {
        int next = at + 1;
        boolean voiced =
                next < text.length()
                        && (text.charAt(next) == 0x3099 || text.charAt(next) == 0x309A);
        if (!voiced || codePoint < 0x3041 || codePoint > 0x30FF) {
            return codePoint;
        }
        String composed = Normalizer.normalize(text.substring(at, next + 1), Normalizer.Form.NFC);
        return composed.length() == 1 ? composed.charAt(0) : codePoint;
    }

    /// Two bytes, or none where JIS X 0208 does not know the character.
    private static byte[] encode(CharsetEncoder standard, int codePoint) {
        try {
            ByteBuffer pair = standard.encode(CharBuffer.wrap(Character.toChars(codePoint)));
            byte[] bytes = new byte[pair.remaining()];
            pair.get(bytes);
            return bytes;
        } catch (CharacterCodingException unknown) {
            return new byte[0];
        }
    }

    private static Reason reason(int codePoint) {
        if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
            return Reason.UNPAIRED_SURROGATE;
        }
        boolean selector =
                (codePoint >= 0xFE00 && codePoint <= 0xFE0F)
                        || (codePoint >= 0xE0100 && codePoint <= 0xE01EF);
        return selector ? Reason.SHAPE_SELECTED : Reason.NOT_IN_REPERTOIRE;
    }
}
