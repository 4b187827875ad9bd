package jp.kisai.consent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import jp.kisai.consent.domain.CertificateKey;
import jp.kisai.consent.domain.Consent;
import jp.kisai.contracts.vocabulary.CertificateSerial;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.testkit.KafkaAndPostgres;
import jp.kisai.testkit.TablesOwner;
import org.junit.jupiter.api.Test;

/// Consents that were registered before their ends were kept get the ends that the rule gives them,
/// and holders the residences that are known of them. The statements are the migration's own, run
/// by the role that migrates, on a table of the same name that only this connection sees.
@QuarkusTest
@WithTestResource(TrustFiles.class)
@WithTestResource(
        value = KafkaAndPostgres.class,
        initArgs = @ResourceArg(name = "database", value = "consent"))
class ConsentMigrationTest {

    private static final String MIGRATION = "/db/consent/V1020__consent_standing.sql";
    private static final String RESIDENCES = "/db/consent/V1041__residences.sql";
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

    @Test
    void keepsTheStartAndTheEndThatTheRuleGives() throws SQLException, IOException {
        try (Connection connection = TablesOwner.connect();
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

    /// One holder who never moved, one who moved, one whose record a counter changed afterwards,
    /// and one of whom no residence is known.
    private static final String HOLDERS =
            """
            create temp table holders on commit drop as
            select cast('00000000-0000-0000-0000-00000000000' || n as uuid) as holder, residence
            from (values (1, '131016'), (2, '462012'), (3, '472018'), (4, null)) as h (n, residence);
            create temp table changes on commit drop as
            select holder as id, holder, timestamptz '2026-11-01 00:00Z' as order_at,
                   cast(1 as bigint) as producer_sequence, timestamptz '2026-11-02 00:00Z' as received_at
            from holders where residence <> '131016';
            create temp table change_items on commit drop as
            select id as change, 'ADDRESS' as item, '462012' as detail from changes;
            create temp table recorded_residences (holder uuid, municipality text, since timestamptz)
            on commit drop\
            """;

    @Test
    void keepsWhereHoldersLivedSoFar() throws SQLException, IOException {
        try (Connection connection = TablesOwner.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(HOLDERS);
            statement.execute(after(text(RESIDENCES), "-- Where no municipality told"));

            ResultSet rows =
                    statement.executeQuery(
                            "select right(cast(holder as text), 1) || ' ' || municipality || ' '"
                                    + " || coalesce(cast(cast(since at time zone 'UTC' as date) as text), 'so far')"
                                    + " from recorded_residences order by 1");
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            assertEquals(List.of("1 131016 so far", "3 472018 2026-11-02"), found);
            connection.rollback();
        }
    }

    /// What the migration does before it makes another table.
    private static String aboutConsents() throws IOException {
        String text = text(MIGRATION);
        return text.substring(0, text.indexOf("create table police_submissions"));
    }

    private static String after(String text, String begin) {
        return text.substring(text.indexOf(begin));
    }

    private static String text(String migration) throws IOException {
        try (InputStream file = ConsentMigrationTest.class.getResourceAsStream(migration)) {
            return new String(
                    Objects.requireNonNull(file, migration).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
