package jp.kisai.cardwriter.outside;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import jp.kisai.cardwriter.OutsideKeys;
import jp.kisai.cardwriter.domain.Intent;
import jp.kisai.cardwriter.domain.chip.ChipFile;
import jp.kisai.cardwriter.domain.chip.ChipImage;
import jp.kisai.cardwriter.domain.chip.Licences;
import jp.kisai.cardwriter.domain.chip.Octets;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An order opened with the `openssl` command alone, as `docs/reference/events.md` tells a
/// factory's developers to.
class OrderWithOpensslTest {

    @TempDir Path folder;

    @BeforeAll
    static void needsOpenssl() throws IOException, InterruptedException {
        assumeTrue(isInstalled(), "openssl 3 is not installed: orders are not tried against it");
    }

    @Test
    void decryptsVerifiesAndReadsAnOrder() throws IOException, InterruptedException {
        ChipImage image = image();
        Intent intent = Orders.INTENT;
        Path sealed = sealed(intent, image);

        openssl(decrypt(sealed));
        openssl(verify());

        JsonNode order = new JsonMapper().readTree(folder.resolve("order.json").toFile());
        assertEquals("kisai-order/1", order.path("document").asText());
        assertEquals(intent.order().toString(), order.path("order").asText());
        assertEquals(OutsideKeys.FACTORY, order.path("recipient").asText());
        assertEquals("CARD-0001", order.path("card").asText());
        assertEquals(3, order.path("version").asLong());
        for (ChipFile file : image.files().keySet()) {
            assertArrayEquals(
                    bytes(image, file),
                    Base64.getDecoder().decode(order.path("files").path(file.path()).asText()));
        }
    }

    @Test
    void givesNothingAwayWhenOneByteOfTheEnvelopeIsAltered()
            throws IOException, InterruptedException {
        Path sealed = sealed(Orders.INTENT, image());
        byte[] bytes = Files.readAllBytes(sealed);
        bytes[bytes.length - 100] ^= 1;
        Files.write(sealed, bytes);

        assertNotEquals(0, run(decrypt(sealed)));
    }

    @Test
    void verifiesTheSignatureOfTheChipItself() throws IOException, InterruptedException {
        ChipImage image = image();
        byte[] wef02 = bytes(image, ChipFile.WEF02);
        byte[] wef03 = bytes(image, ChipFile.WEF03);
        Files.write(folder.resolve("wef02"), wef02);
        // 01 08 82 01 00, then 256 bytes.
        Files.write(folder.resolve("signature"), Arrays.copyOfRange(wef03, 5, 5 + 256));
        openssl(
                List.of(
                        "x509",
                        "-in",
                        signer().toString(),
                        "-pubkey",
                        "-noout",
                        "-out",
                        folder.resolve("public.pem").toString()));

        openssl(
                List.of(
                        "dgst",
                        "-sha256",
                        "-verify",
                        folder.resolve("public.pem").toString(),
                        "-signature",
                        folder.resolve("signature").toString(),
                        folder.resolve("wef02").toString()));
    }

    private Path sealed(Intent intent, ChipImage image) throws IOException {
        FactoryOrders orders = Orders.by(key());
        byte[] der = Base64.getDecoder().decode(orders.envelope(intent, image, Instant.now()));
        return Files.write(folder.resolve("order.der"), der);
    }

    private List<String> decrypt(Path sealed) {
        return List.of(
                "cms",
                "-decrypt",
                "-inform",
                "DER",
                "-in",
                sealed.toString(),
                "-inkey",
                OutsideKeys.folder().resolve(OutsideKeys.FACTORY + ".pem").toString(),
                "-recip",
                OutsideKeys.factory().certificateFile().toString(),
                "-out",
                folder.resolve("signed.der").toString());
    }

    private List<String> verify() throws IOException {
        return List.of(
                "cms",
                "-verify",
                "-inform",
                "DER",
                "-in",
                folder.resolve("signed.der").toString(),
                "-nointern",
                "-certfile",
                signer().toString(),
                "-noverify",
                "-purpose",
                "any",
                "-out",
                folder.resolve("order.json").toString());
    }

    /// The orderer's certificate alone.
    private Path signer() throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
            pem.writeObject(OutsideKeys.signer().certificate());
        }
        return Files.writeString(folder.resolve("orderer.pem"), text.toString());
    }

    private static byte[] bytes(ChipImage image, ChipFile file) {
        return image.files().getOrDefault(file, Octets.NONE).toArray();
    }

    private static SigningKey key() {
        OutsideKeys.signer();
        return new SigningKey(PemFile.read(OutsideKeys.signerFile()));
    }

    private static ChipImage image() {
        return Orders.image(Licences.typical(), key());
    }

    private void openssl(List<String> arguments) throws IOException, InterruptedException {
        assertEquals(0, run(arguments), () -> "openssl " + arguments + "\n" + output());
    }

    private int run(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(arguments);
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("openssl.log").toFile())
                        .start();
        assertTrue(process.waitFor(20, TimeUnit.SECONDS), "openssl does not end");
        return process.exitValue();
    }

    private String output() {
        try {
            return Files.readString(folder.resolve("openssl.log"));
        } catch (IOException cause) {
            return cause.toString();
        }
    }

    private static boolean isInstalled() throws IOException, InterruptedException {
        try {
            Process process = new ProcessBuilder("openssl", "version").start();
            return process.waitFor() == 0
                    && new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                            .startsWith("OpenSSL 3");
        } catch (IOException notInstalled) {
            return false;
        }
    }
}
