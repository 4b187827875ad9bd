package jp.kisai.licence.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import jp.kisai.licence.Scene;
import jp.kisai.testkit.KafkaAndPostgres;
import jp.kisai.testkit.TestKafka;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.ds.PGSimpleDataSource;

/// The database itself keeps the history, whoever connects.
@QuarkusTest
@WithTestResource(
        value = KafkaAndPostgres.class,
        initArgs = @ResourceArg(name = KafkaAndPostgres.DATABASE, value = "licence"))
class HistoryTest {

    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    static Stream<String> rewritings() {
        return Stream.of("licence_version", "applied_change", "chip_proof", "online_course_step")
                .flatMap(
                        table ->
                                Stream.of(
                                        "update " + table + " set recorded_at = recorded_at",
                                        "update "
                                                + table
                                                + " set holder = holder where holder is null",
                                        "delete from " + table,
                                        "truncate " + table + " cascade"));
    }

    @ParameterizedTest
    @MethodSource("rewritings")
    void refusesToRewriteItEvenForTheTablesOwner(String rewriting) throws SQLException {
        try (TestKafka kafka = TestKafka.connect();
                Connection owner = source().getConnection();
                Statement statement = owner.createStatement()) {
            Scene scene = Scene.withLicence(kafka, "CARD_ONLY");

            SQLException refusal =
                    assertThrows(SQLException.class, () -> statement.execute(rewriting));

            assertEquals(INSUFFICIENT_PRIVILEGE, refusal.getSQLState());
            assertEquals(List.of(1L), versions(statement, scene));
        }
    }

    /// A session that replays changes would skip ordinary triggers. The service's role may not open
    /// one, and history's triggers fire in it all the same.
    @Test
    void noSessionSkipsTheTriggers() throws SQLException {
        try (Connection owner = source().getConnection();
                Statement statement = owner.createStatement()) {
            SQLException refusal =
                    assertThrows(
                            SQLException.class,
                            () -> statement.execute("set session_replication_role = replica"));
            assertEquals(INSUFFICIENT_PRIVILEGE, refusal.getSQLState());

            assertEquals(4, triggersThatAlwaysFire(statement));
        }
    }

    private static int triggersThatAlwaysFire(Statement statement) throws SQLException {
        String always =
                "select count(*) from pg_trigger where tgname like '%is_history' and tgenabled = 'A'";
        try (ResultSet rows = statement.executeQuery(always)) {
            assertTrue(rows.next());
            return rows.getInt(1);
        }
    }

    private static List<Long> versions(Statement statement, Scene scene) throws SQLException {
        String ofHolder =
                "select version from licence_version where holder = '" + scene.holder.text() + "'";
        try (ResultSet rows = statement.executeQuery(ofHolder)) {
            assertTrue(rows.next());
            return List.of(rows.getLong(1));
        }
    }

    private static PGSimpleDataSource source() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(setting("quarkus.datasource.jdbc.url"));
        source.setUser(setting("quarkus.datasource.username"));
        source.setPassword(setting("quarkus.datasource.password"));
        return source;
    }

    private static String setting(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }
}
