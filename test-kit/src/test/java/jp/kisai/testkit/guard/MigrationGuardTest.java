package jp.kisai.testkit.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationGuardTest {

    private static final String FOLDER = "consent-service/src/main/resources/db/consent/";

    @TempDir Path folder;

    @Test
    void acceptsWhatTheServiceMayDo() {
        Planted planted =
                planted(
                        "V1001__consents.sql",
                        "create table a (at timestamptz not null); -- not now()");

        assertEquals(List.of(), MigrationGuard.violations(planted.repository()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "V1__a.sql",
                "V0001__a.sql",
                "V1001_a.sql",
                "V1001__A.sql",
                "R__a.sql",
                "afterMigrate__rights.sql"
            })
    void reportsNamesThatDoNotFit(String name) {
        assertEquals(1, MigrationGuard.violations(planted(name, "select 1;").repository()).size());
    }

    @Test
    void reportsTwoMigrationsOfOneVersion() {
        Planted planted =
                planted("V1001__a.sql", "select 1;").file(FOLDER + "V1001__b.sql", "select 1;");

        assertEquals(1, MigrationGuard.violations(planted.repository()).size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create table a (at timestamptz default now());",
                "insert into a values (CURRENT_TIMESTAMP);",
                "create table a (at timestamp not null);",
                "create table a (id bigserial);",
                "create table a (id bigint generated always as identity);",
                "drop table a;",
                "alter table a drop column b;"
            })
    void reportsAClockIdsThatAreDrawnAndLostFacts(String sql) {
        Planted planted = planted("V1001__a.sql", "-- first\n" + sql);

        List<Violation> found = MigrationGuard.violations(planted.repository());

        assertEquals(1, found.size(), found::toString);
        assertEquals(2, found.getFirst().line());
    }

    private Planted planted(String name, String sql) {
        return Planted.in(folder)
                .file("consent-service/pom.xml", "<project/>")
                .file(FOLDER + name, sql);
    }
}
