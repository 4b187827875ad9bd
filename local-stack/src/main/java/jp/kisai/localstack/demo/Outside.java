package jp.kisai.localstack.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import jp.kisai.localstack.LocalStack;
import jp.kisai.localstack.Service;
import jp.kisai.localstack.StackAddresses;
import jp.kisai.localstack.doubles.CardFactory;
import jp.kisai.localstack.doubles.FactoryKeys;
import jp.kisai.localstack.doubles.JpkiGateway;
import jp.kisai.localstack.doubles.Pem;
import jp.kisai.localstack.doubles.SelfSigned;
import jp.kisai.localstack.doubles.TestJpki;
import org.jspecify.annotations.Nullable;

/// The systems outside the suite: their keys in one folder, what the services are told of them, and
/// the doubles at work.
public final class Outside implements AutoCloseable {

    private static final String FOLDER = "outside";
    private static final String SIGNER = "kisai-signer.pem";
    private static final String ANSWERS = "kisai-answers.pem";
    private static final String FACTORY = "sagamihara";

    private final Path folder;
    private final Stage stage;
    private final @Nullable CardFactory factory;
    private @Nullable Neighbours neighbours;

    private Outside(Path folder, Stage stage, @Nullable CardFactory factory) {
        this.folder = folder;
        this.stage = stage;
        this.factory = factory;
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
            Path cardMaker = certificate(folder.resolve("j-lis.pem"), cardMaker(folder));
            signer(folder);
            Path answers = folder.resolve(ANSWERS);
            SelfSigned.p256(answers, "C=JP,O=Kisai,CN=test answers");
            FactoryKeys factory = FactoryKeys.in(folder.resolve("factory"), FACTORY);
            return Map.of(
                    Service.CONSENT,
                    Map.of(
                            "KISAI_CONSENT_TRUST_ANCHORS", anchor.toString(),
                            "KISAI_CONSENT_SIGNATURE_POLICY", TestJpki.SIGNATURE_POLICY,
                            "KISAI_CONSENT_JPKI_GATEWAY_CERTIFICATE", gateway.toString(),
                            "KISAI_CONSENT_SIGNER", answers.toString()),
                    Service.LICENCE,
                    Map.of("KISAI_LICENCE_SIGNER", answers.toString()),
                    Service.NOTIFICATION,
                    Map.of("KISAI_POSTBOX_AUDIT_SIGNER", answers.toString()),
                    Service.CARD_WRITER,
                    Map.of(
                            "KISAI_CARD_WRITER_SIGNER", folder.resolve(SIGNER).toString(),
                            "KISAI_CARD_WRITER_JLIS_CERTIFICATE", cardMaker.toString(),
                            "KISAI_CARD_WRITER_FACTORY_NAME", FACTORY,
                            "KISAI_CARD_WRITER_FACTORY_CERTIFICATE",
                                    factory.certificateFile().toString(),
                            "KISAI_CARD_WRITER_FACTORY_TRUST", factory.authorityFile().toString()));
        } catch (GeneralSecurityException unusable) {
            throw new IOException("Could not make the doubles' keys in " + folder, unusable);
        }
    }

    /// Everyone outside of a stack that was started with [#prepare]; the factory begins its work.
    public static Outside of(LocalStack stack, Duration patience)
            throws IOException, GeneralSecurityException {
        Path folder = stack.data().resolve(FOLDER);
        CardFactory factory =
                CardFactory.open(
                        FACTORY,
                        folder.resolve("factory"),
                        FactoryKeys.in(folder.resolve("factory"), FACTORY),
                        List.of(signer(folder).certificate()),
                        stack.broker().bootstrapServers());
        return new Outside(folder, stage(folder, stack.addresses(), patience), factory);
    }

    /// Everyone outside of a stack that runs elsewhere, and whose factory works there.
    static Outside of(StackAddresses addresses, Path data, Duration patience)
            throws IOException, GeneralSecurityException {
        Path folder = data.resolve(FOLDER);
        return new Outside(folder, stage(folder, addresses, patience), null);
    }

    private static Stage stage(Path folder, StackAddresses addresses, Duration patience)
            throws IOException, GeneralSecurityException {
        return new Stage(folder, addresses.bootstrapServers(), addresses.access(), patience);
    }

    /// The key with which the suite signs chips and orders.
    private static Pem signer(Path folder) throws IOException, GeneralSecurityException {
        return SelfSigned.rsa2048(folder.resolve(SIGNER), "C=JP,O=Kisai,CN=test signer");
    }

    /// J-LIS, as the one that has new cards made.
    private static Pem cardMaker(Path folder) throws IOException, GeneralSecurityException {
        return SelfSigned.p256(folder.resolve("j-lis-key.pem"), "C=JP,O=J-LIS,CN=kisai test");
    }

    public Stage stage() {
        return stage;
    }

    /// What the factory wrote onto cards, each time that it did.
    ///
    /// @throws IllegalStateException if the factory works elsewhere
    public List<CardFactory.Encoding> encodings() {
        if (factory == null) {
            throw new IllegalStateException("The factory works in the process of the stack.");
        }
        return factory.encodings();
    }

    Neighbours neighbours() throws InterruptedException {
        if (neighbours == null) {
            neighbours = Neighbours.in(folder.resolve("neighbours"), stage);
        }
        return neighbours;
    }

    @Override
    public void close() throws IOException {
        if (factory != null) {
            factory.close();
        }
        stage.close();
    }

    private static Path certificate(Path file, Pem signer) throws IOException {
        return Files.writeString(file, Pem.text(signer.certificate()));
    }
}
