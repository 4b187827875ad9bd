package jp.kisai.contracts.signature;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Bytes that are made to cost much: each is refused, and soon.
class OversizeTest {

    private static final Duration SOON = Duration.ofSeconds(1);

    static Stream<byte[]> costly() {
        byte[] indefinite = new byte[SignedMessage.MAX_BYTES];
        for (int i = 0; i < indefinite.length; i++) {
            indefinite[i] = (byte) (i % 2 == 0 ? 0x30 : 0x80);
        }
        byte[] flat = new byte[SignedMessage.MAX_BYTES];
        Arrays.fill(flat, (byte) 0x30);
        return Stream.of(indefinite, flat, new byte[1_600_000], nested(10_000));
    }

    @ParameterizedTest
    @MethodSource("costly")
    void refusesSoon(byte[] bytes) {
        assertTimeout(
                SOON,
                () ->
                        assertInstanceOf(
                                SignedDocument.Check.Refused.class, SignedDocument.open(bytes)));
    }

    /// Sequences inside one another, each with its right length.
    private static byte[] nested(int depth) {
        byte[] inner = {};
        for (int i = 0; i < depth; i++) {
            ByteArrayOutputStream outer = new ByteArrayOutputStream();
            outer.write(0x30);
            outer.write(0x83);
            outer.write(inner.length >> 16);
            outer.write(inner.length >> 8);
            outer.write(inner.length);
            outer.writeBytes(inner);
            inner = outer.toByteArray();
        }
        return inner;
    }
}
