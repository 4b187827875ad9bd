package jp.kisai.contracts.vocabulary;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/// UUIDs that are read strictly, or derived from their cause.
public final class Uuids {

    private static final int TEXT_LENGTH = 36;

    private Uuids() {}

    /// Reads the canonical form only: `UUID.fromString` accepts shortened groups, so two texts
    /// could name one id.
    ///
    /// @throws IllegalArgumentException if the text is anything else; the message does not repeat
    ///     it
    public static UUID parse(String text) {
        if (text.length() == TEXT_LENGTH) {
            try {
                UUID uuid = UUID.fromString(text);
                if (uuid.toString().equalsIgnoreCase(text)) {
                    return uuid;
                }
            } catch (NumberFormatException notHexadecimal) {
                throw new IllegalArgumentException("not a UUID", notHexadecimal);
            }
        }
        throw new IllegalArgumentException("not a UUID");
    }

    /// The version 5 UUID (RFC 9562 §5.5) of a name in the namespace of this suite's derived event
    /// ids.
    /// The same cause gives the same id, so a replay repeats an event instead of inventing one.
    public static UUID derived(String... cause) {
        byte[] hash =
                sha1().digest(
                                ("jp.kisai\n" + String.join("\n", cause))
                                        .getBytes(StandardCharsets.UTF_8));
        long high = 0;
        long low = 0;
        for (int i = 0; i < 8; i++) {
            high = (high << 8) | (hash[i] & 0xff);
            low = (low << 8) | (hash[i + 8] & 0xff);
        }
        return new UUID(
                (high & ~0xf000L) | 0x5000L, (low & 0x3fffffffffffffffL) | 0x8000000000000000L);
    }

    /// SHA-1 is what RFC 9562 names for version 5; nothing rests on its collision resistance here.
    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-1", impossible);
        }
    }
}
