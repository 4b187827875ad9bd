package jp.kisai.consent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.Set;
import javax.sql.DataSource;
import jp.kisai.consent.domain.CertificateKey;
import jp.kisai.consent.domain.Consent;
import jp.kisai.contracts.vocabulary.CertificateSerial;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.testkit.KafkaAndPostgres;
import org.junit.jupiter.api.Test;

/// Consents that were registered before their ends were kept get the ends that the rule gives them.
/// The statements are the migration's own, run on a table of the same name that only this
/// connection sees.
@QuarkusTest
@WithTestResource(TrustFiles.class)
@WithTestResource(
        value = KafkaAndPostgres.class,
        initArgs = @ResourceArg(name = "database", value = "consent"))
class ConsentMigrationTest {

    private static final String MIGRATION = "/db/consent/V1020__consent_standing.sql";
    private static final CertificateKey SIGNED_WITH =
            new CertificateKey("aa", new CertificateSerial(BigInteger.ONE));

    /// Given at midnight in Tokyo of every day of 33 years, and a second before.
    private static final String CONSENTS =
            """
            create temp table consents on commit drop as
            select gen_random_uuid() as holder, cast(v as bigint) as version,
                   cast(d || ' 00:00 Asia/Tokyo' as timestamptz) - case when v = 1 then interval '1 second'
                                                                         else interval '0' end as given_at,
                   cast(null as timestamptz) as withdrawn_at
            from generate_series(date '1999-01-01', date '2031-12-31', interval '1 day') as day (moment)
            cross join lateral (select cast(moment as date)) as days (d)
            cross join generate_series(1, 2) as versions (v)\
            """;

    @Inject DataSource database;

    @Test
    void keepsTheStartAndTheEndThatTheRuleGives() throws SQLException, IOException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(CONSENTS);
            statement.execute(aboutConsents());

            ResultSet rows =
                    statement.executeQuery("select given_at, starts_at, ends_at from consents");
            int compared = 0;
            while (rows.next()) {
                Consent consent =
                        new Consent(
                                1,
                                rows.getObject(1, OffsetDateTime.class).toInstant(),
                                Set.of(Item.NAME),
                                SIGNED_WITH,
                                null);
                assertEquals(consent.start(), rows.getObject(2, OffsetDateTime.class).toInstant());
                assertEquals(
                        consent.end(),
                        rows.getObject(3, OffsetDateTime.class).toInstant(),
                        () -> "given at " + consent.givenAt());
                compared++;
            }
            assertEquals(2 * 12_053, compared);
            connection.rollback();
        }
    }

    /// What the migration does before it makes another table.
    private static String aboutConsents() throws IOException {
        try (InputStream migration = ConsentMigrationTest.class.getResourceAsStream(MIGRATION)) {
            String text =
                    new String(
                            Objects.requireNonNull(migration, MIGRATION).readAllBytes(),
                            StandardCharsets.UTF_8);
            return text.substring(0, text.indexOf("create table police_submissions"));
        }
    }
}
