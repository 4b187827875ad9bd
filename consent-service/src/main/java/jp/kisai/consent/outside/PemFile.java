package jp.kisai.consent.outside;

import java.io.IOException;
import java.io.StringReader;
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

/// What operators hand to the service in PEM files. A missing or unreadable file stops the start.
public final class PemFile {

    private PemFile() {}

    public static List<X509Certificate> certificates(Path file) {
        return certificates(text(file));
    }

    /// @param pem a text with at least one certificate
    /// @throws IllegalArgumentException if there is none, or an unreadable one
    public static List<X509Certificate> certificates(String pem) {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Object entry : entries(pem)) {
            if (entry instanceof X509CertificateHolder certificate) {
                certificates.add(parsed(certificate));
            }
        }
        if (certificates.isEmpty()) {
            throw new IllegalArgumentException("no certificate");
        }
        return List.copyOf(certificates);
    }

    /// A PKCS#8 private key and the certificate that goes with it.
    public static Signer signer(Path file) {
        for (Object entry : entries(text(file))) {
            if (entry instanceof PrivateKeyInfo key) {
                try {
                    return new Signer(
                            new JcaPEMKeyConverter().getPrivateKey(key),
                            certificates(file).getFirst());
                } catch (IOException unusable) {
                    throw new UncheckedIOException(unusable);
                }
            }
        }
        throw new IllegalArgumentException("no private key in " + file);
    }

    private static X509Certificate parsed(X509CertificateHolder certificate) {
        try {
            return new JcaX509CertificateConverter().getCertificate(certificate);
        } catch (CertificateException unreadable) {
            throw new IllegalArgumentException("an unreadable certificate", unreadable);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static List<Object> entries(String pem) {
        try (PEMParser parser = new PEMParser(new StringReader(pem))) {
            List<Object> entries = new ArrayList<>();
            for (Object entry = parser.readObject(); entry != null; entry = parser.readObject()) {
                entries.add(entry);
            }
            return entries;
        } catch (IOException malformed) {
            throw new IllegalArgumentException("not PEM", malformed);
        }
    }

    /// `toString()` shows no key.
    public record Signer(PrivateKey key, X509Certificate certificate) {
        @Override
        public String toString() {
            return "Signer[" + certificate.getSubjectX500Principal() + "]";
        }
    }
}
