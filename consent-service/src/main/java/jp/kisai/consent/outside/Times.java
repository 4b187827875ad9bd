package jp.kisai.consent.outside;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.BERTags;
import org.bouncycastle.asn1.x509.Time;

/// Times as RFC 5280 §4.1.2.5 writes them, and in no other way: UTCTime through the year 2049,
/// GeneralizedTime from 2050 on, with seconds, without fractions, in UTC.
final class Times {

    /// UTCTime has two digits for the year: 50 is 1950, 49 is 2049.
    private static final String CENTURY_TURNS_AT = "50";

    private static final Instant AFTER_UTC_TIME = Instant.parse("2050-01-01T00:00:00Z");
    private static final int HEADER_BYTES = 2;
    private static final DateTimeFormatter DIGITS =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss").withResolverStyle(ResolverStyle.STRICT);

    private Times() {}

    /// Empty if it is written in another way, or is no time at all, such as 30 February.
    static Optional<Instant> of(Time time) throws IOException {
        return of(time.toASN1Primitive().getEncoded());
    }

    /// As [#of(Time)], from DER.
    static Optional<Instant> of(byte[] der) {
        String text = text(der);
        return switch (der[0]) {
            case BERTags.UTC_TIME ->
                    parse((text.compareTo(CENTURY_TURNS_AT) < 0 ? "20" : "19") + text);
            case BERTags.GENERALIZED_TIME ->
                    parse(text).filter(time -> !time.isBefore(AFTER_UTC_TIME));
            default -> Optional.empty();
        };
    }

    /// A time of OCSP, which is a GeneralizedTime in every year (RFC 6960 §4.2.2.1).
    static Optional<Instant> of(ASN1GeneralizedTime time) throws IOException {
        return parse(text(time.getEncoded()));
    }

    private static String text(byte[] der) {
        return new String(der, HEADER_BYTES, der.length - HEADER_BYTES, StandardCharsets.US_ASCII);
    }

    private static Optional<Instant> parse(String text) {
        if (!text.matches("[0-9]{14}Z")) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    LocalDateTime.parse(text.substring(0, text.length() - 1), DIGITS)
                            .toInstant(ZoneOffset.UTC));
        } catch (DateTimeException noSuchTime) {
            return Optional.empty();
        }
    }
}
