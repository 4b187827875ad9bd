package jp.kisai.localstack;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static jp.kisai.localstack.AuditedService.MONDAY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The nightly export of the cluster, as it stands in the manifests. A double of `aws` keeps a
/// bucket in a folder and says what the real one says to a name that is taken.
class AuditExportJobTest {

    private static final String SCRIPT = "deploy/k8s/components/audit-export/audit-export.sh";
    private static final int LIMIT_SECONDS = 60;

    private static final String AWS =
            """
            #!/bin/sh
            [ "$1 $3 $5" = 's3api --endpoint-url --bucket' ] || exit 2
            file=bucket/$8
            case $2 in
              put-object)
                [ "${11} ${12} ${13} ${14}" = '--checksum-algorithm SHA256 --if-none-match *' ] || exit 2
                [ ! -e no-bucket ] || { echo 'An error occurred (NoSuchBucket)' >&2; exit 254; }
                [ ! -e "$file" ] || { echo 'An error occurred (PreconditionFailed)' >&2; exit 254; }
                cp "${10}" "$file" ;;
              get-object) cp "$file" "$9" ;;
            esac
            """;

    @TempDir private Path folder;

    private AuditedService service;

    private record Ended(int code, String output) {}

    @BeforeEach
    void serve() throws Exception {
        Tools.assumeInstalled("sh", "curl", "jq");
        service = new AuditedService(folder);
        Path aws = Files.writeString(folder.resolve("aws"), AWS);
        Files.setPosixFilePermissions(aws, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createDirectory(folder.resolve("bucket"));
        Files.writeString(folder.resolve("client-secret"), "a secret & more");
    }

    @AfterEach
    void stop() {
        if (service != null) {
            service.close();
        }
    }

    @Test
    void whatIsStoredIsFoundSound() throws Exception {
        Ended exported = export();

        assertEquals(0, exported.code(), exported.output());
        assertEquals(
                List.of(
                        "consent-service-2026-01-05.jsonl: 3 entries",
                        "consent-service-2026-01-06.jsonl: 0 entries",
                        "consent-service-2026-01-07.jsonl: 3 entries",
                        "consent-service: every day is stored"),
                exported.output().lines().toList());
        assertEquals(3, service.stored.size());
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "audit",
                                "verify",
                                "--certificate",
                                folder.resolve("signer.pem").toString()));
        for (int day = 0; day < 3; day++) {
            arguments.add(file(day).toString());
        }
        StringWriter said = new StringWriter();
        PrintWriter writer = new PrintWriter(said, true);
        assertEquals(
                0,
                Kisai.commandLine()
                        .setOut(writer)
                        .setErr(writer)
                        .execute(arguments.toArray(String[]::new)),
                said::toString);
    }

    @Test
    void whatIsThereIsNeverWrittenAgain() throws Exception {
        export();
        String signature = Files.readString(signatureOf(0), ISO_8859_1);

        Ended again = export();

        assertEquals(0, again.code(), again.output());
        assertTrue(again.output().contains("2026-01-05.jsonl: was there already"), again.output());
        assertEquals(signature, Files.readString(signatureOf(0), ISO_8859_1));
        assertEquals(6, service.stored.size());
    }

    @Test
    void anotherFileOfThatNameIsNamed() throws Exception {
        Files.writeString(file(1), "somebody else's");

        Ended exported = export();

        assertEquals(1, exported.code(), exported.output());
        assertTrue(
                exported.output()
                        .contains(
                                "other-file: consent-service-2026-01-06.jsonl is not what"
                                        + " consent-service has"),
                exported.output());
        assertEquals("somebody else's", Files.readString(file(1)));
        assertEquals(1, service.stored.size());
    }

    @Test
    void whatWasCutOffIsGoneOnWith() throws Exception {
        service.failAfterPages = 3;
        Ended cutOff = export();
        service.failAfterPages = Integer.MAX_VALUE;

        Ended again = export();

        assertEquals(1, cutOff.code(), cutOff.output());
        assertTrue(cutOff.output().contains("consent-service: refused, 409"), cutOff.output());
        assertEquals(0, again.code(), again.output());
        assertTrue(again.output().contains("2026-01-07.jsonl: 3 entries"), again.output());
    }

    @Test
    void nothingIsSaidToBeStoredThatIsNot() throws Exception {
        Files.createFile(folder.resolve("no-bucket"));

        Ended exported = export();

        assertEquals(1, exported.code(), exported.output());
        assertTrue(exported.output().contains("NoSuchBucket"), exported.output());
        assertEquals(List.of(), service.stored);
    }

    @Test
    void aServiceThatIsAwayDoesNotHoldUpTheOthers() throws Exception {
        Ended exported =
                run("licence-service=http://127.0.0.1:9 consent-service=" + service.address());

        assertEquals(1, exported.code(), exported.output());
        assertTrue(exported.output().contains("licence-service: "), exported.output());
        assertTrue(
                exported.output().contains("consent-service: every day is stored"),
                exported.output());
        assertFalse(exported.output().contains("a secret"), exported.output());
    }

    private Path file(int day) {
        return folder.resolve("bucket")
                .resolve("%s-%s.jsonl".formatted(AuditedService.NAME, MONDAY.plusDays(day)));
    }

    private Path signatureOf(int day) {
        return file(day).resolveSibling(file(day).getFileName() + ".p7s");
    }

    private Ended export() throws IOException, InterruptedException {
        return run(AuditedService.NAME + "=" + service.address());
    }

    private Ended run(String services) throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        ProcessBuilder builder =
                new ProcessBuilder("sh", Home.folder().resolve(SCRIPT).toString())
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        builder.environment()
                .putAll(
                        Map.of(
                                "PATH",
                                folder + ":" + System.getenv("PATH"),
                                "KISAI_AUDIT_SERVICES",
                                services,
                                "KISAI_AUDIT_STORE",
                                "https://store.invalid",
                                "KISAI_AUDIT_BUCKET",
                                "audit",
                                "KISAI_AUDIT_CLIENT",
                                "audit-export",
                                "KISAI_AUDIT_FILES",
                                folder.toString(),
                                "QUARKUS_OIDC_AUTH_SERVER_URL",
                                service.address() + "/realms/kisai"));
        Process process = builder.start();
        boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertTrue(ended, "no end after " + LIMIT_SECONDS + " s");
        return new Ended(process.exitValue(), Files.readString(output));
    }
}
