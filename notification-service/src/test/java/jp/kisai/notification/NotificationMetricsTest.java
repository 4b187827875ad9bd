package jp.kisai.notification;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import jp.kisai.testkit.KafkaAndPostgres;
import jp.kisai.testkit.MetricsPage;
import jp.kisai.testkit.Tokens;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// What this service measures is what the operators' page says, name by name and label by label.
@QuarkusTest
@WithTestResource(
        value = KafkaAndPostgres.class,
        initArgs = @ResourceArg(name = "database", value = "notification"))
class NotificationMetricsTest extends HeardAndAsked {

    /// Deliveries are counted, and a certificate is watched, once a channel is set up.
    private static final Set<String> OF_OTHERS =
            Set.of(
                    "kisai_consent_",
                    "kisai_licence_",
                    "kisai_card_writer_",
                    "kisai_notice_deliveries_total",
                    "kisai_certificate_");

    @TestHTTPResource(value = "/metrics", management = true)
    URL metrics;

    @Test
    void whatIsMeasuredIsWhatThePageSays() {
        refusedMove();
        as(Tokens.operator()).get("/operations/flows");

        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(
                        () ->
                                assertEquals(
                                        List.of(),
                                        MetricsPage.differences(
                                                given().get(metrics).asString(), OF_OTHERS)));
    }
}
