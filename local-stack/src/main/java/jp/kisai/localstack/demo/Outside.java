package jp.kisai.localstack.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import jp.kisai.localstack.LocalStack;
import jp.kisai.localstack.Service;
import jp.kisai.localstack.StackAddresses;
import jp.kisai.localstack.doubles.JpkiGateway;
import jp.kisai.localstack.doubles.Pem;
import jp.kisai.localstack.doubles.SelfSigned;
import jp.kisai.localstack.doubles.TestJpki;
import org.jspecify.annotations.Nullable;

/// The systems outside the suite: their keys in one folder, what the services are told of them, and
/// the doubles at work.
public final class Outside implements AutoCloseable {

    private static final String FOLDER = "outside";

    private final Path folder;
    private final Stage stage;
    private @Nullable Neighbours neighbours;

    private Outside(Path folder, Stage stage) {
        this.folder = folder;
        this.stage = stage;
    }

    /// Makes every key and certificate that the services must know.
    public static Map<Service, Map<String, String>> prepare(Path data) throws IOException {
        Path folder = data.resolve(FOLDER);
        try {
            Path anchor =
                    TestJpki.in(folder.resolve("jpki"))
                            .writeAnchor(folder.resolve("jpki-anchors.pem"));
            Path gateway =
                    certificate(
                            folder.resolve("jpki-gateway.pem"),
                            JpkiGateway.signer(folder.resolve("jpki")));
            Path signer = folder.resolve("kisai-signer.pem");
            SelfSigned.rsa2048(signer, "C=JP,O=Kisai,CN=test signer");
            return Map.of(
                    Service.CONSENT,
                    Map.of(
                            "KISAI_CONSENT_TRUST_ANCHORS", anchor.toString(),
                            "KISAI_CONSENT_SIGNATURE_POLICY", TestJpki.SIGNATURE_POLICY,
                            "KISAI_CONSENT_JPKI_GATEWAY_CERTIFICATE", gateway.toString(),
                            "KISAI_CONSENT_SIGNER", signer.toString()));
        } catch (GeneralSecurityException unusable) {
            throw new IOException("Could not make the doubles' keys in " + folder, unusable);
        }
    }

    /// Everyone outside of a stack that was started with [#prepare]; the factory begins its work.
    public static Outside of(LocalStack stack, Duration patience)
            throws IOException, GeneralSecurityException {
        return of(stack.addresses(), stack.data(), patience);
    }

    /// Everyone outside of a stack that runs elsewhere, and whose factory works there.
    static Outside of(StackAddresses addresses, Path data, Duration patience)
            throws IOException, GeneralSecurityException {
        Path folder = data.resolve(FOLDER);
        return new Outside(
                folder,
                new Stage(folder, addresses.bootstrapServers(), addresses.access(), patience));
    }

    public Stage stage() {
        return stage;
    }

    Neighbours neighbours() throws IOException, GeneralSecurityException, InterruptedException {
        if (neighbours == null) {
            neighbours = Neighbours.in(folder.resolve("neighbours"), stage);
        }
        return neighbours;
    }

    @Override
    public void close() throws IOException {
        stage.close();
    }

    private static Path certificate(Path file, Pem signer) throws IOException {
        return Files.writeString(file, Pem.text(signer.certificate()));
    }
}
