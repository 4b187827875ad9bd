package jp.kisai.notification.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.random.RandomGenerator;
import jp.kisai.contracts.vocabulary.HolderId;

/// That a mail address is the holder's: a code is sent there, and entered where the holder is
/// signed in. Until then nothing else goes there.
///
/// Of the code only its digest is kept, bound to the holder and the address. `toString()` shows
/// neither.
///
/// @param wrong how often another code was entered
public record MailProof(MailAddress address, String digest, Instant expiresAt, int wrong) {

    /// No 0 and O, no 1 and I: they look alike.
    private static final String SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    /// 50 bits: nobody tries them all, not even with the digest at hand, while the code is good.
    private static final int LENGTH = 10;

    /// @param goodFor how long a code can be entered
    /// @param tries after how many wrong codes the right one counts no longer
    /// @param perDay how many codes a holder can ask for, and an address can get, in 24 hours
    public record Rules(Duration goodFor, int tries, int perDay) {}

    /// What an entered code amounts to.
    public sealed interface Answer {

        /// The address is the holder's.
        record Proven(MailAddress address) implements Answer {}

        /// @param after as it is to be kept
        record Wrong(MailProof after) implements Answer {}

        /// Too late, or too many wrong ones: another code has to be asked for.
        record Over() implements Answer {}
    }

    /// @param random cannot be foreseen
    public static String newCode(RandomGenerator random) {
        StringBuilder code = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            code.append(SIGNS.charAt(random.nextInt(SIGNS.length())));
        }
        return code.toString();
    }

    public static MailProof of(
            HolderId holder, MailAddress address, String code, Instant now, Rules rules) {
        return new MailProof(address, digest(holder, address, code), now.plus(rules.goodFor()), 0);
    }

    /// @param entered as somebody typed it: small letters, spaces and hyphens do no harm
    public Answer enter(HolderId holder, String entered, Instant now, Rules rules) {
        if (!now.isBefore(expiresAt) || wrong >= rules.tries()) {
            return new Answer.Over();
        }
        String code = entered.toUpperCase(Locale.ROOT).replaceAll("[\\s-]", "");
        boolean right =
                MessageDigest.isEqual(
                        digest.getBytes(StandardCharsets.US_ASCII),
                        digest(holder, address, code).getBytes(StandardCharsets.US_ASCII));
        return right
                ? new Answer.Proven(address)
                : new Answer.Wrong(new MailProof(address, digest, expiresAt, wrong + 1));
    }

    /// Stands for an address without showing it, whoever asked for it.
    public static String digest(MailAddress address) {
        return sha256("address\n" + address.text().toLowerCase(Locale.ROOT));
    }

    private static String digest(HolderId holder, MailAddress address, String code) {
        return sha256(String.join("\n", "code", holder.text(), address.text(), code));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    @Override
    public String toString() {
        return "MailProof[" + expiresAt + ", " + wrong + "]";
    }
}
