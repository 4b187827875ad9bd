package jp.kisai.consent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import jp.kisai.testkit.KafkaAndPostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How old the revocation lists are that something rests on, as the gauges say it. Other tests'
/// certificates may be in the same database: all that is looked at is what one certificate more
/// makes of it.
@QuarkusTest
@WithTestResource(TrustFiles.class)
@WithTestResource(
        value = KafkaAndPostgres.class,
        initArgs = @ResourceArg(name = "database", value = "consent"))
class ListWatchTest {

    private static final String POINT = "list-watch-test";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject ListWatch watch;
    @Inject MeterRegistry metrics;
    @Inject AgroalDataSource database;

    private double missingBefore;
    private double ageBefore;

    @BeforeEach
    void lookBefore() {
        measure();
        missingBefore = gauge("missing");
        ageBefore = gauge("age.ratio");
    }

    @AfterEach
    void leaveNothing() {
        rows().execute("delete from certificates where distribution_point = ?", POINT);
        rows().execute("delete from revocation_lists where distribution_point = ?", POINT);
    }

    @Test
    void countsAPointWithoutAList() {
        certificate(Duration.ofDays(1));

        measure();

        assertEquals(missingBefore + 1, gauge("missing"));
        assertEquals(ageBefore, gauge("age.ratio"), 0.01);
    }

    @Test
    void looksAtTheNewestListOfEachPoint() {
        certificate(Duration.ofDays(1));
        list(1, Duration.ofDays(4), Duration.ofDays(-2));
        list(2, Duration.ofDays(20), Duration.ofDays(90));

        measure();

        assertEquals(10, gauge("age.ratio"), 0.01);
        assertEquals(missingBefore, gauge("missing"));
    }

    /// Our own limit is 48 hours; a list may name a shorter one.
    @Test
    void takesTheShorterOfTheTwoLimits() {
        certificate(Duration.ofDays(1));
        list(1, Duration.ofDays(5), Duration.ofHours(-110));

        measure();

        assertEquals(12, gauge("age.ratio"), 0.01);
    }

    @Test
    void looksAtNoPointWhoseCertificatesHaveAllExpired() {
        certificate(Duration.ofSeconds(-1));
        list(1, Duration.ofDays(200), Duration.ofDays(-2));

        measure();

        assertEquals(ageBefore, gauge("age.ratio"), 0.01);
        assertEquals(missingBefore, gauge("missing"));
    }

    private void measure() {
        watch.watch().await().atMost(PATIENCE);
    }

    private double gauge(String name) {
        return metrics.get("kisai.consent.lists." + name).gauge().value();
    }

    private void certificate(Duration left) {
        rows().execute(
                        """
                        insert into certificates
                          (authority, serial, holder, not_before, not_after, distribution_point, name,
                           name_substitutes, birth_date, gender, address, address_substitutes, received_at)
                        values ('list-watch', '1', ?, ?, ?, ?, '記載　花子', '00000', date '1990-01-02', 'FEMALE',
                                '鹿児島県', '0000', ?)\
                        """,
                        UUID.randomUUID(),
                        at(Duration.ofDays(-300)),
                        at(left),
                        POINT,
                        at(Duration.ZERO));
    }

    private void list(int number, Duration age, Duration left) {
        rows().execute(
                        """
                        insert into revocation_lists
                          (authority, distribution_point, number, this_update, next_update, entries, imported_at)
                        values ('list-watch', ?, ?, ?, ?, 0, ?)\
                        """,
                        POINT,
                        number,
                        at(age.negated()),
                        at(left),
                        at(Duration.ZERO));
    }

    private static OffsetDateTime at(Duration fromNow) {
        return Instant.now().plus(fromNow).atOffset(ZoneOffset.UTC);
    }

    private Rows rows() {
        return new Rows(database);
    }
}
