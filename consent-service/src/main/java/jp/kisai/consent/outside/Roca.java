package jp.kisai.consent.outside;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// Recognises RSA keys of the flawed generator of CVE-2017-15361 (ROCA), which once was inside
/// national identity cards: their primes are `k·M + 65537^a mod M`, so the modulus is a power of
/// 65537 modulo every small prime. Of other keys one in some hundred million looks so, too.
final class Roca {

    private static final int GENERATOR = 65537;
    private static final int LARGEST_PRIME = 167;
    private static final List<Residues> RESIDUES = residues();

    /// @param powers what 65537 can be raised to modulo the prime
    private record Residues(BigInteger prime, BitSet powers) {}

    private Roca() {}

    static boolean made(BigInteger modulus) {
        return RESIDUES.stream()
                .allMatch(one -> one.powers().get(modulus.mod(one.prime()).intValue()));
    }

    private static List<Residues> residues() {
        List<Residues> all = new ArrayList<>();
        for (BigInteger prime = BigInteger.valueOf(3);
                prime.intValue() <= LARGEST_PRIME;
                prime = prime.nextProbablePrime()) {
            BitSet powers = new BitSet();
            for (int power = 1;
                    !powers.get(power);
                    power = (int) ((long) power * GENERATOR % prime.intValue())) {
                powers.set(power);
            }
            all.add(new Residues(prime, powers));
        }
        return List.copyOf(all);
    }
}
