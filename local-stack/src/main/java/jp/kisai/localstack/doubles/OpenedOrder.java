package jp.kisai.localstack.doubles;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/// An order as the factory reads it.
///
/// @param card which card
/// @param version the fencing token
/// @param files the chip's files by their paths
public record OpenedOrder(UUID order, String card, long version, Map<String, byte[]> files) {

    /// The order in which the files' bytes are digested.
    private static final List<String> DIGEST_ORDER =
            List.of("WEF01", "WEF02", "WEF03", "DF1/EF01", "DF1/EF02");

    public OpenedOrder {
        files = Collections.unmodifiableMap(new TreeMap<>(files));
    }

    /// What reading the chip back gives.
    String readBackSha256() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String path : DIGEST_ORDER) {
                byte[] bytes = files.get(path);
                if (bytes != null) {
                    digest.update(bytes);
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    @Override
    public String toString() {
        return "order " + order + " v" + version;
    }
}
