package jp.kisai.consent;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import jp.kisai.testkit.KafkaAndPostgres;
import jp.kisai.testkit.TestKafka;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// When the first municipality has no valid certificate any more, as one number for all of them.
@QuarkusTest
@WithTestResource(TrustFiles.class)
@WithTestResource(
        value = KafkaAndPostgres.class,
        initArgs = @ResourceArg(name = "database", value = "consent"))
class ProducerExpiryTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String LONG_AGO = "2001-12-31T00:00:00Z";

    @Inject AgroalDataSource database;
    @Inject MeterRegistry metrics;

    @Test
    void aCertificateThatRanOutIsSeenUntilItIsEnded() throws Exception {
        String code;
        try (TestKafka kafka = TestKafka.connect()) {
            code = Sender.registered(kafka).code.digits();
        }
        Rows rows = new Rows(database);
        rows.execute(
                "update producers set valid_from = '2001-01-01T00:00:00Z',"
                        + " valid_until = '"
                        + LONG_AGO
                        + "' where municipality = ?",
                code);
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> certifiedUntil() == Instant.parse(LONG_AGO).getEpochSecond());

        rows.execute("update producers set ended_at = now() where municipality = ?", code);

        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> certifiedUntil() != Instant.parse(LONG_AGO).getEpochSecond());
    }

    private double certifiedUntil() {
        return metrics.get("kisai.certificate.expires.timestamp.seconds")
                .tag("what", "municipality")
                .gauge()
                .value();
    }
}
