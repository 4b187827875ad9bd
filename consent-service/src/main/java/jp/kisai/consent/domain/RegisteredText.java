package jp.kisai.consent.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A name or an address as somebody wrote it down, character by character, knowing which of the
/// characters stand in for others (代替文字).
///
/// The JPKI writes only JIS X 0208 and X 0212; any other character is replaced and its place
/// flagged. A flagged place therefore agrees with whatever stands there elsewhere. Every other
/// place must hold the same character, where *the same* is what JIS and Windows code page 932
/// merely code differently. A variation selector chooses a shape, not another character; the JPKI
/// cannot write it, so it does not tell two texts apart. Nothing else is folded: 髙 is not 高, a
/// half-width digit is not a full-width one. `toString()` shows nothing.
public final class RegisteredText {

    private static final Map<Integer, Integer> SAME_CHARACTER =
            Map.of(
                    0x2015, 0x2014,
                    0x2225, 0x2016,
                    0xFF0D, 0x2212,
                    0xFF5E, 0x301C,
                    0xFFE0, 0x00A2,
                    0xFFE1, 0x00A3,
                    0xFFE2, 0x00AC);

    private static final int STANDS_IN = -1;

    private final List<Integer> characters;

    private RegisteredText(List<Integer> characters) {
        this.characters = List.copyOf(characters);
    }

    /// As a municipality registered it: no character stands in for another.
    public static RegisteredText of(String text) {
        return new RegisteredText(charactersOf(text));
    }

    /// As a certificate carries it.
    ///
    /// @param substitutes one '1' or '0' for each character
    /// @throws IllegalArgumentException if the flags are anything else
    public static RegisteredText of(String text, String substitutes) {
        List<Integer> characters = new ArrayList<>(charactersOf(text));
        if (!substitutes.matches("[01]*") || substitutes.length() != characters.size()) {
            throw new IllegalArgumentException("one flag, 0 or 1, for each character");
        }
        for (int i = 0; i < characters.size(); i++) {
            if (substitutes.charAt(i) == '1') {
                characters.set(i, STANDS_IN);
            }
        }
        return new RegisteredText(characters);
    }

    public boolean agreesWith(RegisteredText other) {
        if (characters.size() != other.characters.size()) {
            return false;
        }
        for (int i = 0; i < characters.size(); i++) {
            int here = characters.get(i);
            int there = other.characters.get(i);
            if (here != there && here != STANDS_IN && there != STANDS_IN) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RegisteredText text && characters.equals(text.characters);
    }

    @Override
    public int hashCode() {
        return characters.hashCode();
    }

    @Override
    public String toString() {
        return "RegisteredText[…]";
    }

    private static List<Integer> charactersOf(String text) {
        return text.codePoints()
                .filter(codePoint -> !selectsShape(codePoint))
                .map(codePoint -> SAME_CHARACTER.getOrDefault(codePoint, codePoint))
                .boxed()
                .toList();
    }

    private static boolean selectsShape(int codePoint) {
        return (codePoint >= 0xFE00 && codePoint <= 0xFE0F)
                || (codePoint >= 0xE0100 && codePoint <= 0xE01EF);
    }
}
