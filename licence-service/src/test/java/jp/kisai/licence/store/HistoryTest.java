package jp.kisai.licence.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import jp.kisai.licence.Scene;
import jp.kisai.testkit.KafkaAndPostgres;
import jp.kisai.testkit.TablesOwner;
import jp.kisai.testkit.TestKafka;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The database itself keeps the history, whoever connects.
@QuarkusTest
@WithTestResource(
        value = KafkaAndPostgres.class,
        initArgs = @ResourceArg(name = KafkaAndPostgres.DATABASE, value = "licence"))
class HistoryTest {

    private static final String INSUFFICIENT_PRIVILEGE = "42501";
    private static final String OWNER = "licence_owner";
    private static final List<String> HISTORY =
            List.of(
                    "applied_change",
                    "audit_entry",
                    "audit_export",
                    "chip_proof",
                    "licence_version",
                    "online_course_step",
                    "postbox_operation");

    @Inject AgroalDataSource service;

    static Stream<String> rewritings() {
        return HISTORY.stream()
                .flatMap(
                        table ->
                                Stream.of(
                                        "update " + table + " set " + column(table),
                                        "update "
                                                + table
                                                + " set "
                                                + column(table)
                                                + " where false",
                                        "delete from " + table,
                                        "truncate " + table + " cascade"));
    }

    /// What would take the protection away, and then the table.
    static Stream<String> disarmings() {
        return HISTORY.stream()
                .flatMap(
                        table ->
                                Stream.of(
                                        "alter table " + table + " disable trigger all",
                                        "alter table " + table + " disable trigger user",
                                        "drop trigger " + table + "_is_history on " + table,
                                        "alter table " + table + " owner to current_user",
                                        "create rule erased as on insert to "
                                                + table
                                                + " do instead nothing",
                                        "select 1 from " + table + " for update",
                                        "drop table " + table + " cascade"));
    }

    static Stream<String> usurpations() {
        return Stream.of(
                "set role " + OWNER,
                "set role postgres",
                "alter role " + OWNER + " password 'mine'",
                "grant " + OWNER + " to current_user",
                "set session_replication_role = replica",
                "create or replace function refuse_to_rewrite_history() returns trigger"
                        + " language plpgsql as $$ begin return null; end $$",
                "drop function refuse_to_rewrite_history() cascade",
                "drop schema public cascade",
                "create table licence_version_of_mine (holder uuid)");
    }

    @ParameterizedTest
    @MethodSource("rewritings")
    void refusesToRewriteItEvenForTheTablesOwner(String rewriting) throws SQLException {
        try (TestKafka kafka = TestKafka.connect();
                Connection owner = TablesOwner.connect();
                Statement statement = owner.createStatement()) {
            Scene scene = Scene.withLicence(kafka, "CARD_ONLY");

            SQLException refusal =
                    assertThrows(SQLException.class, () -> statement.execute(rewriting));

            assertEquals(INSUFFICIENT_PRIVILEGE, refusal.getSQLState());
            assertEquals(List.of("1"), versions(statement, scene));
        }
    }

    /// Not the triggers refuse here but PostgreSQL itself, which says so in other words.
    @ParameterizedTest
    @MethodSource({"rewritings", "disarmings", "usurpations"})
    void theServicesRoleMayNotEvenTry(String command) throws SQLException {
        try (Connection connection = service.getConnection();
                Statement statement = connection.createStatement()) {
            SQLException refusal =
                    assertThrows(SQLException.class, () -> statement.execute(command));

            assertEquals(INSUFFICIENT_PRIVILEGE, refusal.getSQLState(), refusal::toString);
            assertTrue(
                    refusal.toString().matches("(?s).*(permission denied|must be owner).*"),
                    refusal::toString);
        }
    }

    @Test
    void nobodyMayRewriteItButWhoMigratesAndTheSuperuser() throws SQLException {
        try (Connection connection = service.getConnection();
                Statement statement = connection.createStatement()) {
            for (String table : HISTORY) {
                assertEquals(List.of(OWNER, "postgres"), whoMayRewrite(statement, table), table);
            }
        }
    }

    @Test
    void theServicesRoleOwnsNothing() throws SQLException {
        try (Connection connection = service.getConnection();
                Statement statement = connection.createStatement()) {
            assertEquals(
                    List.of(),
                    column(
                            statement,
                            "select classid::regclass || ' ' || objid from pg_shdepend"
                                    + " where refobjid = current_user::regrole and deptype = 'o'"));
            assertEquals(
                    List.of(),
                    column(
                            statement,
                            "select tablename from pg_tables where schemaname = 'public'"
                                    + " and has_table_privilege(schemaname || '.' || tablename,"
                                    + " 'truncate, references, trigger, maintain')"));
        }
    }

    /// It migrates when the service starts, and is gone when it has.
    @Test
    void theOwnerIsNotConnectedWhileTheServiceRuns() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () -> {
                            try (Connection connection = service.getConnection();
                                    Statement statement = connection.createStatement()) {
                                assertEquals(
                                        List.of(),
                                        column(
                                                statement,
                                                "select pid from pg_stat_activity where usename = '"
                                                        + OWNER
                                                        + "'"));
                            }
                        });
    }

    /// Were the service given the owner's role, its start would fail.
    @Test
    void rightsAreNotSetForAServiceThatOwnsTheTables() throws SQLException, IOException {
        try (Connection owner = TablesOwner.connect();
                Statement statement = owner.createStatement()) {
            SQLException refusal =
                    assertThrows(SQLException.class, () -> statement.execute(rightsFor(OWNER)));

            assertTrue(refusal.toString().contains("a role of its own"), refusal::toString);
        }
    }

    /// A session that replays changes would skip ordinary triggers. No role but the superuser may
    /// open one, and history's triggers fire in it all the same.
    @Test
    void noSessionSkipsTheTriggers() throws SQLException {
        try (Connection owner = TablesOwner.connect();
                Statement statement = owner.createStatement()) {
            SQLException refusal =
                    assertThrows(
                            SQLException.class,
                            () -> statement.execute("set session_replication_role = replica"));
            assertEquals(INSUFFICIENT_PRIVILEGE, refusal.getSQLState());

            assertEquals(
                    HISTORY,
                    column(
                            statement,
                            "select tgrelid::regclass from pg_trigger where tgenabled = 'A'"
                                    + " and tgname like '%\\_is\\_history' order by"
                                    + " cast(tgrelid::regclass as text) collate \"C\""));
        }
    }

    /// Every role that can log in and has, or can take on, a right to rewrite the table.
    private static List<String> whoMayRewrite(Statement statement, String table)
            throws SQLException {
        return column(
                statement,
                """
                select distinct login.rolname from pg_roles login
                join pg_roles taken on pg_has_role(login.oid, taken.oid, 'member')
                join pg_class history on history.oid = cast('%s' as regclass)
                where login.rolcanlogin
                  and (has_table_privilege(taken.oid, history.oid, 'update, delete, truncate, trigger')
                       or has_any_column_privilege(taken.oid, history.oid, 'update')
                       or taken.oid = history.relowner)
                order by 1\
                """
                        .formatted(table));
    }

    private static String column(String table) {
        return switch (table) {
            case "postbox_operation" -> "operator = operator";
            case "audit_entry" -> "line = line";
            case "audit_export" -> "hash = hash";
            default -> "recorded_at = recorded_at";
        };
    }

    private static String rightsFor(String role) throws IOException {
        try (InputStream rights =
                Objects.requireNonNull(
                        Thread.currentThread()
                                .getContextClassLoader()
                                .getResourceAsStream("db/postbox/afterMigrate__rights.sql"))) {
            return new String(rights.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("${service}", role);
        }
    }

    private static List<String> versions(Statement statement, Scene scene) throws SQLException {
        return column(
                statement,
                "select version from licence_version where holder = '" + scene.holder.text() + "'");
    }

    private static List<String> column(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }
}
