package jp.kisai.postbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jp.kisai.localstack.doubles.Pem;
import jp.kisai.localstack.doubles.SelfSigned;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Until when certificates are valid, as operators see it.
class ExpiriesTest {

    private static final String PASSWORD = "of-the-test";

    @TempDir private Path folder;

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Expiries expiries = new Expiries(metrics);

    @Test
    void theLastOfSeveralCounts() throws Exception {
        X509Certificate one = pem("one").certificate();
        Instant later = Instant.parse("2100-01-01T00:00:00Z");

        expiries.watch("signer", List.of(one));
        expiries.watch("municipality", () -> later);
        expiries.watch("nothing", () -> null);

        assertEquals(
                Map.of(
                        "signer",
                        seconds(one),
                        "municipality",
                        (double) later.getEpochSecond(),
                        "nothing",
                        Double.NaN),
                shown());
    }

    @Test
    void theFilesOfTheConnectionsAreRead() throws Exception {
        Path certificate = folder.resolve("ca.crt");
        X509Certificate authority = pem("authority").certificate();
        Files.writeString(certificate, Pem.text(authority));
        Pem own = pem("own");

        new ConnectionExpiries(
                new SmallRyeConfigBuilder()
                        .withDefaultValue("kafka.ssl.keystore.type", "PKCS12")
                        .withDefaultValue("kafka.ssl.keystore.location", keyStore(own).toString())
                        .withDefaultValue("kafka.ssl.keystore.password", PASSWORD)
                        .withDefaultValue("kafka.ssl.truststore.type", "PEM")
                        .withDefaultValue("kafka.ssl.truststore.location", certificate.toString())
                        .withDefaultValue(
                                "quarkus.datasource.reactive.trust-certificate-pem.certs",
                                certificate.toString())
                        .build(),
                expiries);

        assertEquals(
                Map.of(
                        "kafka-client", seconds(own.certificate()),
                        "kafka-trust", seconds(authority),
                        "database-trust", seconds(authority)),
                shown());
    }

    @Test
    void whereNothingIsEncryptedNothingExpires() {
        new ConnectionExpiries(new SmallRyeConfigBuilder().build(), expiries);

        assertEquals(Map.of(), shown());
    }

    @Test
    void aFileThatCannotBeReadStopsTheStart() {
        var config =
                new SmallRyeConfigBuilder()
                        .withDefaultValue("kafka.ssl.truststore.type", "PEM")
                        .withDefaultValue(
                                "kafka.ssl.truststore.location",
                                folder.resolve("nowhere").toString())
                        .build();

        assertThrows(IllegalStateException.class, () -> new ConnectionExpiries(config, expiries));
    }

    private Pem pem(String name) throws Exception {
        return SelfSigned.p256(folder.resolve(name + ".pem"), "CN=" + name);
    }

    private Path keyStore(Pem own) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                "own",
                own.key(),
                PASSWORD.toCharArray(),
                new X509Certificate[] {own.certificate()});
        Path file = folder.resolve("user.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
        return file;
    }

    private static double seconds(X509Certificate certificate) {
        return certificate.getNotAfter().toInstant().getEpochSecond();
    }

    private Map<String, Double> shown() {
        Map<String, Double> shown = new TreeMap<>();
        for (Gauge gauge : metrics.find("kisai.certificate.expires.timestamp.seconds").gauges()) {
            shown.put(String.valueOf(gauge.getId().getTag("what")), gauge.value());
        }
        return shown;
    }
}
