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

/// The keys of this service and of the factory, as the local stack makes them.
public final class OutsideKeys implements QuarkusTestResourceLifecycleManager {

    public static final String FACTORY = "joint-factory";

    private static final Path FOLDER = Path.of("target", "test-keys");

    @Override
    public Map<String, String> start() {
        signer();
        FactoryKeys factory = factory();
        return Map.of(
                "kisai.card-writer.signer", signerFile().toString(),
                "kisai.card-writer.factory.name", FACTORY,
                "kisai.card-writer.factory.certificate", factory.certificateFile().toString(),
                "kisai.card-writer.factory.trust", factory.authorityFile().toString());
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
