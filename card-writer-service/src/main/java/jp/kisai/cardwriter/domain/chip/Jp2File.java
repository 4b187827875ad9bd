package jp.kisai.cardwriter.domain.chip;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/// The file format around a JPEG 2000 codestream (ISO/IEC 15444-1, Annex I): boxes with a length
/// and a type.
final class Jp2File {

    private static final long SIGNATURE_BOX = 0x0000000C_6A502020L;
    private static final int SIGNATURE = 0x0D0A870A;
    private static final int CODESTREAM = 0x6A703263;
    private static final int SIGNATURE_LENGTH = 12;
    private static final int BOX_HEADER = 8;

    private Jp2File() {}

    static boolean is(ByteBuffer bytes) {
        return bytes.remaining() > SIGNATURE_LENGTH
                && bytes.getLong(0) == SIGNATURE_BOX
                && bytes.getInt(BOX_HEADER) == SIGNATURE;
    }

    /// What is in the first box with a codestream. A length of 0 reaches to the end; files so
    /// large that a length takes more than four bytes are not read.
    static ByteBuffer codestream(ByteBuffer bytes) {
        bytes.position(SIGNATURE_LENGTH);
        while (true) {
            long length = bytes.getInt() & 0xFFFF_FFFFL;
            int type = bytes.getInt();
            long content = length == 0 ? bytes.remaining() : length - BOX_HEADER;
            if (content < 0 || content > bytes.remaining()) {
                throw new BufferUnderflowException();
            }
            if (type == CODESTREAM) {
                return bytes.slice(bytes.position(), (int) content);
            }
            bytes.position(bytes.position() + (int) content);
        }
    }
}
