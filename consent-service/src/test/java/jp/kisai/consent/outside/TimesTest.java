package jp.kisai.consent.outside;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.bouncycastle.asn1.BERTags;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every form in which a time is written in the wild, and what it is here.
class TimesTest {

    @ParameterizedTest
    @CsvSource({
        "500101000000Z, 1950-01-01T00:00:00Z",
        "491231235959Z, 2049-12-31T23:59:59Z",
        "991231235959Z, 1999-12-31T23:59:59Z",
        "000101000000Z, 2000-01-01T00:00:00Z",
        "000229120000Z, 2000-02-29T12:00:00Z",
        "240229145959Z, 2024-02-29T14:59:59Z",
        "380119031408Z, 2038-01-19T03:14:08Z",
        "190430145959Z, 2019-04-30T14:59:59Z",
        "190430150000Z, 2019-04-30T15:00:00Z",
        "230229000000Z,",
        "240230000000Z,",
        "241301000000Z,",
        "240101240000Z,",
        "240101000060Z,",
        "2401010000Z,",
        "240101000000,",
        "240101090000+0900,",
        "240101000000.5Z,",
        "24010100000０Z,",
        "'',",
    })
    void readsUtcTime(String text, @Nullable Instant read) {
        assertEquals(Optional.ofNullable(read), Times.of(der(BERTags.UTC_TIME, text)));
    }

    @ParameterizedTest
    @CsvSource({
        "20500101000000Z, 2050-01-01T00:00:00Z",
        "20520229120000Z, 2052-02-29T12:00:00Z",
        "99991231235959Z, 9999-12-31T23:59:59Z",
        "20491231235959Z,",
        "20260101000000Z,",
        "21000229000000Z,",
        "20500101000000.0Z,",
        "205001010000Z,",
        "20500101090000+0900,",
        "20500101000000,",
        "00000101000000Z,",
    })
    void readsGeneralizedTime(String text, @Nullable Instant read) {
        assertEquals(Optional.ofNullable(read), Times.of(der(BERTags.GENERALIZED_TIME, text)));
    }

    private static byte[] der(int tag, String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        byte[] der = new byte[content.length + 2];
        der[0] = (byte) tag;
        der[1] = (byte) content.length;
        System.arraycopy(content, 0, der, 2, content.length);
        return der;
    }
}
