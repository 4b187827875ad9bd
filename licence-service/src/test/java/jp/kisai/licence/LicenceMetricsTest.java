package jp.kisai.licence;

import static io.restassured.RestAssured.given;
import static jp.kisai.licence.Scene.MOVED;
import static jp.kisai.licence.Scene.granted;
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
import jp.kisai.testkit.TestKafka;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// What this service measures is what the operators' page says, name by name and label by label.
@QuarkusTest
@WithTestResource(
        value = KafkaAndPostgres.class,
        initArgs = @ResourceArg(name = KafkaAndPostgres.DATABASE, value = "licence"))
class LicenceMetricsTest {

    private static final Set<String> OF_OTHERS =
            Set.of("kisai_consent_", "kisai_card_writer_", "kisai_notice_");

    @TestHTTPResource(value = "/metrics", management = true)
    URL metrics;

    @Test
    void whatIsMeasuredIsWhatThePageSays() {
        try (TestKafka kafka = TestKafka.connect()) {
            Scene scene = Scene.withLicence(kafka, "CARD_ONLY");
            scene.decide(Scene.change(), granted(MOVED));
            scene.changes(2);
        }

        // The drift is counted now and then only.
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .untilAsserted(
                        () ->
                                assertEquals(
                                        List.of(),
                                        MetricsPage.differences(
                                                given().get(metrics).asString(), OF_OTHERS)));
    }
}
