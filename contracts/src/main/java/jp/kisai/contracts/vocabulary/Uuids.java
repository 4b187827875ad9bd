package jp.kisai.contracts.vocabulary;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// UUIDs that are read strictly, or derived from their cause.
public final class Uuids {

    private static final int TEXT_LENGTH = 36;

    /// Itself the version 5 UUID of `urn:kisai` in the RFC's namespace of URLs.
    private static final UUID NAMESPACE = UUID.fromString("a8dfde08-a22d-5174-8b1a-532c512e8561");

    private Uuids() {}

    /// Reads the canonical form only: `UUID.fromString` accepts shortened groups, so two texts
    /// could name one id.
    ///
    /// @throws IllegalArgumentException if the text is anything else; neither the message nor a
    ///     cause repeats it
    public static UUID parse(String text) {
        UUID uuid = text.length() == TEXT_LENGTH ? leniently(text) : null;
        if (uuid == null || !uuid.toString().equalsIgnoreCase(text)) {
            throw new IllegalArgumentException("not a UUID");
        }
        return uuid;
    }

    private static @Nullable UUID leniently(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException repeatsTheText) {
            return null;
        }
    }

    /// The version 5 UUID (RFC 9562 §5.5) of the cause, its parts joined by line feeds, in the
    /// namespace of this suite. The same cause gives the same id, so a replay repeats an event
    /// instead of inventing one.
    ///
    /// @param cause parts without line feeds
    public static UUID derived(String... cause) {
        MessageDigest sha1 = sha1();
        sha1.update(bytes(NAMESPACE));
        byte[] hash = sha1.digest(String.join("\n", cause).getBytes(StandardCharsets.UTF_8));
        ByteBuffer halves = ByteBuffer.wrap(hash);
        long high = (halves.getLong() & ~0xf000L) | 0x5000L;
        long low = (halves.getLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
        return new UUID(high, low);
    }

    private static byte[] bytes(UUID uuid) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
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
