package jp.kisai.cardwriter.outside;

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
import jp.kisai.contracts.signature.CryptoProviders;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/// The keys and certificates in one PEM file.
record PemFile(Path path, List<PrivateKey> keys, List<X509Certificate> certificates) {

    PemFile {
        keys = List.copyOf(keys);
        certificates = List.copyOf(certificates);
    }

    /// @throws UncheckedIOException if the file cannot be read, or holds anything else
    static PemFile read(Path path) {
        // Keys are to be of the provider that uses them: it translates another's at each signature.
        CryptoProviders.install();
        List<PrivateKey> keys = new ArrayList<>();
        List<X509Certificate> certificates = new ArrayList<>();
        try (Reader reader = Files.newBufferedReader(path);
                PEMParser parser = new PEMParser(reader)) {
            for (Object next = parser.readObject(); next != null; next = parser.readObject()) {
                switch (next) {
                    case PrivateKeyInfo key ->
                            keys.add(new JcaPEMKeyConverter().getPrivateKey(key));
                    case X509CertificateHolder certificate ->
                            certificates.add(
                                    new JcaX509CertificateConverter().getCertificate(certificate));
                    default -> throw new IOException(path + " holds something unexpected");
                }
            }
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        } catch (CertificateException cause) {
            throw new UncheckedIOException(new IOException(path + " is damaged", cause));
        }
        return new PemFile(path, keys, certificates);
    }

    PrivateKey onlyKey() {
        if (keys.size() != 1) {
            throw new IllegalStateException(path + " must hold exactly one private key");
        }
        return keys.getFirst();
    }

    X509Certificate onlyCertificate() {
        if (certificates.size() != 1) {
            throw new IllegalStateException(path + " must hold exactly one certificate");
        }
        return certificates.getFirst();
    }
}
