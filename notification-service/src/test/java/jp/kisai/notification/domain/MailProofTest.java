package jp.kisai.notification.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import jp.kisai.contracts.vocabulary.HolderId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// When an entered code proves an address.
class MailProofTest {

    private static final HolderId HOLDER = HolderId.of("7d444840-9dc0-11d1-b245-5ffdce74fad2");
    private static final MailAddress ADDRESS = new MailAddress("hanako@example.jp");
    private static final Instant NOW = Instant.parse("2026-11-23T01:00:00Z");
    private static final MailProof.Rules RULES = new MailProof.Rules(Duration.ofMinutes(30), 5, 5);
    private static final String CODE = "7KQ4M2XWRD";

    private final MailProof proof = MailProof.of(HOLDER, ADDRESS, CODE, NOW, RULES);

    @ParameterizedTest
    @CsvSource({
        "7KQ4M2XWRD, 1799999, Proven",
        "7kq4m-2xwrd, 0, Proven",
        "' 7KQ4 M2XW RD ', 0, Proven",
        "7KQ4M2XWRD, 1800000, Over",
        "7KQ4M2XWRE, 0, Wrong",
        "'', 0, Wrong"
    })
    void takesTheRightCodeInTimeAlone(String entered, long laterMs, String answer) {
        assertEquals(
                answer,
                proof.enter(HOLDER, entered, NOW.plusMillis(laterMs), RULES)
                        .getClass()
                        .getSimpleName());
    }

    @Test
    void isOverAfterSoManyWrongOnes() {
        MailProof tried = proof;
        for (int i = 0; i < RULES.tries(); i++) {
            tried =
                    assertInstanceOf(
                                    MailProof.Answer.Wrong.class,
                                    tried.enter(HOLDER, "AAAAAAAAAA", NOW, RULES))
                            .after();
        }

        assertEquals(new MailProof.Answer.Over(), tried.enter(HOLDER, CODE, NOW, RULES));
    }

    @Test
    void bindsTheCodeToHolderAndAddress() {
        HolderId other = HolderId.of("7d444840-9dc0-11d1-b245-5ffdce74fad3");

        assertInstanceOf(MailProof.Answer.Wrong.class, proof.enter(other, CODE, NOW, RULES));
        assertNotEquals(
                proof.digest(),
                MailProof.of(HOLDER, new MailAddress("taro@example.jp"), CODE, NOW, RULES)
                        .digest());
    }

    @Test
    void showsNeitherCodeNorAddress() {
        assertFalse(proof.digest().contains(CODE));
        assertFalse(proof.toString().contains("@"));
        assertFalse(proof.toString().contains(proof.digest()));
        assertFalse(MailProof.digest(ADDRESS).contains("hanako"));
        assertEquals(
                MailProof.digest(ADDRESS), MailProof.digest(new MailAddress("Hanako@Example.jp")));
    }

    @Test
    void makesCodesThatNobodyMisreads() {
        Random random = new Random(20261123);
        for (int i = 0; i < 1000; i++) {
            assertTrue(MailProof.newCode(random).matches("[2-9A-HJ-NP-Z]{10}"));
        }
    }
}
