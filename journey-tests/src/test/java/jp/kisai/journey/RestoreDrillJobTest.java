package jp.kisai.journey;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import jp.kisai.localstack.Database;
import jp.kisai.localstack.Home;
import jp.kisai.localstack.Service;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The weekly drill of the cluster, as it stands in the manifests, asks the running suite's
/// databases. A double of `kubectl` notes what is made and deleted, and has `psql` ask what would
/// be in the restored clusters. What is planted stands in a schema that only its questions see.
class RestoreDrillJobTest {

    private static final String SCRIPT = "deploy/k8s/components/restore-drill/restore-drill.sh";
    private static final Pattern HOLDER = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}");
    private static final int LIMIT_SECONDS = 60;

    private static final String KUBECTL =
            """
            #!/bin/sh
            [ "$1 $2" = '-n drilled' ] || exit 2
            shift 2
            case $1 in
              get) echo 'postgresql:18 7Gi' ;;
              create) cat >> made.yaml; echo '---' >> made.yaml ;;
              delete) echo "$3" >> deleted ;;
              wait) echo "$4" >> awaited; [ "$4" != "$NEVER_READY" ] ;;
              exec) [ "$2 $4 $5 $6" = '-i -c postgres --' ] || exit 2; shift 6; exec "$@" ;;
            esac
            """;

    private static final List<String> NOTES = List.of("made.yaml", "deleted", "awaited");
    private static final String BUT_ONE =
            " where holder::text <> (select min(holder::text) from public.desk)";

    @TempDir private Path folder;

    private final Database database = Suite.running().stack().database();

    /// What a run of the drill came to.
    private record Drill(int exitCode, String output) {}

    @BeforeEach
    void aDayHasBeen() throws Exception {
        assumeTrue(PageSteps.isInstalled("psql"), "psql is not installed: skipped");
        Suite.day();
        Path kubectl = Files.writeString(folder.resolve("kubectl"), KUBECTL);
        Files.setPosixFilePermissions(kubectl, PosixFilePermissions.fromString("rwxr-xr-x"));
        for (Service service : Service.values()) {
            plant(service, "");
        }
    }

    @AfterEach
    void nothingIsPlantedAnyMore() throws SQLException {
        for (Service service : Service.values()) {
            plant(service, "drop schema planted cascade");
        }
    }

    @Test
    void restoresAllToOneMomentAndDeletesWhatAgrees() throws Exception {
        Drill drill = agreed();

        assertTrue(drill.output().contains("Nothing is missing"), drill.output());
        assertEquals(
                5,
                Pattern.compile("(?m)^compared    .*: [1-9][0-9]*$")
                        .matcher(drill.output())
                        .results()
                        .count(),
                drill.output());
        String made = Files.readString(folder.resolve("made.yaml"));
        for (Service service : Service.values()) {
            String name = service.module().replace("service", "db");
            assertTrue(made.contains("  name: " + name + "-drill\n"), made);
            assertTrue(made.contains("      source: " + name + "\n"), made);
            assertTrue(made.contains("          serverName: " + name + "\n"), made);
        }
        assertEquals(4, made.split("imageName: postgresql:18\n", -1).length - 1, made);
        assertEquals(4, made.split("size: 7Gi\n", -1).length - 1, made);
        assertEquals(
                1,
                Pattern.compile("targetTime: \"(.*)\"")
                        .matcher(made)
                        .results()
                        .map(found -> Instant.parse(found.group(1)))
                        .distinct()
                        .count());
        assertEquals(4, Files.readAllLines(folder.resolve("awaited")).size());
        assertEquals(8, Files.readAllLines(folder.resolve("deleted")).size());
    }

    @Test
    void takesYesterdayNoonInJapan() throws Exception {
        drill(Map.of("KISAI_DRILL_MOMENT", ""));

        String made = Files.readString(folder.resolve("made.yaml"));
        Instant noon =
                Instant.now()
                        .plus(Duration.ofHours(9))
                        .truncatedTo(ChronoUnit.DAYS)
                        .minus(Duration.ofHours(21));
        assertTrue(made.contains("targetTime: \"" + noon + "\""), made);
    }

    @Test
    void keepsWhatDiffersAndNamesNobody() throws Exception {
        plant(
                Service.CONSENT,
                """
                create view planted.consents as
                  select * from public.consents where 1 / (version - version) = version
                """);
        plant(Service.LICENCE, none("applied_change"));
        plant(
                Service.CARD_WRITER,
                "create view planted.desk as select * from public.desk" + BUT_ONE);
        plant(
                Service.NOTIFICATION,
                """
                create view planted.holder_facts as
                  select holder, 900 as licence_version, consent_until from public.holder_facts
                """);

        Drill drill = drill();

        assertEquals(1, drill.exitCode(), drill.output());
        for (String said :
                List.of(
                        "DIFFERENT   granted items and items that the record judged: of consent in"
                                + " licence: ",
                        "DIFFERENT   newest versions of records, and what the card writer follows:"
                                + " of licence in card-writer: 1 or more",
                        "DIFFERENT   newest versions of records, and what holders are told of: of"
                                + " notification in licence: ",
                        "DIFFERENT   changes that the record applied, and notices of them: of"
                                + " notification in licence: ",
                        "BROKEN OFF  consents that count, and consents whose end is watched: of"
                                + " consent in notification")) {
            assertTrue(drill.output().contains(said), said + "\n" + drill.output());
        }
        assertFalse(drill.output().contains("Nothing is missing"), drill.output());
        assertFalse(HOLDER.matcher(drill.output()).find(), drill.output());
        assertEquals(4, Files.readAllLines(folder.resolve("deleted")).size());
    }

    @Test
    void doesNotCountPeopleWhoWaitForAnOperator() throws Exception {
        plant(
                Service.CARD_WRITER,
                """
                create view planted.postbox_holder as
                  select min(holder::text)::uuid as holder, gen_random_uuid() as hold from public.desk;
                create view planted.desk as select * from public.desk
                """
                        + BUT_ONE);

        assertTrue(agreed().output().contains("Nothing is missing"));
    }

    @Test
    void nothingRestoredIsNotNothingMissing() throws Exception {
        plant(Service.CONSENT, none("changes") + none("consents"));
        plant(Service.LICENCE, none("licence_version") + none("applied_change"));
        plant(Service.CARD_WRITER, none("desk"));
        plant(Service.NOTIFICATION, none("holder_facts") + none("notice"));

        Drill drill = drill();

        assertEquals(1, drill.exitCode(), drill.output());
        assertTrue(drill.output().contains("EMPTY"), drill.output());
        assertFalse(drill.output().contains("DIFFERENT"), drill.output());
    }

    @Test
    void aDatabaseThatDoesNotComeUpEndsIt() throws Exception {
        Drill drill =
                drill(Map.of("NEVER_READY", "clusters.postgresql.cnpg.io/card-writer-db-drill"));

        assertEquals(1, drill.exitCode(), drill.output());
        assertFalse(drill.output().contains("compared"), drill.output());
        assertEquals(4, Files.readAllLines(folder.resolve("deleted")).size());
    }

    private static String none(String table) {
        return "create view planted.%1$s as select * from public.%1$s where false;"
                .formatted(table);
    }

    private void plant(Service service, String statements) throws SQLException {
        try (Connection connection = database.connectAsSuperuser(service.database());
                Statement statement = connection.createStatement()) {
            statement.execute("drop schema if exists planted cascade");
            statement.execute("create schema planted; " + statements);
        }
    }

    /// What the tests before left on its way arrives first.
    private Drill agreed() {
        return await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(500))
                .until(
                        () -> {
                            for (String note : NOTES) {
                                Files.deleteIfExists(folder.resolve(note));
                            }
                            return drill();
                        },
                        drill -> drill.exitCode() == 0);
    }

    private Drill drill() throws IOException, InterruptedException {
        return drill(
                Map.of(
                        "KISAI_DRILL_MOMENT",
                        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString()));
    }

    private Drill drill(Map<String, String> variables) throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        ProcessBuilder builder =
                new ProcessBuilder("sh", Home.folder().resolve(SCRIPT).toString())
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        builder.environment()
                .putAll(
                        Map.of(
                                "PATH", folder + ":" + System.getenv("PATH"),
                                "KISAI_DRILL_NAMESPACE", "drilled",
                                "KISAI_DRILL_PATIENCE", "1m",
                                "KISAI_DRILL_SETTLED", "0 seconds",
                                "NEVER_READY", "",
                                "PGHOST", database.host(),
                                "PGPORT", String.valueOf(database.port()),
                                "PGUSER", "postgres",
                                "PGPASSWORD", database.password(),
                                "PGOPTIONS", "-c search_path=planted,public"));
        builder.environment().putAll(variables);
        Process process = builder.start();
        boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertTrue(ended, "no end after " + LIMIT_SECONDS + " s");
        return new Drill(process.exitValue(), Files.readString(output));
    }
}
