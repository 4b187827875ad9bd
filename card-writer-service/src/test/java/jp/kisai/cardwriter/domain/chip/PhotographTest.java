package jp.kisai.cardwriter.domain.chip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which pictures go onto chips, and that no bytes disturb whoever looks at them.
class PhotographTest {

    private static final int COMPONENTS = 40;
    private static final int WIDTH = 8;

    @Test
    void takesAMonochromePictureBareOrInItsFile() {
        assertEquals(new Photograph.Fit(Photos.MONOCHROME), judged(Photos.MONOCHROME));
        assertEquals(new Photograph.Fit(Photos.MONOCHROME_FILE), judged(Photos.MONOCHROME_FILE));
        assertEquals(
                "JPEG 2000, 96 × 128, 1 × 8 bits", Jpeg2000.read(Photos.MONOCHROME).toString());
        assertEquals(Jpeg2000.read(Photos.MONOCHROME), Jpeg2000.read(Photos.MONOCHROME_FILE));
    }

    @Test
    void refusesColour() {
        assertEquals(new Jpeg2000.Picture(96, 128, 3, Byte.SIZE), Jpeg2000.read(Photos.COLOUR));
        assertRefused(Photograph.Why.NOT_MONOCHROME, judged(Photos.COLOUR));
    }

    @Test
    void refusesSixteenBits() {
        assertRefused(
                Photograph.Why.NOT_MONOCHROME,
                judged(altered(Photos.MONOCHROME, COMPONENTS + 2, 15)));
    }

    @Test
    void refusesMoreBytesThanTheElementHas() {
        Octets fitting = Octets.of(Arrays.copyOf(Photos.MONOCHROME.toArray(), 2000));
        Octets larger = Octets.of(Arrays.copyOf(Photos.MONOCHROME.toArray(), 2001));

        assertRefused(Photograph.Why.NOT_JPEG_2000, judged(fitting));
        assertRefused(Photograph.Why.TOO_LARGE, judged(larger));
    }

    @Test
    void refusesMoreRowsOrColumnsThanAChipsPictureHas() {
        Octets most = altered(altered(Photos.MONOCHROME, WIDTH + 2, 0x02), WIDTH + 3, 0x80);
        Octets oneMore = altered(most, WIDTH + 3, 0x81);
        Octets vast = altered(Photos.MONOCHROME, WIDTH, 0xFF);

        assertInstanceOf(Photograph.Fit.class, judged(most));
        assertRefused(Photograph.Why.TOO_LARGE, judged(oneMore));
        assertRefused(Photograph.Why.TOO_LARGE, judged(vast));
    }

    @Test
    void refusesAnotherPictureThanTheOneThatWasNamed() {
        assertRefused(
                Photograph.Why.OTHER_CONTENT,
                Photograph.judge(Photos.digest(Photos.MONOCHROME), Photos.MONOCHROME_FILE));
    }

    /// JPEG, PNG, PDF and nothing at all.
    @Test
    void refusesWhatIsNoJpeg2000() {
        for (byte[] start :
                new byte[][] {
                    {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE0},
                    {(byte) 0x89, 'P', 'N', 'G'},
                    {'%', 'P', 'D', 'F'},
                    {},
                }) {
            assertRefused(
                    Photograph.Why.NOT_JPEG_2000,
                    judged(Octets.of(Arrays.copyOf(start, start.length == 0 ? 0 : 400))));
        }
    }

    /// A picture that was cut off while it was copied is none; one byte more is not it, either.
    @Test
    void refusesEveryPictureThatIsNotWhole() {
        for (Octets whole : new Octets[] {Photos.MONOCHROME, Photos.MONOCHROME_FILE}) {
            for (int length = 0; length < whole.length(); length++) {
                assertEquals(
                        new Jpeg2000.NotOne(), Jpeg2000.read(whole.slice(0, length)), "" + length);
            }
        }
        assertEquals(
                new Jpeg2000.NotOne(), Jpeg2000.read(Photos.MONOCHROME.and(Octets.of((byte) 0))));
    }

    /// Every byte of the headers with every value, and thousands of pictures damaged anywhere.
    @Test
    void looksAtAnyBytesWithoutEverThrowing() {
        for (Octets whole : new Octets[] {Photos.MONOCHROME, Photos.MONOCHROME_FILE}) {
            for (int at = 0; at < 300; at++) {
                for (int value = 0; value < 256; value++) {
                    Photograph judged = judged(altered(whole, at, value));
                    assertTrue(
                            judged instanceof Photograph.Fit || judged instanceof Photograph.Unfit);
                }
            }
        }
        Random random = new Random(20261123);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = Photos.MONOCHROME_FILE.toArray();
            for (int faults = 1 + random.nextInt(8); faults > 0; faults--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            assertInstanceOf(Jpeg2000.class, Jpeg2000.read(Octets.of(bytes)));
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            assertInstanceOf(Jpeg2000.NotOne.class, Jpeg2000.read(Octets.of(noise)));
        }
    }

    @Test
    void findsTheDigestInAReference() {
        String digest = Photos.digest(Photos.MONOCHROME);

        assertEquals(Optional.of(digest), Photograph.digestIn("sha256:" + digest));
        assertEquals(Optional.of(digest), Photograph.digestIn("photo/2024/7c1e:sha256:" + digest));
        assertEquals(Optional.of(digest), Photograph.digestIn("photo/sha256:" + digest));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "photo/2024/7c1e",
                "photo:sha256:",
                "photo:sha256:../../etc/passwd",
                "photo:md5:00000000000000000000000000000000",
                "sha256:E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855",
                "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855/..",
                "xsha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            })
    void takesAnyOtherReferenceForNoneOfThem(String reference) {
        assertEquals(Optional.empty(), Photograph.digestIn(reference));
        assertEquals(Optional.empty(), Photograph.digestIn(null));
    }

    private static Photograph judged(Octets picture) {
        return Photograph.judge(Photos.digest(picture), picture);
    }

    private static void assertRefused(Photograph.Why why, Photograph judged) {
        assertEquals(new Photograph.Unfit(why), judged);
    }

    private static Octets altered(Octets picture, int at, int value) {
        byte[] bytes = picture.toArray();
        bytes[at] = (byte) value;
        return Octets.of(bytes);
    }
}
