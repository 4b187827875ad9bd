package jp.kisai.contracts.signature;

/// How much may be in bytes that claim to be DER (X.690 §10), found out before anything is built of
/// them.
///
/// Parsers build an object for each element and go down into each level by recursion, so that a few
/// kilobytes of hostile bytes cost megabytes and a stack. This goes from header to header, once,
/// and keeps nothing but the ends of the levels it is in.
///
/// @param maxElements values, those that contain others included; what is wrapped in an OCTET
///     STRING or a BIT STRING is not looked into
/// @param maxDepth levels inside one another
public record DerBounds(int maxBytes, int maxElements, int maxDepth) {

    private static final int CONSTRUCTED = 0x20;
    private static final int LONG_TAG = 0x1f;
    private static final int LONG_LENGTH = 0x80;
    private static final int MAX_LENGTH_BYTES = 4;
    private static final int BYTE_MASK = 0xff;

    public enum Finding {
        WITHIN,
        TOO_LONG,
        TOO_MANY_ELEMENTS,
        TOO_DEEP,
        /// Lengths that are indefinite or do not fit, or a tag as nothing here has.
        NOT_DER
    }

    /// Whatever the bytes, this answers, and never throws. What is within the bounds is still to be
    /// parsed, and may be no DER after all.
    public Finding of(byte[] bytes) {
        if (bytes.length > maxBytes) {
            return Finding.TOO_LONG;
        }
        int[] ends = new int[maxDepth + 1];
        ends[0] = bytes.length;
        int depth = 0;
        int elements = 0;
        int position = 0;
        while (true) {
            while (depth > 0 && position == ends[depth]) {
                depth--;
            }
            if (position == bytes.length) {
                return elements == 0 ? Finding.NOT_DER : Finding.WITHIN;
            }
            elements++;
            if (elements > maxElements) {
                return Finding.TOO_MANY_ELEMENTS;
            }
            int start = contents(bytes, position, ends[depth]);
            if (start < 0) {
                return Finding.NOT_DER;
            }
            int end = start + length(bytes, position + 1, start);
            if ((bytes[position] & CONSTRUCTED) == 0) {
                position = end;
            } else if (depth == maxDepth) {
                return Finding.TOO_DEEP;
            } else {
                depth++;
                ends[depth] = end;
                position = start;
            }
        }
    }

    /// Where the contents of the element begin; negative if its header is none or the contents do
    /// not fit.
    private static int contents(byte[] bytes, int position, int end) {
        if ((bytes[position] & LONG_TAG) == LONG_TAG || position + 1 >= end) {
            return -1;
        }
        int first = bytes[position + 1] & BYTE_MASK;
        int lengthBytes = first < LONG_LENGTH ? 0 : first - LONG_LENGTH;
        boolean definite = first != LONG_LENGTH && lengthBytes <= MAX_LENGTH_BYTES;
        int start = position + 2 + lengthBytes;
        if (!definite || start > end) {
            return -1;
        }
        int length = length(bytes, position + 1, start);
        return length < 0 || length > end - start ? -1 : start;
    }

    /// Of the header whose length begins at `position` and whose contents begin at `start`;
    /// negative if it is longer than any array.
    private static int length(byte[] bytes, int position, int start) {
        if (start == position + 1) {
            return bytes[position];
        }
        int length = 0;
        for (int i = position + 1; i < start; i++) {
            if (length > Integer.MAX_VALUE >> Byte.SIZE) {
                return -1;
            }
            length = (length << Byte.SIZE) | (bytes[i] & BYTE_MASK);
        }
        return length;
    }
}
