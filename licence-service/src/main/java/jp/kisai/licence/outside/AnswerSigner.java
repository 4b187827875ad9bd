package jp.kisai.licence.outside;

import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.security.cert.X509Certificate;
import jp.kisai.contracts.signature.CryptoProviders;
import jp.kisai.contracts.signature.SigningKey;
import jp.kisai.licence.LicenceSettings;

/// Signs what municipalities are answered, so that they need not trust the way it came. A missing
/// or unreadable key stops the start.
@Startup
@Singleton
public class AnswerSigner {

    private final SigningKey key;

    AnswerSigner(LicenceSettings settings) {
        CryptoProviders.install();
        this.key = SigningKey.read(settings.signer());
    }

    public X509Certificate certificate() {
        return key.certificate();
    }

    /// CMS, detached, DER. Called from several threads.
    public byte[] sign(byte[] value) {
        return key.sign(value);
    }
}
