package jp.kisai.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jp.kisai.localstack.doubles.Pem;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// What Strimzi makes in a cluster: an authority for the broker, another for its clients, and for
/// each client a PKCS#12 file with the certificate that names it.
///
/// All of it is new with every object, so that nothing here runs out; the authorities' keys are
/// never written down.
final class KafkaCertificates {

    private static final Duration VALID_BEFORE = Duration.ofDays(1);
    private static final Duration VALID_AFTER = Duration.ofDays(365);
    private static final int PASSWORD_BYTES = 16;
    private static final int SERIAL_BITS = 64;
    private static final String STORE = "PKCS12";
    private static final String ANCHOR = "PEM";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path folder;
    private final char[] password;
    private final Authority brokers = new Authority("cluster-ca");
    private final Authority clients = new Authority("clients-ca");
    private final Map<String, Map<String, String>> issued = new ConcurrentHashMap<>();

    KafkaCertificates(Path folder) {
        this.folder = folder;
        var bytes = new byte[PASSWORD_BYTES];
        RANDOM.nextBytes(bytes);
        this.password = HexFormat.of().formatHex(bytes).toCharArray();
    }

    /// What a broker needs to be known at this address and to know its clients.
    Map<String, String> brokerSettings(String address) {
        var here = new GeneralNames(new GeneralName(GeneralName.iPAddress, address));
        return Map.of(
                "ssl.client.auth",
                "required",
                "ssl.keystore.type",
                STORE,
                "ssl.keystore.location",
                store(brokers, "broker", Map.of(Extension.subjectAlternativeName, here)),
                "ssl.keystore.password",
                String.valueOf(password),
                "ssl.truststore.type",
                ANCHOR,
                "ssl.truststore.location",
                anchor(clients));
    }

    /// What a client needs to be this principal; the same at every call.
    Map<String, String> clientSettings(String principal) {
        return issued.computeIfAbsent(
                principal,
                name ->
                        Map.of(
                                "security.protocol",
                                "SSL",
                                "ssl.keystore.type",
                                STORE,
                                "ssl.keystore.location",
                                store(clients, name, Map.of()),
                                "ssl.keystore.password",
                                String.valueOf(password),
                                "ssl.truststore.type",
                                ANCHOR,
                                "ssl.truststore.location",
                                anchor(brokers)));
    }

    private String store(
            Authority authority,
            String commonName,
            Map<ASN1ObjectIdentifier, ? extends ASN1Encodable> extensions) {
        var file = folder.resolve(commonName + ".p12");
        var keys = keys();
        var certificate = authority.sign(named(commonName), keys.getPublic(), extensions);
        try {
            Files.createDirectories(folder);
            var store = KeyStore.getInstance(STORE);
            store.load(null, password);
            store.setKeyEntry(
                    commonName,
                    keys.getPrivate(),
                    password,
                    new Certificate[] {certificate, authority.certificate});
            try (var out = Files.newOutputStream(file)) {
                store.store(out, password);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Could not make the key store " + file, e);
        }
        return file.toString();
    }

    private String anchor(Authority authority) {
        var file = folder.resolve(authority.commonName + ".crt");
        try {
            Files.createDirectories(folder);
            Files.writeString(file, Pem.text(authority.certificate));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toString();
    }

    private static X500Name named(String commonName) {
        return new X500Name("CN=" + commonName);
    }

    private static KeyPair keys() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK makes no P-256 keys.", e);
        }
    }

    /// Signs certificates with a key that lives as long as this object.
    private static final class Authority {

        private final String commonName;
        private final KeyPair keys = keys();
        private final X509Certificate certificate;

        Authority(String commonName) {
            this.commonName = commonName;
            this.certificate =
                    sign(
                            named(commonName),
                            keys.getPublic(),
                            Map.of(
                                    Extension.basicConstraints, new BasicConstraints(0),
                                    Extension.keyUsage, new KeyUsage(KeyUsage.keyCertSign)));
        }

        X509Certificate sign(
                X500Name subject,
                PublicKey key,
                Map<ASN1ObjectIdentifier, ? extends ASN1Encodable> extensions) {
            var now = Instant.now();
            var builder =
                    new JcaX509v3CertificateBuilder(
                            named(commonName),
                            new BigInteger(SERIAL_BITS, RANDOM).setBit(SERIAL_BITS),
                            Date.from(now.minus(VALID_BEFORE)),
                            Date.from(now.plus(VALID_AFTER)),
                            subject,
                            key);
            try {
                for (var extension : extensions.entrySet()) {
                    builder.addExtension(extension.getKey(), true, extension.getValue());
                }
                return new JcaX509CertificateConverter()
                        .getCertificate(
                                builder.build(
                                        new JcaContentSignerBuilder("SHA256withECDSA")
                                                .build(keys.getPrivate())));
            } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
                throw new IllegalStateException("Could not sign for " + subject, e);
            }
        }
    }
}
