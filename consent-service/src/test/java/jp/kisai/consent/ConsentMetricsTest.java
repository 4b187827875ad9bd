package jp.kisai.consent;

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
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.ChangeReason;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.localstack.doubles.Person;
import jp.kisai.localstack.doubles.Resident;
import jp.kisai.localstack.doubles.Town;
import jp.kisai.testkit.KafkaAndPostgres;
import jp.kisai.testkit.MetricsPage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// What this service measures is what the operators' page says, name by name and label by label.
@QuarkusTest
@WithTestResource(TrustFiles.class)
@WithTestResource(
        value = KafkaAndPostgres.class,
        initArgs = @ResourceArg(name = "database", value = "consent"))
class ConsentMetricsTest {

    /// What is rare is counted once it has happened.
    private static final Set<String> OF_OTHERS =
            Set.of(
                    "kisai_licence_",
                    "kisai_card_writer_",
                    "kisai_notice_",
                    "kisai_consent_engines_disagree_total",
                    "kisai_consent_ocsp_question_seconds",
                    "kisai_consent_recalls_total",
                    "kisai_consent_checks_unknown_total");

    @TestHTTPResource(value = "/metrics", management = true)
    URL metrics;

    @Test
    void whatIsMeasuredIsWhatThePageSays() throws Exception {
        try (Cast cast = Cast.assemble()) {
            cast.handOverLists();
            Resident resident = cast.consented(Town.CHIYODA, Item.ADDRESS);
            Person moved =
                    resident.person().movedTo(Town.KAGOSHIMA, Town.KAGOSHIMA.officeAddress());
            ChangeKey change =
                    cast.says(
                            Town.KAGOSHIMA,
                            resident,
                            ChangeReason.MOVE,
                            Cast.now(),
                            Cast.address(moved));
            cast.verdicts(resident, change, 1);
        }

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
