package jp.kisai.consent;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;
import jp.kisai.localstack.doubles.JpkiGateway;
import jp.kisai.localstack.doubles.SelfSigned;
import jp.kisai.localstack.doubles.TestJpki;

/// Whom the service under test trusts: the test JPKI and its gateway, whose keys lie in a folder
/// that the tests find, too.
public final class TrustFiles implements QuarkusTestResourceLifecycleManager {

    static final Path FOLDER = Path.of("target", "trust");

    private static final Path JPKI = FOLDER.resolve("jpki");

    @Override
    public Map<String, String> start() {
        try {
            Path anchor = TestJpki.in(JPKI).writeAnchor(FOLDER.resolve("anchor.pem"));
            JpkiGateway.signer(JPKI);
            Path signer = FOLDER.resolve("answers.pem");
            SelfSigned.p256(signer, "C=JP,O=Kisai,CN=consent-service test");
            return Map.of(
                    "kisai.consent.trust-anchors", anchor.toAbsolutePath().toString(),
                    "kisai.consent.signature-policy", TestJpki.SIGNATURE_POLICY,
                    "kisai.consent.jpki-gateway-certificate",
                            JPKI.resolve("gateway.pem").toAbsolutePath().toString(),
                    "kisai.consent.signer", signer.toAbsolutePath().toString(),
                    // A machine that runs several services' tests at once is slow now and then.
                    "kisai.consent.check-deadline-ms", "1500");
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        } catch (GeneralSecurityException cause) {
            throw new IllegalStateException("the test JPKI cannot be made", cause);
        }
    }

    static TestJpki jpki() throws IOException, GeneralSecurityException {
        return TestJpki.in(JPKI);
    }

    @Override
    public void stop() {}
}
