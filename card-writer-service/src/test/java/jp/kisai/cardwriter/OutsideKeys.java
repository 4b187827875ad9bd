package jp.kisai.cardwriter;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;
import jp.kisai.localstack.doubles.FactoryKeys;
import jp.kisai.localstack.doubles.Pem;
import jp.kisai.localstack.doubles.SelfSigned;

/// The keys of this service and of the factory, as the local stack makes them; and so little
/// patience with the factory that a test need not have any.
public final class OutsideKeys implements QuarkusTestResourceLifecycleManager {

    public static final String FACTORY = "joint-factory";

    private static final Path FOLDER = Path.of("target", "test-keys");

    @Override
    public Map<String, String> start() {
        signer();
        FactoryKeys factory = factory();
        return Map.ofEntries(
                Map.entry("kisai.card-writer.signer", signerFile().toString()),
                Map.entry("kisai.card-writer.factory.name", FACTORY),
                Map.entry(
                        "kisai.card-writer.factory.certificate",
                        factory.certificateFile().toString()),
                Map.entry("kisai.card-writer.factory.trust", factory.authorityFile().toString()),
                Map.entry("kisai.card-writer.accept-within-ms", "4000"),
                Map.entry("kisai.card-writer.encode-within-ms", "3000"),
                Map.entry("kisai.card-writer.first-retry-delay-ms", "200"),
                Map.entry("kisai.card-writer.longest-retry-delay-ms", "500"),
                Map.entry("kisai.card-writer.max-attempts", "20"),
                Map.entry("kisai.card-writer.counted-every-seconds", "1"),
                Map.entry("quarkus.http.test-port", "0"),
                Map.entry("quarkus.management.test-port", "0"));
    }

    @Override
    public void stop() {}

    public static Path folder() {
        return FOLDER;
    }

    public static Path signerFile() {
        return FOLDER.resolve("kisai-signer.pem");
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
