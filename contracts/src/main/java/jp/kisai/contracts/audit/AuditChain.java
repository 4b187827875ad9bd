package jp.kisai.contracts.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import jp.kisai.contracts.Source;

/// How one entry of the audit trail names the one before: by the SHA-256 of its line, the exact
/// bytes without the line's end, in lower-case hexadecimal.
public final class AuditChain {

    private AuditChain() {}

    public static String hash(String line) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(line.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    /// What the first entry names as its predecessor: each service begins differently, so that no
    /// entry fits into another's chain.
    public static String genesis(Source source) {
        return hash(source.urn());
    }
}
