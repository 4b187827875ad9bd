package jp.kisai.localstack.doubles;

import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.time.LocalDate;
import java.time.chrono.JapaneseDate;
import java.time.chrono.JapaneseEra;
import java.time.format.DateTimeFormatter;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/// The four items of a person as a signature certificate carries them: subjectAltName
/// otherNames under 1.2.392.200149.8.5.5, in the order .1 .4 .3 .5 .2 .6, where .2 and .6 mark
/// the characters that had to be substituted.
final class FourItemNames {

    private static final String ARC = "1.2.392.200149.8.5.5.";

    /// Stands for a character outside JIS X 0208 and JIS X 0212.
    private static final String SUBSTITUTE = "〓";

    private static final Charset JIS_X_0208 = Charset.forName("x-JIS0208");
    private static final Charset JIS_X_0212 = Charset.forName("JIS_X0212-1990");
    private static final DateTimeFormatter DIGITS = DateTimeFormatter.ofPattern("uuuuMMdd");

    private FourItemNames() {}

    static GeneralNames of(Person person) {
        Substituted name = substituted(person.name());
        Substituted address = substituted(person.address());
        return new GeneralNames(
                new GeneralName[] {
                    otherName(1, name.text()),
                    otherName(4, eraDigit(person.birthDate()) + DIGITS.format(person.birthDate())),
                    otherName(3, Integer.toString(person.gender())),
                    otherName(5, address.text()),
                    otherName(2, name.flags()),
                    otherName(6, address.flags())
                });
    }

    private record Substituted(String text, String flags) {}

    private static Substituted substituted(String original) {
        CharsetEncoder levels = JIS_X_0208.newEncoder();
        CharsetEncoder supplement = JIS_X_0212.newEncoder();
        StringBuilder text = new StringBuilder();
        StringBuilder flags = new StringBuilder();
        original.codePoints()
                .mapToObj(Character::toString)
                .forEach(
                        character -> {
                            boolean carried =
                                    levels.canEncode(character) || supplement.canEncode(character);
                            text.append(carried ? character : SUBSTITUTE);
                            flags.append(carried ? '0' : '1');
                        });
        return new Substituted(text.toString(), flags.toString());
    }

    /// 1 明治, 2 大正, 3 昭和, 4 平成, 5 令和.
    private static int eraDigit(LocalDate date) {
        JapaneseEra era = JapaneseDate.from(date).getEra();
        return era.getValue() - JapaneseEra.MEIJI.getValue() + 1;
    }

    private static GeneralName otherName(int suffix, String value) {
        ASN1EncodableVector parts = new ASN1EncodableVector();
        parts.add(new ASN1ObjectIdentifier(ARC + suffix));
        parts.add(new DERTaggedObject(true, 0, new DERUTF8String(value)));
        return new GeneralName(GeneralName.otherName, new DERSequence(parts));
    }
}
