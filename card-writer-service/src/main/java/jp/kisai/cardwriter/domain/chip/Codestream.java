package jp.kisai.cardwriter.domain.chip;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/// A JPEG 2000 codestream (ISO/IEC 15444-1, Annex A): a main header, and tile-parts up to the end.
final class Codestream {

    private static final int START = 0xFF4F;
    private static final int SIZE = 0xFF51;
    private static final int CODING = 0xFF52;
    private static final int QUANTISATION = 0xFF5C;
    private static final int TILE_PART = 0xFF90;
    private static final int END = 0xFFD9;
    private static final int FIRST_MARKER = 0xFF01;
    private static final int LENGTH_BYTES = 2;
    private static final int SIZE_BYTES = 38;
    private static final int SIZE_BYTES_PER_COMPONENT = 3;
    private static final int TILE_BYTES = 16;
    private static final int TILE_PART_BYTES = 10;

    private Codestream() {}

    static Jpeg2000 read(ByteBuffer bytes) {
        if (unsigned(bytes) != START || unsigned(bytes) != SIZE) {
            return new Jpeg2000.NotOne();
        }
        int length = unsigned(bytes);
        skip(bytes, LENGTH_BYTES);
        long right = word(bytes);
        long bottom = word(bytes);
        long left = word(bytes);
        long top = word(bytes);
        skip(bytes, TILE_BYTES);
        int components = unsigned(bytes);
        if (components == 0
                || length != SIZE_BYTES + SIZE_BYTES_PER_COMPONENT * components
                || right <= left
                || bottom <= top) {
            return new Jpeg2000.NotOne();
        }
        int bits = (bytes.get() & 0x7F) + 1;
        skip(bytes, SIZE_BYTES_PER_COMPONENT * components - 1);
        return headerIsWhole(bytes) && tilePartsAreWhole(bytes)
                ? new Jpeg2000.Picture(right - left, bottom - top, components, bits)
                : new Jpeg2000.NotOne();
    }

    /// Up to the first tile-part. A picture cannot be read without its coding and quantisation.
    private static boolean headerIsWhole(ByteBuffer bytes) {
        boolean coding = false;
        boolean quantisation = false;
        while (true) {
            int marker = unsigned(bytes);
            if (marker == TILE_PART) {
                return coding && quantisation;
            }
            if (marker < FIRST_MARKER) {
                return false;
            }
            coding |= marker == CODING;
            quantisation |= marker == QUANTISATION;
            skip(bytes, unsigned(bytes) - LENGTH_BYTES);
        }
    }

    /// Each says how long it is, the last one may say 0; behind it is the end, and nothing else.
    private static boolean tilePartsAreWhole(ByteBuffer bytes) {
        while (true) {
            int start = bytes.position() - LENGTH_BYTES;
            if (unsigned(bytes) != TILE_PART_BYTES) {
                return false;
            }
            skip(bytes, LENGTH_BYTES);
            long length = word(bytes);
            long next = length == 0 ? bytes.limit() - LENGTH_BYTES : start + length;
            if (next <= bytes.position() || next > bytes.limit()) {
                return false;
            }
            bytes.position((int) next);
            int marker = unsigned(bytes);
            if (marker != TILE_PART) {
                return marker == END && !bytes.hasRemaining();
            }
        }
    }

    private static int unsigned(ByteBuffer bytes) {
        return bytes.getShort() & 0xFFFF;
    }

    private static long word(ByteBuffer bytes) {
        return bytes.getInt() & 0xFFFF_FFFFL;
    }

    private static void skip(ByteBuffer bytes, int count) {
        if (count < 0 || count > bytes.remaining()) {
            throw new BufferUnderflowException();
        }
        bytes.position(bytes.position() + count);
    }
}
