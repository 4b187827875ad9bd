package jp.kisai.localstack.doubles;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Looks at a photograph as a factory does before it writes one: it must be a monochrome JPEG 2000,
/// whole, and no longer than the chip's element. Shares nothing with the service that orders it.
final class Photographs {

    private static final int MAX_BYTES = 2000;

    /// SOC and SIZ, the two markers with which each codestream begins.
    private static final int BEGIN = 0xFF4FFF51;

    private static final short END = (short) 0xFFD9;

    /// From the codestream's first byte to its number of components.
    private static final int TO_COMPONENTS = 40;

    private Photographs() {}

    static void check(byte[] picture) throws ChipReader.Damaged {
        int begin = begin(picture);
        if (picture.length > MAX_BYTES || picture.length < begin + TO_COMPONENTS + 4) {
            throw new ChipReader.Damaged("a photograph too long or too short");
        }
        ByteBuffer bytes = ByteBuffer.wrap(picture);
        if (bytes.getInt(begin) != BEGIN || bytes.getShort(picture.length - 2) != END) {
            throw new ChipReader.Damaged("a photograph that is no whole JPEG 2000");
        }
        if (bytes.getShort(begin + TO_COMPONENTS) != 1) {
            throw new ChipReader.Damaged("a photograph that is not monochrome");
        }
    }

    /// Behind `jp2c` in a file, at the start otherwise.
    private static int begin(byte[] picture) {
        int box = new String(picture, StandardCharsets.ISO_8859_1).indexOf("jp2c");
        return picture[0] == 0 && box > 0 ? box + 4 : 0;
    }
}
