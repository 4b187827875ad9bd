package jp.kisai.contracts.page;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import jp.kisai.contracts.Events;
import jp.kisai.contracts.Reading;
import jp.kisai.contracts.signature.DetachedSignature;
import jp.kisai.contracts.signature.SignedDocument;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSAuthEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientInfoGenerator;
import org.bouncycastle.operator.OutputAEADEncryptor;
import org.bouncycastle.operator.jcajce.JcaAlgorithmParametersConverter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The commands of the page, run with the real `openssl`, and the suite agree with each other.
class OpensslTest {

    private static final String HOLDER = "0195f7c2-6d1e-7a40-8b1c-2f4e5d6c7b8a";
    private static final Map<String, String> STEPS = EventsPage.steps();

    @TempDir Path folder;

    @BeforeEach
    void skipWithoutOpenssl() throws Exception {
        assumeTrue(Shell.has("openssl"), "skipped: openssl is not installed on this machine");
    }

    @Test
    void theDocumentedEventIsReadAndItsSignatureAccepted() throws Exception {
        run("key", "event", "sign");

        byte[] value = bytes("event.json");
        assertInstanceOf(Reading.Read.class, Events.read(value));
        assertEquals(
                new DetachedSignature.Check.Signed(certificate("kagoshima.pem")),
                check(value, bytes("event.sig")));
        assertEquals(
                new DetachedSignature.Check.Signed(certificate("kagoshima.pem")),
                check(value, Base64.getEncoder().encode(bytes("event.sig"))));
    }

    @Test
    void aSignedEventThatWasAlteredIsForged() throws Exception {
        run("key", "event", "sign");

        byte[] altered =
                Files.readString(folder.resolve("event.json"))
                        .replace("１１番", "１２番")
                        .getBytes(StandardCharsets.UTF_8);
        assertEquals(
                new DetachedSignature.Check.Forged("the signature does not verify"),
                check(altered, bytes("event.sig")));
    }

    /// All of the step but the call itself.
    @Test
    void theDocumentedRegistrationCarriesTheCertificate() throws Exception {
        shell(
                "curl() { :; }; CONSENT=; OPERATOR_TOKEN=\n"
                        + STEPS.getOrDefault("key", "")
                        + STEPS.getOrDefault("register", ""));

        JsonNode registration = new ObjectMapper().readTree(bytes("registration.json"));
        assertEquals(
                Files.readString(folder.resolve("kagoshima.pem")),
                registration.path("certificate").textValue());
    }

    /// What producers are likely to write instead of the documented options.
    @ParameterizedTest
    @ValueSource(
            strings = {"-cades", "-nocerts", "-keyid", "-nosmimecap", "-cades -nocerts -keyid"})
    void otherOptionsAreAcceptedToo(String options) throws Exception {
        run("key", "event");
        shell(
                "openssl cms -sign -binary -md sha256 -in event.json -signer kagoshima.pem"
                        + " -inkey kagoshima.key -outform DER -out event.sig "
                        + options);

        assertInstanceOf(
                DetachedSignature.Check.Signed.class,
                check(bytes("event.json"), bytes("event.sig")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-noattr", "-stream", "-nodetach", "-md sha1"})
    void optionsThatThePageForbidsAreRefused(String options) throws Exception {
        run("key", "event");
        shell(
                "openssl cms -sign -binary -in event.json -signer kagoshima.pem"
                        + " -inkey kagoshima.key -outform DER -out event.sig "
                        + options);

        assertInstanceOf(
                DetachedSignature.Check.Forged.class,
                check(bytes("event.json"), bytes("event.sig")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-keyopt rsa_padding_mode:pkcs1", "-keyopt rsa_padding_mode:pss"})
    void rsaIsAcceptedInBothPaddings(String padding) throws Exception {
        run("event");
        shell(
                "openssl req -new -x509 -newkey rsa:2048 -nodes -keyout kagoshima.key -sha256 -days 30"
                        + " -subj '/C=JP/CN=462012' -out kagoshima.pem");
        shell(
                "openssl cms -sign -binary -md sha256 -in event.json -signer kagoshima.pem"
                        + " -inkey kagoshima.key "
                        + padding
                        + " -outform DER -out event.sig");

        assertInstanceOf(
                DetachedSignature.Check.Signed.class,
                check(bytes("event.json"), bytes("event.sig")));
    }

    @Test
    void theDocumentedCommandVerifiesWhatTheSuiteSigns() throws Exception {
        run("key");
        shell("cp kagoshima.pem suite.pem");
        byte[] balance = "{\"received\":120}".getBytes(StandardCharsets.UTF_8);
        Files.write(folder.resolve("balance.json"), balance);
        Files.write(
                folder.resolve("balance.sig"),
                DetachedSignature.sign(balance, key("kagoshima.key"), certificate("suite.pem")));

        run("verify");

        Files.write(
                folder.resolve("balance.json"),
                "{\"received\":121}".getBytes(StandardCharsets.UTF_8));
        assertNotEquals(0, tools().run(STEPS.getOrDefault("verify", "")).exitCode());
    }

    @Test
    void theDocumentedCommandsOpenAnOrderAndComputeItsDigest() throws Exception {
        assumeTrue(
                shell("openssl version").startsWith("OpenSSL 3"),
                "skipped: AuthEnvelopedData needs openssl 3");
        run("key");
        shell("cp kagoshima.pem card-writer.pem");
        shell(
                "openssl req -new -x509 -newkey rsa:3072 -nodes -keyout factory.key -sha256 -days 30"
                        + " -subj '/C=JP/CN=factory' -out factory.pem");
        byte[] order =
                """
                {"order":"5b0c2f8e-6a1d-5e3f-9c4b-7d8e9f0a1b2c","files":{"WEF01":"wQEA","DF1/EF02":"QQI="}}"""
                        .getBytes(StandardCharsets.UTF_8);
        byte[] signed =
                SignedDocument.sign(
                        order,
                        key("kagoshima.key"),
                        certificate("card-writer.pem"),
                        Instant.parse("2026-11-23T01:02:03Z"));
        Files.write(
                folder.resolve("envelope.b64"),
                Base64.getEncoder().encode(sealed(signed, certificate("factory.pem"))));

        run("open-order");
        String digest = run("digest");

        assertArrayEquals(order, bytes("order.json"));
        byte[] files = HexFormat.of().parseHex("c10100" + "4102");
        assertEquals(
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(files)),
                digest.strip());
    }

    /// As the page describes an order's outermost layer.
    private static byte[] sealed(byte[] content, X509Certificate recipient)
            throws GeneralSecurityException, CMSException, IOException {
        CMSAuthEnvelopedDataGenerator generator = new CMSAuthEnvelopedDataGenerator();
        generator.addRecipientInfoGenerator(
                new JceKeyTransRecipientInfoGenerator(
                        recipient,
                        new JcaAlgorithmParametersConverter()
                                .getAlgorithmIdentifier(
                                        PKCSObjectIdentifiers.id_RSAES_OAEP,
                                        new OAEPParameterSpec(
                                                "SHA-256",
                                                "MGF1",
                                                MGF1ParameterSpec.SHA256,
                                                PSource.PSpecified.DEFAULT))));
        return generator
                .generate(
                        new CMSProcessableByteArray(content),
                        (OutputAEADEncryptor)
                                new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES256_GCM).build())
                .getEncoded();
    }

    private DetachedSignature.Check check(byte[] value, byte[] signature)
            throws IOException, GeneralSecurityException {
        return DetachedSignature.check(value, signature, List.of(certificate("kagoshima.pem")));
    }

    /// Steps of the page, one after the other in one shell.
    private String run(String... steps) throws IOException, InterruptedException {
        StringBuilder script = new StringBuilder();
        for (String step : steps) {
            script.append(STEPS.getOrDefault(step, "echo no step " + step + "; exit 1"))
                    .append('\n');
        }
        return shell(script.toString());
    }

    private String shell(String script) throws IOException, InterruptedException {
        Shell.Result result = tools().run(script);
        assertEquals(0, result.exitCode(), result.output());
        return result.output();
    }

    private Shell tools() {
        return new Shell(folder, Map.of("HOLDER", HOLDER));
    }

    private byte[] bytes(String file) throws IOException {
        return Files.readAllBytes(folder.resolve(file));
    }

    private X509Certificate certificate(String file) throws IOException, GeneralSecurityException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(bytes(file)));
    }

    private PrivateKey key(String file)
            throws IOException, InterruptedException, GeneralSecurityException {
        shell("openssl pkcs8 -topk8 -nocrypt -in " + file + " -outform DER -out key.der");
        return KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(bytes("key.der")));
    }
}
