package jp.kisai.postbox;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/// Until when the files are valid with which this service speaks to broker and database.
///
/// They are read once, as the connections themselves do: a file that has been replaced since is
/// used after the next start, and until then the old one counts.
@Startup
@ApplicationScoped
class ConnectionExpiries {

    private static final String KEY_STORE = "kafka.ssl.keystore";
    private static final String TRUST_STORE = "kafka.ssl.truststore";
    private static final String DATABASE_TRUST =
            "quarkus.datasource.reactive.trust-certificate-pem.certs";
    private static final String PEM = "PEM";

    ConnectionExpiries(Config config, Expiries expiries) {
        store(config, KEY_STORE).ifPresent(found -> expiries.watch("kafka-client", found));
        store(config, TRUST_STORE).ifPresent(found -> expiries.watch("kafka-trust", found));
        config.getOptionalValue(DATABASE_TRUST, Path.class)
                .map(ConnectionExpiries::pem)
                .ifPresent(found -> expiries.watch("database-trust", found));
    }

    private static Optional<List<X509Certificate>> store(Config config, String prefix) {
        return config.getOptionalValue(prefix + ".location", Path.class)
                .map(
                        file -> {
                            String type =
                                    config.getOptionalValue(prefix + ".type", String.class)
                                            .orElseGet(KeyStore::getDefaultType);
                            return type.equals(PEM)
                                    ? pem(file)
                                    : keyStore(
                                            file,
                                            type,
                                            config.getOptionalValue(
                                                    prefix + ".password", String.class));
                        });
    }

    private static List<X509Certificate> keyStore(
            Path file, String type, Optional<String> password) {
        try (InputStream bytes = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance(type);
            store.load(bytes, password.map(String::toCharArray).orElse(null));
            List<X509Certificate> certificates = new ArrayList<>();
            for (String alias : Collections.list(store.aliases())) {
                if (store.getCertificate(alias) instanceof X509Certificate certificate) {
                    certificates.add(certificate);
                }
            }
            return certificates;
        } catch (IOException | GeneralSecurityException unreadable) {
            throw new IllegalStateException(file + " cannot be read", unreadable);
        }
    }

    private static List<X509Certificate> pem(Path file) {
        try (InputStream bytes = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificates(bytes).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (IOException | GeneralSecurityException unreadable) {
            throw new IllegalStateException(file + " cannot be read", unreadable);
        }
    }
}
