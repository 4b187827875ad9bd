package jp.kisai.contracts.signature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bouncycastle.openssl.jcajce.JcaMiscPEMGenerator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.util.io.pem.PemObjectGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeyTest {

    private static final byte[] CONTENT = "{}".getBytes(StandardCharsets.UTF_8);

    @TempDir private Path folder;

    @Test
    void signsAsItsCertificateProves() throws IOException {
        for (Keys keys : List.of(Keys.p256(), Keys.rsa(2048))) {
            SigningKey read = SigningKey.read(file(key(keys), certificate(keys)));

            assertEquals(
                    new DetachedSignature.Check.Signed(keys.certificate()),
                    DetachedSignature.check(
                            CONTENT, read.sign(CONTENT), List.of(keys.certificate())));
            assertFalse(read.toString().contains("Private"), "no key is shown");
        }
    }

    @Test
    void takesNothingButOneKeyAndItsCertificate() throws IOException {
        Keys keys = Keys.p256();
        List<Path> wrong =
                List.of(
                        file(),
                        file(key(keys)),
                        file(certificate(keys)),
                        file(key(keys), certificate(keys), key(keys)),
                        file(key(keys), certificate(keys), certificate(keys)));

        for (Path file : wrong) {
            assertThrows(IllegalArgumentException.class, () -> SigningKey.read(file));
        }
        assertThrows(UncheckedIOException.class, () -> SigningKey.read(folder.resolve("none.pem")));
    }

    private Path file(PemObjectGenerator... entries) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            for (PemObjectGenerator entry : entries) {
                writer.writeObject(entry);
            }
        }
        return Files.writeString(Files.createTempFile(folder, "key", ".pem"), text.toString());
    }

    private static PemObjectGenerator key(Keys keys) throws IOException {
        return new JcaPKCS8Generator(keys.key(), null);
    }

    private static PemObjectGenerator certificate(Keys keys) throws IOException {
        return new JcaMiscPEMGenerator(keys.certificate());
    }
}
