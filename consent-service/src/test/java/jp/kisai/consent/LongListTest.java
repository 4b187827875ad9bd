package jp.kisai.consent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import jp.kisai.consent.outside.PemFile;
import jp.kisai.testkit.KafkaAndPostgres;
import jp.kisai.testkit.Tokens;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A long list is imported in the memory of a short one, over HTTP and into the database. With
/// `-Dkisai.tests.list-entries=1000000` the list is as long as a nation's.
@QuarkusTest
@WithTestResource(TrustFiles.class)
@WithTestResource(
        value = KafkaAndPostgres.class,
        initArgs = @ResourceArg(name = "database", value = "consent"))
class LongListTest {

    private static final Logger LOG = Logger.getLogger(LongListTest.class);
    private static final int ENTRIES = Integer.getInteger("kisai.tests.list-entries", 20_000);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final long MOST_MEGABYTES = 64;

    @Test
    void importsALongListInBoundedMemory(@TempDir Path folder)
            throws IOException, GeneralSecurityException, InterruptedException {
        Path first = folder.resolve("first.crl");
        Path second = folder.resolve("second.crl");
        PemFile.Signer anchor = PemFile.signer(TrustFiles.FOLDER.resolve("jpki/anchor.pem"));
        String point = "Long list of " + Instant.now();
        new LongList(Cast.now().minusSeconds(60), ENTRIES).write(first, anchor, point);
        new LongList(Cast.now(), ENTRIES).write(second, anchor, point);

        Measured fresh = put(first);
        Measured again = put(second);

        LOG.infof(
                "%d entries, %d bytes: new in %d ms, the next day's in %d ms, %d MB more heap",
                ENTRIES,
                Files.size(first),
                fresh.took().toMillis(),
                again.took().toMillis(),
                Math.max(fresh.megabytes(), again.megabytes()));
        for (Measured one : new Measured[] {fresh, again}) {
            assertEquals(200, one.response().statusCode(), one.response().body());
            assertTrue(one.response().body().contains("\"entries\":" + ENTRIES));
            assertTrue(one.megabytes() < MOST_MEGABYTES, one.megabytes() + " MB");
        }
        assertEquals(409, put(first).response().statusCode());
    }

    /// @param megabytes how much more heap was in use after a collection than before the import, at
    ///     most
    private record Measured(HttpResponse<String> response, Duration took, long megabytes) {}

    private static Measured put(Path list) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://localhost:%d/revocation-lists"
                                                .formatted(
                                                        ConfigProvider.getConfig()
                                                                .getValue(
                                                                        "quarkus.http.test-port",
                                                                        Integer.class))))
                        .header("Content-Type", "application/pkix-crl")
                        .header("Authorization", "Bearer " + Tokens.jpkiGateway())
                        .PUT(HttpRequest.BodyPublishers.ofFile(list))
                        .build();
        System.gc();
        long before = inUse();
        AtomicLong most = new AtomicLong(before);
        long start = System.nanoTime();
        try (HttpClient http = HttpClient.newHttpClient()) {
            CompletableFuture<HttpResponse<String>> response =
                    http.sendAsync(request, HttpResponse.BodyHandlers.ofString());
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(500))
                    .until(
                            () -> {
                                System.gc();
                                most.accumulateAndGet(inUse(), Math::max);
                                return response.isDone();
                            });
            return new Measured(
                    response.join(),
                    Duration.ofNanos(System.nanoTime() - start),
                    (most.get() - before) >> 20);
        }
    }

    /// What survived the last collection.
    private static long inUse() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getCollectionUsage)
                .mapToLong(usage -> usage == null ? 0 : usage.getUsed())
                .sum();
    }
}
