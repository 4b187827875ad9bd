package jp.kisai.cardwriter.domain.chip;

import java.nio.charset.Charset;
import jp.kisai.contracts.vocabulary.CarriedText;

/// What a signature certificate can carry: the characters of JIS X 0208 and of JIS X 0212. Any
/// other is replaced in it, and the certificate says so. \[C\]
public final class CertificateText {

    private static final Charset JIS_X_0212 = Charset.forName("JIS_X0212-1990");

    private CertificateText() {}

    public static boolean carries(String text) {
        return text.codePoints().allMatch(CertificateText::carries);
    }

    private static boolean carries(int codePoint) {
        String character = Character.toString(codePoint);
        return CarriedText.check(character, Integer.MAX_VALUE) instanceof CarriedText.Carried
                || JIS_X_0212.newEncoder().canEncode(character);
    }
}
