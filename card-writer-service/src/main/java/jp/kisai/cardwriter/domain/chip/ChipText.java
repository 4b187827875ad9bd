package jp.kisai.cardwriter.domain.chip;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import jp.kisai.contracts.vocabulary.CarriedText;

/// Text as the chip holds it: pairs of JIS X 0208, and pairs that point to a bitmap.
///
/// `FFF1` to `FFF7` stand for 外字 1–7 and `FFFA` for a character that is missing altogether (欠字).
/// \[C\] In Java's strings they are the characters of the same code points, which no text of a
/// register can contain: Unicode has no letters there.
final class ChipText {

    static final char FIRST_GAIJI = '\uFFF1';
    static final char LAST_GAIJI = '\uFFF7';
    static final char MISSING = '\uFFFA';

    private static final Charset JIS_X_0208 = Charset.forName("x-JIS0208");
    private static final int PAIR = 2;

    private ChipText() {}

    sealed interface Written {

        record Pairs(Octets pairs) implements Written {}

        record NotWritten(NotCarried.Why why) implements Written {}
    }

    sealed interface Reading {

        record Text(String text) implements Reading {}

        record Unreadable() implements Reading {}
    }

    static Written write(String text, int maxBytes) {
        ByteArrayOutputStream pairs = new ByteArrayOutputStream();
        int from = 0;
        for (int i = 0; i <= text.length(); i++) {
            boolean mark = i < text.length() && isMark(text.charAt(i));
            if (!mark && i < text.length()) {
                continue;
            }
            switch (CarriedText.check(text.substring(from, i), maxBytes)) {
                case CarriedText.Carried carried -> pairs.writeBytes(carried.jisX0208());
                case CarriedText.NotCarried(CarriedText.Reason reason, int _) -> {
                    return new Written.NotWritten(why(reason));
                }
            }
            if (mark) {
                pairs.write(text.charAt(i) >> Byte.SIZE);
                pairs.write(text.charAt(i) & 0xFF);
            }
            from = i + 1;
        }
        return pairs.size() > maxBytes
                ? new Written.NotWritten(NotCarried.Why.TOO_LONG)
                : new Written.Pairs(Octets.of(pairs.toByteArray()));
    }

    /// Never throws.
    static Reading read(Octets value) {
        StringBuilder text = new StringBuilder();
        int from = 0;
        for (int i = 0; i + 1 < value.length(); i += PAIR) {
            char pair = (char) ((value.at(i) & 0xFF) << Byte.SIZE | (value.at(i + 1) & 0xFF));
            if (isMark(pair)) {
                if (!decode(value.slice(from, i), text)) {
                    return new Reading.Unreadable();
                }
                text.append(pair);
                from = i + PAIR;
            }
        }
        return decode(value.slice(from, value.length()), text)
                ? new Reading.Text(text.toString())
                : new Reading.Unreadable();
    }

    private static boolean isMark(char pair) {
        return (pair >= FIRST_GAIJI && pair <= LAST_GAIJI) || pair == MISSING;
    }

    private static boolean decode(Octets pairs, StringBuilder into) {
        try {
            into.append(
                    JIS_X_0208
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT)
                            .decode(ByteBuffer.wrap(pairs.toArray())));
            return true;
        } catch (CharacterCodingException notInTheStandard) {
            return false;
        }
    }

    private static NotCarried.Why why(CarriedText.Reason reason) {
        return switch (reason) {
            case TOO_LONG -> NotCarried.Why.TOO_LONG;
            case NOT_IN_REPERTOIRE, SHAPE_SELECTED, UNPAIRED_SURROGATE -> NotCarried.Why.CHARACTER;
        };
    }
}
