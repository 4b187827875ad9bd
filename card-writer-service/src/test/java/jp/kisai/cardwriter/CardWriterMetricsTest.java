package jp.kisai.cardwriter;

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
import jp.kisai.contracts.vocabulary.EncodingState;
import jp.kisai.testkit.KafkaAndPostgres;
import jp.kisai.testkit.MetricsPage;
import jp.kisai.testkit.Tokens;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// What this service measures is what the operators' page says, name by name and label by label.
@QuarkusTest
@WithTestResource(OutsideKeys.class)
@WithTestResource(
        value = KafkaAndPostgres.class,
        initArgs = @ResourceArg(name = KafkaAndPostgres.DATABASE, value = "card_writer"))
class CardWriterMetricsTest extends FactoryAtWork {

    /// New cards and pictures are counted once there is one.
    private static final Set<String> OF_OTHERS =
            Set.of(
                    "kisai_consent_",
                    "kisai_licence_",
                    "kisai_notice_",
                    "kisai_card_writer_photographs_total",
                    "kisai_card_writer_productions_total");

    @TestHTTPResource(value = "/metrics", management = true)
    URL metrics;

    @Test
    void whatIsMeasuredIsWhatThePageSays() {
        given().auth().oauth2(Tokens.operator()).get("/operations/flows");
        Scene read = workshop.scene();
        read.record(1, "千代田区霞が関二丁目");
        read.await(1, EncodingState.ENCODED);
        workshop.factory().pause();
        Scene waiting = workshop.scene();
        waiting.record(1, "千代田区霞が関三丁目");
        waiting.await(1, EncodingState.ORDERED);

        try {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .untilAsserted(
                            () ->
                                    assertEquals(
                                            List.of(),
                                            MetricsPage.differences(
                                                    given().get(metrics).asString(), OF_OTHERS)));
        } finally {
            workshop.factory().resume();
        }
    }
}
