package jp.kisai.consent.outside;

import java.util.function.ObjIntConsumer;

/// Single-bit mutants of what is valid.
final class Mutants {

    private Mutants() {}

    /// Every bit, flipped, one at a time.
    ///
    /// @return how many there were
    static int each(byte[] valid, ObjIntConsumer<byte[]> check) {
        int bits = valid.length * Byte.SIZE;
        for (int bit = 0; bit < bits; bit++) {
            byte[] mutant = valid.clone();
            mutant[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
            check.accept(mutant, bit);
        }
        return bits;
    }
}
