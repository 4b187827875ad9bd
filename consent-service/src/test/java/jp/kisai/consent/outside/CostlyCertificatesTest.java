package jp.kisai.consent.outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import jp.kisai.contracts.signature.DerBounds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Certificates that are made to cost much, some of them rightly signed by the anchor: each is
/// refused, for less than a good one costs.
class CostlyCertificatesTest {

    private static final Forge FORGE = new Forge();
    private static final CertificateChecks CHECKS =
            new CertificateChecks(List.of(FORGE.anchor), Forge.POLICY, Forge.QUIET);
    private static final int TIMES = 100;

    static Stream<Arguments> costly() {
        byte[] nested = new byte[16_000];
        Arrays.fill(nested, (byte) 0x30);
        byte[] endless = new byte[16_000];
        for (int i = 0; i < endless.length; i++) {
            endless[i] = (byte) (i % 2 == 0 ? 0x30 : 0x80);
        }
        return Stream.of(
                Arguments.of("1.6 MB", new byte[1_600_000]),
                Arguments.of("one byte too long", new byte[16 * 1024 + 1]),
                Arguments.of("headers only", nested),
                Arguments.of("nested without end", endless),
                Arguments.of("2,048 names", withNames(2048)),
                Arguments.of("more names than 16 KiB hold", withNames(8192)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("costly")
    void isRefusedForLessThanAGoodOneCosts(String name, byte[] hostile) {
        byte[] good = FORGE.certificate();
        each(good);
        each(hostile);

        Duration refused = each(hostile);
        Duration taken = each(good);

        assertEquals(new CertificateReading.NotInOrder(CertificateRule.MALFORMED), read(hostile));
        assertInstanceOf(CertificateReading.InOrder.class, read(good));
        assertTrue(refused.compareTo(taken) < 0, name + ": " + refused + ", a good one: " + taken);
    }

    /// Nothing but the limit on what an extension may hold speaks against these: the whole is
    /// short, and has few elements.
    @Test
    void looksIntoWhatAnExtensionWraps() {
        byte[] many = withNames(200);

        assertEquals(DerBounds.Finding.WITHIN, new DerBounds(16 * 1024, 512, 16).of(many));
        assertEquals(new CertificateReading.NotInOrder(CertificateRule.MALFORMED), read(many));
        assertInstanceOf(CertificateReading.InOrder.class, read(withNames(20)));
    }

    private static byte[] withNames(int further) {
        Forge forge = new Forge(FORGE);
        forge.furtherNames = further;
        return forge.certificate();
    }

    private static Duration each(byte[] certificate) {
        long begin = System.nanoTime();
        for (int i = 0; i < TIMES; i++) {
            read(certificate);
        }
        return Duration.ofNanos((System.nanoTime() - begin) / TIMES);
    }

    private static CertificateReading read(byte[] certificate) {
        return CHECKS.read(certificate);
    }
}
