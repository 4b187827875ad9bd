package jp.kisai.contracts.signature;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Signature;

/// Puts the fastest provider that loads here in front: a P-256 verification takes 55 µs instead of
/// 427.
public final class CryptoProviders {

    private CryptoProviders() {}

    /// Idempotent. Where Corretto's native library does not load, the JDK's own providers stay in
    /// charge.
    public static void install() {
        if (AmazonCorrettoCryptoProvider.INSTANCE.getLoadingError() == null) {
            AmazonCorrettoCryptoProvider.install();
        }
    }

    /// Which provider signs and verifies, for the log line at the start and for a metric's label.
    public static String inUse() {
        try {
            Provider provider = Signature.getInstance("SHA256withECDSA").getProvider();
            return provider.getName() + " " + provider.getVersionStr();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK verifies ECDSA", impossible);
        }
    }
}
