package jp.kisai.consent.outside;

import static jp.kisai.consent.outside.BrokenProfile.check;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import jp.kisai.consent.domain.FourItems.Gender;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.ASN1UTF8String;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/// Reads the four items from a certificate's subjectAltName, strictly: otherNames `[0] {OID, [0]
/// UTF8String}` under 1.2.392.200149.8.5.5, each of the six exactly once.
final class FourItemNames {

    private static final String ARC = "1.2.392.200149.8.5.5.";
    private static final String NAME = ARC + 1;
    private static final String NAME_SUBSTITUTES = ARC + 2;
    private static final String GENDER = ARC + 3;
    private static final String BIRTH_DATE = ARC + 4;
    private static final String ADDRESS = ARC + 5;
    private static final String ADDRESS_SUBSTITUTES = ARC + 6;
    private static final int MAX_CHARACTERS = 200;
    private static final DateTimeFormatter DIGITS =
            DateTimeFormatter.ofPattern("uuuuMMdd").withResolverStyle(ResolverStyle.STRICT);

    private FourItemNames() {}

    static SignatureCertificate.Names read(GeneralNames subjectAltName) throws BrokenProfile {
        Map<String, String> values = new HashMap<>();
        for (GeneralName name : subjectAltName.getNames()) {
            if (name.getTagNo() == GeneralName.otherName) {
                readOne(ASN1Sequence.getInstance(name.getName()), values);
            }
        }
        String name = text(values, NAME);
        String address = text(values, ADDRESS);
        return new SignatureCertificate.Names(
                name,
                substitutes(values, NAME_SUBSTITUTES, name),
                birthDate(text(values, BIRTH_DATE)),
                gender(text(values, GENDER)),
                address,
                substitutes(values, ADDRESS_SUBSTITUTES, address));
    }

    private static void readOne(ASN1Sequence otherName, Map<String, String> values)
            throws BrokenProfile {
        String type = ASN1ObjectIdentifier.getInstance(otherName.getObjectAt(0)).getId();
        if (type.startsWith(ARC)) {
            check(otherName.size() == 2, CertificateRule.WRONG_FOUR_ITEMS);
            ASN1TaggedObject tagged = ASN1TaggedObject.getInstance(otherName.getObjectAt(1));
            check(tagged.hasContextTag(0) && tagged.isExplicit(), CertificateRule.WRONG_FOUR_ITEMS);
            String value = ASN1UTF8String.getInstance(tagged.getExplicitBaseObject()).getString();
            check(values.put(type, value) == null, CertificateRule.WRONG_FOUR_ITEMS);
        }
    }

    private static String text(Map<String, String> values, String type) throws BrokenProfile {
        String value = values.get(type);
        if (value == null
                || value.isEmpty()
                || value.codePointCount(0, value.length()) > MAX_CHARACTERS
                || value.codePoints().anyMatch(FourItemNames::isNoText)) {
            throw new BrokenProfile(CertificateRule.WRONG_FOUR_ITEMS);
        }
        return value;
    }

    /// Control characters, halves of surrogate pairs and shape selectors: none of them is in JIS X
    /// 0208 or X 0212.
    private static boolean isNoText(int codePoint) {
        return Character.isISOControl(codePoint)
                || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE)
                || (codePoint >= 0xFE00 && codePoint <= 0xFE0F)
                || (codePoint >= 0xE0100 && codePoint <= 0xE01EF);
    }

    private static String substitutes(Map<String, String> values, String type, String of)
            throws BrokenProfile {
        String flags = text(values, type);
        check(
                flags.matches("[01]+") && flags.length() == of.codePointCount(0, of.length()),
                CertificateRule.WRONG_FOUR_ITEMS);
        return flags;
    }

    private static Gender gender(String digit) throws BrokenProfile {
        return switch (digit) {
            case "1" -> Gender.MALE;
            case "2" -> Gender.FEMALE;
            case "3" -> Gender.UNKNOWN;
            default -> throw new BrokenProfile(CertificateRule.WRONG_FOUR_ITEMS);
        };
    }

    /// `EYYYYMMDD`: the era's digit and a Gregorian date, such as 419900102 for 2 January 1990
    /// (平成2年). The era 0 says that the register itself does not know (不明).
    private static Optional<LocalDate> birthDate(String digits) throws BrokenProfile {
        check(digits.matches("[0-5][0-9]{8}"), CertificateRule.WRONG_FOUR_ITEMS);
        if (digits.startsWith("0")) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(digits.substring(1), DIGITS));
        } catch (DateTimeException noSuchDay) {
            throw new BrokenProfile(CertificateRule.WRONG_FOUR_ITEMS);
        }
    }
}
