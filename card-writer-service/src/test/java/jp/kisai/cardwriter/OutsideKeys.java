package jp.kisai.cardwriter;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;
import jp.kisai.localstack.doubles.FactoryKeys;
import jp.kisai.localstack.doubles.Pem;
import jp.kisai.localstack.doubles.SelfSigned;

/// The keys of this service and of those outside, as the local stack makes them; and so little
/// patience with the factory that a test need not have any.
public final class OutsideKeys implements QuarkusTestResourceLifecycleManager {

    public static final String FACTORY = "joint-factory";

    /// How long the service waits for each of the factory's answers.
    public static final String PATIENCE_MS = "patience-ms";

    private static final Path FOLDER = Path.of("target", "test-keys");

    /// Long enough for a factory that answers, also on a busy machine.
    private String patienceMs = "3000";

    @Override
    public void init(Map<String, String> arguments) {
        patienceMs = arguments.getOrDefault(PATIENCE_MS, patienceMs);
    }

    @Override
    public Map<String, String> start() {
        signer();
        jlis();
        FactoryKeys factory = factory();
        return Map.ofEntries(
                Map.entry("kisai.card-writer.signer", signerFile().toString()),
                Map.entry("kisai.card-writer.jlis-certificate", jlisFile().toString()),
                Map.entry("kisai.card-writer.photographs", photographs().toString()),
                Map.entry("kisai.card-writer.factory.name", FACTORY),
                Map.entry(
                        "kisai.card-writer.factory.certificate",
                        factory.certificateFile().toString()),
                Map.entry("kisai.card-writer.factory.trust", factory.authorityFile().toString()),
                Map.entry("kisai.card-writer.accept-within-ms", patienceMs),
                Map.entry("kisai.card-writer.encode-within-ms", patienceMs),
                Map.entry("kisai.card-writer.first-retry-delay-ms", "200"),
                Map.entry("kisai.card-writer.longest-retry-delay-ms", "500"),
                Map.entry("kisai.card-writer.max-attempts", "20"),
                Map.entry("kisai.card-writer.orders-per-dispatch", "20"),
                Map.entry("kisai.card-writer.counted-every-seconds", "1"),
                Map.entry("quarkus.http.test-port", "0"),
                Map.entry("quarkus.management.test-port", "0"));
    }

    @Override
    public void stop() {}

    public static Path folder() {
        return FOLDER;
    }

    /// Where the licence system puts pictures for chips.
    public static Path photographs() {
        try {
            return Files.createDirectories(FOLDER.resolve("photographs"));
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    public static Path signerFile() {
        return FOLDER.resolve("kisai-signer.pem");
    }

    private static Path jlisFile() {
        return FOLDER.resolve("j-lis.pem");
    }

    /// The key with which J-LIS asks. The service finds the certificate in the same file.
    public static Pem jlis() {
        try {
            return SelfSigned.p256(jlisFile(), "C=JP,O=J-LIS,CN=test");
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        } catch (GeneralSecurityException cause) {
            throw new IllegalStateException(cause);
        }
    }

    public static Pem signer() {
        try {
            return SelfSigned.rsa2048(signerFile(), "C=JP,O=Kisai,CN=test signer");
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        } catch (GeneralSecurityException cause) {
            throw new IllegalStateException(cause);
        }
    }

    public static FactoryKeys factory() {
        try {
            return FactoryKeys.in(FOLDER, FACTORY);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        } catch (GeneralSecurityException cause) {
            throw new IllegalStateException(cause);
        }
    }
}
