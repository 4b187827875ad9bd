package jp.kisai.contracts;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static jp.kisai.contracts.vocabulary.DeadLetterCause.OUT_OF_CONTRACT;
import static jp.kisai.contracts.vocabulary.DeadLetterCause.UNREADABLE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jp.kisai.contracts.vocabulary.DeadLetterCause;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Bytes that no honest producer sends: refused quickly, with the right cause, without an
/// exception.
class HostileBytesTest {

    private static final Duration QUICKLY = Duration.ofSeconds(1);
    private static final byte[] VALID = Events.write(Samples.move());
    private static final String TEXT = new String(VALID, UTF_8);

    @TestFactory
    Stream<DynamicTest> refusesWhatIsNotJson() {
        return Map.<String, byte[]>ofEntries(
                        Map.entry("nothing", new byte[0]),
                        Map.entry("white space", " \n".getBytes(UTF_8)),
                        Map.entry("NUL bytes", new byte[100]),
                        Map.entry("a NUL inside", TEXT.replace("町", "\0").getBytes(UTF_8)),
                        Map.entry("a byte order mark", ("\uFEFF" + TEXT).getBytes(UTF_8)),
                        Map.entry("UTF-16", TEXT.getBytes(UTF_16)),
                        Map.entry("half a character", half()),
                        Map.entry("an overlong slash", overlong()),
                        Map.entry("two documents", (TEXT + TEXT).getBytes(UTF_8)),
                        Map.entry("a comment", ("/* */" + TEXT).getBytes(UTF_8)),
                        Map.entry("NaN", TEXT.replace("4711", "NaN").getBytes(UTF_8)),
                        Map.entry(
                                "a key twice",
                                TEXT.replace("\"data\":", "\"id\":\"\",\"data\":").getBytes(UTF_8)),
                        Map.entry(
                                "a key twice, deep inside",
                                TEXT.replace("\"address\":", "\"item\":\"NAME\",\"address\":")
                                        .getBytes(UTF_8)),
                        Map.entry(
                                "10,000 levels",
                                ("[".repeat(10_000) + "]".repeat(10_000)).getBytes(UTF_8)),
                        Map.entry("10,000 levels in a field", nested().getBytes(UTF_8)),
                        Map.entry("10 MB", " ".repeat(10_000_000).getBytes(UTF_8)),
                        Map.entry(
                                "a text of 300 KB",
                                TEXT.replace("町", "町".repeat(300_000)).getBytes(UTF_8)),
                        Map.entry(
                                "41 digits", TEXT.replace("4711", "1".repeat(41)).getBytes(UTF_8)),
                        Map.entry("a name of 300 letters", named("n".repeat(300)).getBytes(UTF_8)))
                .entrySet()
                .stream()
                .map(
                        hostile ->
                                DynamicTest.dynamicTest(
                                        hostile.getKey(),
                                        () -> assertRefused(UNREADABLE, hostile.getValue())));
    }

    @TestFactory
    Stream<DynamicTest> refusesWhatIsJsonButNoEvent() {
        return Map.ofEntries(
                        Map.entry("null", "null"),
                        Map.entry("a number", "42"),
                        Map.entry("a text", "\"" + "jp.kisai.resident.changed.v1" + "\""),
                        Map.entry("an array", "[" + TEXT + "]"),
                        Map.entry("an empty object", "{}"),
                        Map.entry("1e400", TEXT.replace("4711", "1e400")),
                        Map.entry("1e999999999", TEXT.replace("4711", "1e999999999")),
                        Map.entry(
                                "more than 64 bits", TEXT.replace("4711", "99999999999999999999")),
                        Map.entry("a number as text", TEXT.replace("4711", "\"4711\"")),
                        Map.entry("an escaped NUL", TEXT.replace("町", "\\u0000")),
                        Map.entry("half a surrogate pair", TEXT.replace("町", "\\ud800")),
                        Map.entry("text that runs backwards", TEXT.replace("町", "\u202E")),
                        Map.entry(
                                "a shortened UUID",
                                TEXT.replace("0195f7c2-6d1e-7a40-8b1c-2f4e5d6c7b8a", "1-1-1-1-1")))
                .entrySet()
                .stream()
                .map(
                        hostile ->
                                DynamicTest.dynamicTest(
                                        hostile.getKey(),
                                        () ->
                                                assertRefused(
                                                        OUT_OF_CONTRACT,
                                                        hostile.getValue().getBytes(UTF_8))));
    }

    @Test
    void refusesEveryTruncation() {
        IntStream.range(0, VALID.length)
                .forEach(length -> assertRefused(UNREADABLE, Arrays.copyOf(VALID, length)));
    }

    @RepeatedTest(value = 5, name = "seed {currentRepetition}")
    void answersWhateverTheBytes(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        for (int i = 0; i < 2_000; i++) {
            byte[] damaged = VALID.clone();
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            if (Events.read(damaged) instanceof Reading.Unreadable refused) {
                assertFalse(refused.where().contains("鹿"), refused.where());
            }
        }
    }

    @Test
    void namesTheUnknownFieldOfASenderNowhere() {
        String where = refusal(named("山田太郎").replace("\"x\"", "tru").getBytes(UTF_8)).where();
        assertFalse(where.contains("山田"), where);
    }

    private static void assertRefused(DeadLetterCause cause, byte[] bytes) {
        assertEquals(cause, refusal(bytes).cause());
    }

    private static Reading.Unreadable refusal(byte[] bytes) {
        return assertInstanceOf(
                Reading.Unreadable.class, assertTimeout(QUICKLY, () -> Events.read(bytes)));
    }

    private static String named(String name) {
        return TEXT.replace("\"data\":", "\"" + name + "\":\"x\",\"data\":");
    }

    private static String nested() {
        return TEXT.replace("4711", "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000));
    }

    /// A multi-byte character loses its last byte.
    private static byte[] half() {
        byte[] bytes = VALID.clone();
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] < 0) {
                bytes[i + 2] = '"';
                return bytes;
            }
        }
        throw new AssertionError("the sample has Japanese text");
    }

    /// A slash written in two bytes, which RFC 3629 §3 forbids.
    private static byte[] overlong() {
        byte[] bytes = VALID.clone();
        int slash =
                TEXT.substring(0, TEXT.indexOf("application/")).getBytes(UTF_8).length
                        + "application".length();
        bytes[slash] = (byte) 0xC0;
        bytes[slash + 1] = (byte) 0xAF;
        return bytes;
    }
}
