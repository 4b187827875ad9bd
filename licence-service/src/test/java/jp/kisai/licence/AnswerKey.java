package jp.kisai.licence;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Map;
import jp.kisai.localstack.doubles.Pem;
import jp.kisai.localstack.doubles.SelfSigned;

/// The key with which the service under test signs its answers, for every test of this module.
public final class AnswerKey implements QuarkusTestResourceLifecycleManager {

    private static final Path FILE = Path.of("target", "answers.pem").toAbsolutePath();

    @Override
    public Map<String, String> start() {
        signer();
        return Map.of("kisai.licence.signer", FILE.toString());
    }

    /// What municipalities would be given.
    static X509Certificate certificate() {
        return signer().certificate();
    }

    private static Pem signer() {
        try {
            return SelfSigned.p256(FILE, "C=JP,O=Kisai,CN=licence-service test");
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        } catch (GeneralSecurityException cause) {
            throw new IllegalStateException("no key for the answers", cause);
        }
    }

    @Override
    public void stop() {}
}
