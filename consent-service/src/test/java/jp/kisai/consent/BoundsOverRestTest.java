package jp.kisai.consent;

import static io.restassured.RestAssured.given;
import static jp.kisai.consent.web.Forms.consent;
import static jp.kisai.consent.web.Forms.post;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.ChangeReason;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.localstack.doubles.Person;
import jp.kisai.localstack.doubles.Resident;
import jp.kisai.localstack.doubles.Town;
import jp.kisai.testkit.KafkaAndPostgres;
import jp.kisai.testkit.Tokens;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Too much, too long, and too many at once, as somebody at a counter sees it, and everybody else.
@QuarkusTest
@WithTestResource(TrustFiles.class)
@WithTestResource(
        value = KafkaAndPostgres.class,
        initArgs = @ResourceArg(name = "database", value = "consent"))
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BoundsOverRestTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MOST_BYTES = 131_072;

    @Inject Inspection inspection;
    @Inject ConsentSettings settings;
    @Inject MeterRegistry metrics;
    @Inject Vertx vertx;

    private Cast cast;
    private CountDownLatch end = new CountDownLatch(0);
    private final AtomicInteger open = new AtomicInteger();

    @BeforeAll
    void assemble() throws IOException, GeneralSecurityException {
        cast = Cast.assemble();
        cast.handOverLists();
    }

    @AfterEach
    void letGo() {
        end.countDown();
        Awaitility.await().atMost(PATIENCE).until(() -> open.get() == 0);
    }

    @AfterAll
    void close() {
        cast.close();
    }

    @Test
    void asksToComeAgainWhenACheckIsLateAndKeepsNobodyElse() {
        Resident resident = cast.resident(Town.NAHA);
        double before = unknown("OUT_OF_TIME");
        occupy(settings.checkThreads());
        long begin = System.nanoTime();

        post(resident.holder(), "/consents", Tokens.officer(), consent(resident, Cast.now()))
                .statusCode(503)
                .body("title", equalTo("TRY_AGAIN_LATER"))
                .body("detail", equalTo("OUT_OF_TIME"));

        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        assertTrue(took.toMillis() >= settings.checkDeadlineMs(), took::toString);
        assertTrue(unknown("OUT_OF_TIME") > before);
        given().get("/holders/" + resident.holder().text() + "/consents").then().statusCode(401);
    }

    @Test
    void turnsAwayWhatFindsTheQueueFullWhileTheGatewayIsHeard() {
        Resident resident = cast.consented(Town.NAHA, Item.ADDRESS);
        double before = unknown("OVERLOADED");
        occupy(settings.checkThreads() + settings.checksQueued());

        post(resident.holder(), "/consents", Tokens.officer(), consent(resident, Cast.now()))
                .statusCode(503)
                .body("title", equalTo("TRY_AGAIN_LATER"))
                .body("detail", equalTo("OVERLOADED"));

        assertTrue(unknown("OVERLOADED") > before);
        Person moved = resident.person().movedTo(Town.CHIYODA, Town.CHIYODA.officeAddress());
        cast.renewed(resident, moved, Cast.now());
        ChangeKey change =
                cast.says(
                        Town.CHIYODA, resident, ChangeReason.MOVE, Cast.now(), Cast.address(moved));
        cast.granted(resident.holder(), change, Item.ADDRESS);
        letGo();
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                post(
                                                resident.holder(),
                                                "/consents",
                                                Tokens.officer(),
                                                consent(resident, Cast.now()))
                                        .statusCode(201));
    }

    @Test
    void readsNoBodyThatIsTooLong() throws IOException, InterruptedException {
        byte[] most = new byte[MOST_BYTES];
        byte[] more = new byte[MOST_BYTES + 1];

        assertEquals(400, status(BodyPublishers.ofByteArray(most)));
        assertEquals(413, status(BodyPublishers.ofByteArray(more)));
        assertEquals(413, status(withoutLength("A".repeat(MOST_BYTES))));
    }

    @Test
    void measuresWhatACheckCosts() {
        cast.resident(Town.NAHA);

        assertTrue(
                metrics.get("kisai.consent.certificate.check")
                                .tag("result", "IN_ORDER")
                                .timer()
                                .count()
                        >= 1);
    }

    /// Checks that do not end before the test does.
    private void occupy(int checks) {
        CountDownLatch latch = new CountDownLatch(1);
        end = latch;
        CountDownLatch begun = new CountDownLatch(Math.min(checks, settings.checkThreads()));
        for (int i = 0; i < checks; i++) {
            open.incrementAndGet();
            vertx.getOrCreateContext()
                    .runOnContext(
                            _ ->
                                    inspection
                                            .atCounter(
                                                    () -> {
                                                        begun.countDown();
                                                        latch.await();
                                                        return true;
                                                    })
                                            .subscribe()
                                            .with(
                                                    _ -> open.decrementAndGet(),
                                                    _ -> open.decrementAndGet()));
        }
        Awaitility.await().atMost(PATIENCE).until(() -> begun.getCount() == 0);
    }

    private double unknown(String doubt) {
        return metrics.get("kisai.consent.checks.unknown").tag("doubt", doubt).counter().count();
    }

    /// Chunked, and right as far as it goes.
    private static BodyPublisher withoutLength(String document) {
        byte[] bytes = "{\"document\":\"%s\"}".formatted(document).getBytes(StandardCharsets.UTF_8);
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes));
    }

    private int status(BodyPublisher body) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://localhost:%d/holders/%s/consents"
                                                .formatted(
                                                        ConfigProvider.getConfig()
                                                                .getValue(
                                                                        "quarkus.http.test-port",
                                                                        Integer.class),
                                                        cast.resident(Town.NAHA).holder().text())))
                        .header("Content-Type", "application/json")
                        .header("Authorization", "Bearer " + Tokens.officer())
                        .version(HttpClient.Version.HTTP_1_1)
                        .POST(body)
                        .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }
}
