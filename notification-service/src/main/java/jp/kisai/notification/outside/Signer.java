package jp.kisai.notification.outside;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import jp.kisai.contracts.signature.DetachedSignature;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.jspecify.annotations.Nullable;

/// This service's key towards the portal, and its certificate. `toString()` shows no key.
record Signer(PrivateKey key, X509Certificate certificate) {

    /// @param file PEM with a PKCS#8 key and its certificate
    /// @throws IllegalStateException if it is anything else, which stops the start
    static Signer read(Path file) {
        PrivateKey key = null;
        X509Certificate certificate = null;
        try (Reader text = Files.newBufferedReader(file);
                PEMParser parser = new PEMParser(text)) {
            for (Object entry = parser.readObject(); entry != null; entry = parser.readObject()) {
                if (entry instanceof PrivateKeyInfo info) {
                    key = new JcaPEMKeyConverter().getPrivateKey(info);
                } else if (entry instanceof X509CertificateHolder holder) {
                    certificate = new JcaX509CertificateConverter().getCertificate(holder);
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (CertificateException malformed) {
            throw new IllegalStateException(file + " holds an unreadable certificate", malformed);
        }
        return of(file, key, certificate);
    }

    private static Signer of(
            Path file, @Nullable PrivateKey key, @Nullable X509Certificate certificate) {
        if (key == null || certificate == null) {
            throw new IllegalStateException(file + " must hold a private key and its certificate");
        }
        return new Signer(key, certificate);
    }

    /// CMS (RFC 5652), detached, DER.
    byte[] sign(byte[] body) {
        return DetachedSignature.sign(body, key, certificate);
    }

    @Override
    public String toString() {
        return "Signer[" + certificate.getSubjectX500Principal() + "]";
    }
}
