package jp.kisai.cardwriter.domain.chip;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/// What bytes say of themselves as a JPEG 2000 picture (ISO/IEC 15444-1), a bare codestream or in
/// its JP2 file.
///
/// Reads the markers from the first to the last and decodes nothing. So no picture, however it was
/// made, costs more than a look at its bytes.
public sealed interface Jpeg2000 {

    /// @param components 1 for a monochrome picture
    /// @param bits of a sample of the first component
    record Picture(long width, long height, int components, int bits) implements Jpeg2000 {

        @Override
        public String toString() {
            return "JPEG 2000, %d × %d, %d × %d bits".formatted(width, height, components, bits);
        }
    }

    /// It is no such picture, or not a whole one.
    record NotOne() implements Jpeg2000 {}

    /// Never throws.
    static Jpeg2000 read(Octets bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes.toArray());
        try {
            return Codestream.read(Jp2File.is(buffer) ? Jp2File.codestream(buffer) : buffer);
        } catch (BufferUnderflowException cutOff) {
            return new NotOne();
        }
    }
}
