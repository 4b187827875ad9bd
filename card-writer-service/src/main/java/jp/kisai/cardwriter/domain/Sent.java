package jp.kisai.cardwriter.domain;

import org.jspecify.annotations.Nullable;

/// How often an order left for the factory, and what it has to read back.
///
/// @param readBackSha256 null as long as nothing left
public record Sent(int attempts, @Nullable String readBackSha256) {

    public static final Sent NEVER = new Sent(0, null);

    public Sent {
        if (attempts < 0) {
            throw new IllegalArgumentException("attempts are counted from 0");
        }
    }

    public boolean ever() {
        return readBackSha256 != null;
    }

    Sent again(String sha256) {
        return new Sent(attempts + 1, sha256);
    }

    /// Counted anew, after a person looked.
    Sent forgiven() {
        return new Sent(0, readBackSha256);
    }

    boolean matches(String sha256) {
        return sha256.equals(readBackSha256);
    }
}
