package jp.kisai.consent.outside;

import java.nio.ByteBuffer;

/// Reads DER (X.690 §10) one element after another, without building a tree: for what may be longer
/// than memory. Whatever is not DER ends in an [IllegalArgumentException].
final class Der {

    private static final int LONG_FORM = 0x80;
    private static final int MAX_LENGTH_BYTES = 4;
    private static final int BYTE_MASK = 0xff;

    private final ByteBuffer bytes;

    Der(ByteBuffer bytes) {
        this.bytes = bytes.slice();
    }

    boolean hasMore() {
        return bytes.hasRemaining();
    }

    /// Whether the next element has this tag.
    boolean isNext(int tag) {
        return bytes.hasRemaining() && (bytes.get(bytes.position()) & BYTE_MASK) == tag;
    }

    /// Steps over the next element and into it.
    Der enter(int tag) {
        require(isNext(tag));
        bytes.get();
        return new Der(take(length()));
    }

    /// The whole next element, header and all, without copying it.
    ByteBuffer whole() {
        int start = bytes.position();
        require(bytes.hasRemaining());
        bytes.get();
        take(length());
        return bytes.slice(start, bytes.position() - start);
    }

    /// A copy of the whole next element.
    byte[] copy(int maxBytes) {
        ByteBuffer whole = whole();
        require(whole.remaining() <= maxBytes);
        byte[] copy = new byte[whole.remaining()];
        whole.get(copy);
        return copy;
    }

    /// What was not read yet, without copying it.
    ByteBuffer rest() {
        return bytes.slice();
    }

    void requireEnd() {
        require(!bytes.hasRemaining());
    }

    private ByteBuffer take(int length) {
        require(length <= bytes.remaining());
        ByteBuffer taken = bytes.slice(bytes.position(), length);
        bytes.position(bytes.position() + length);
        return taken;
    }

    /// Definite, and as short as it can be (X.690 §10.1).
    private int length() {
        require(bytes.hasRemaining());
        int first = bytes.get() & BYTE_MASK;
        if (first < LONG_FORM) {
            return first;
        }
        int count = first - LONG_FORM;
        require(count >= 1 && count <= MAX_LENGTH_BYTES && count <= bytes.remaining());
        long length = 0;
        for (int i = 0; i < count; i++) {
            length = (length << Byte.SIZE) | (bytes.get() & BYTE_MASK);
        }
        boolean shortest = length >= LONG_FORM && length >> (Byte.SIZE * (count - 1)) != 0;
        require(shortest && length <= Integer.MAX_VALUE);
        return (int) length;
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException("not DER");
        }
    }
}
