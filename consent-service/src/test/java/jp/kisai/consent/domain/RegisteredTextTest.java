package jp.kisai.consent.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the certificate writes against what the municipality registered.
class RegisteredTextTest {

    @ParameterizedTest
    @CsvSource({
        "山田　花子, 00000, 山田　花子, true",
        "山田　花子, 00000, 山田　華子, false",
        "〓橋　花子, 10000, 髙橋　花子, true",
        "〓橋　花子, 00000, 髙橋　花子, false",
        "高橋　花子, 00000, 髙橋　花子, false",
        "〓橋　花子, 10000, 髙橋　華子, false",
        "〓橋　花子, 10000, 髙橋　花, false",
        "葛城, 00, 葛\uDB40\uDD00城, true",
        "１－２, 000, １−２, true",
        "１－２, 000, 1-2, false",
        "𠮷田, 00, 𠮷田, true",
        "〓田, 10, 𠮷田, true",
    })
    void agreesCharacterByCharacterWhereNoneStandsIn(
            String certificate, String substitutes, String registered, boolean agree) {
        RegisteredText onCard = RegisteredText.of(certificate, substitutes);

        assertEquals(agree, onCard.agreesWith(RegisteredText.of(registered)));
        assertEquals(agree, RegisteredText.of(registered).agreesWith(onCard));
    }

    @Test
    void wantsOneFlagForEachCharacter() {
        assertThrows(IllegalArgumentException.class, () -> RegisteredText.of("山田", "0"));
        assertThrows(IllegalArgumentException.class, () -> RegisteredText.of("山田", "02"));
    }

    @Test
    void showsNothing() {
        assertEquals("RegisteredText[…]", RegisteredText.of("山田").toString());
    }
}
