package jp.kisai.contracts.signature;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/// A private key and the certificate that goes with it. `toString()` shows no key.
public record SigningKey(PrivateKey key, X509Certificate certificate) {

    /// @param file PEM with one PKCS#8 key and its certificate
    /// @throws UncheckedIOException if it cannot be read
    /// @throws IllegalArgumentException if it holds anything else
    public static SigningKey read(Path file) {
        List<PrivateKey> keys = new ArrayList<>();
        List<X509Certificate> certificates = new ArrayList<>();
        try (Reader text = Files.newBufferedReader(file);
                PEMParser parser = new PEMParser(text)) {
            for (Object entry = parser.readObject(); entry != null; entry = parser.readObject()) {
                switch (entry) {
                    case PrivateKeyInfo info ->
                            keys.add(new JcaPEMKeyConverter().getPrivateKey(info));
                    case X509CertificateHolder holder ->
                            certificates.add(
                                    new JcaX509CertificateConverter().getCertificate(holder));
                    default -> throw new IllegalArgumentException(file + " holds something else");
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (CertificateException malformed) {
            throw new IllegalArgumentException(
                    file + " holds an unreadable certificate", malformed);
        }
        if (keys.size() != 1 || certificates.size() != 1) {
            throw new IllegalArgumentException(file + " must hold one key and its certificate");
        }
        return new SigningKey(keys.getFirst(), certificates.getFirst());
    }

    /// Over these exact bytes: see [DetachedSignature].
    public byte[] sign(byte[] content) {
        return DetachedSignature.sign(content, key, certificate);
    }

    @Override
    public String toString() {
        return "SigningKey[" + certificate.getSubjectX500Principal() + "]";
    }
}
