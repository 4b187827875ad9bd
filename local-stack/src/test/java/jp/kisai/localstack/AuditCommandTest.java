package jp.kisai.localstack;

import static jp.kisai.localstack.AuditedService.MONDAY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.kisai.contracts.Source;
import jp.kisai.contracts.audit.AuditClosing;
import jp.kisai.localstack.doubles.Pem;
import jp.kisai.localstack.doubles.SelfSigned;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The audit trail of a service that has worked for three days leaves it, and is checked: by the
/// command, and by a stranger with the page and `openssl`.
class AuditCommandTest {

    @TempDir private Path folder;

    private AuditedService service;

    @BeforeEach
    void serve() throws Exception {
        service = new AuditedService(folder);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void everyDayThatIsNotStoredIsExportedAndFoundSound() {
        Ended exported = export();
        Ended verified = verify();

        assertEquals(0, exported.code(), exported.output());
        assertEquals(3, service.stored.size());
        assertEquals(0, verified.code(), verified.output());
        assertEquals(
                List.of(
                        "consent-service-2026-01-05.jsonl: sound, 3 entries, the day before was not"
                                + " given",
                        "consent-service-2026-01-06.jsonl: sound, 0 entries, goes on from the day"
                                + " before",
                        "consent-service-2026-01-07.jsonl: sound, 3 entries, goes on from the day"
                                + " before"),
                verified.output().lines().toList());
    }

    @Test
    void whatWasCutOffIsGoneOnWithAndNothingIsWrittenTwice() throws IOException {
        service.failAfterPages = 3;
        assertEquals(1, export().code());
        String monday = Files.readString(file(0));
        assertFalse(Files.exists(file(2)));
        service.failAfterPages = Integer.MAX_VALUE;

        Ended again = export();

        assertEquals(0, again.code(), again.output());
        assertTrue(again.output().contains("was there already"), again.output());
        assertEquals(monday, Files.readString(file(0)));
        assertEquals(0, verify().code());
        try (var files = Files.list(folder.resolve("audit"))) {
            assertEquals(6, files.count());
        }
    }

    @Test
    void aFileThatIsNotTheServicesIsRefused() throws IOException {
        export();
        Files.writeString(
                file(0),
                new AuditClosing(Source.CONSENT, MONDAY, 0, 0, "0".repeat(64)).line() + "\n");

        Ended again = export();

        assertEquals(1, again.code());
        assertTrue(again.output().startsWith("other-file"), again.output());
    }

    @Test
    void theFirstEntryThatIsWrongIsNamed() throws IOException {
        export();
        Files.writeString(file(0), Files.readString(file(0)).replace("LOOK-2", "LOOK-9"));
        Files.delete(file(1));

        Ended verified = verify();

        assertEquals(1, verified.code());
        assertEquals(
                "consent-service-2026-01-05.jsonl: ALTERED: entry 2 was altered: entry 3 was made"
                        + " for another",
                verified.output().lines().findFirst().orElseThrow());
    }

    @Test
    void anotherKeyADayLeftOutAndAMissingSignatureAreSeen() throws Exception {
        export();
        Files.delete(file(1));
        Ended leftOut = verify();
        Files.delete(file(2).resolveSibling(file(2).getFileName() + ".p7s"));
        Ended unsigned = run("audit", "verify", "--certificate", pem("signer.pem"), path(file(2)));
        SelfSigned.p256(folder.resolve("other.pem"), "C=JP,O=Kisai,CN=another service");
        Ended otherKey = run("audit", "verify", "--certificate", pem("other.pem"), path(file(0)));

        assertTrue(leftOut.output().contains("NOT_CONTINUED: there is no file of 2026-01-06"));
        assertTrue(unsigned.output().contains("UNSIGNED"), unsigned.output());
        assertTrue(otherKey.output().contains("OTHER_KEY"), otherKey.output());
        assertEquals(3, leftOut.code() + unsigned.code() + otherKey.code());
    }

    /// The page's own commands, as they stand there.
    @Test
    void aStrangerNeedsNothingOfOurs() throws Exception {
        Tools.assumeInstalled("bash", "openssl", "sha256sum");
        export();
        Files.writeString(folder.resolve("service.pem"), Pem.text(service.key.certificate()));

        assertEquals(0, shell("signature"));
        assertEquals(0, shell("chain"));
        String whole = Files.readString(file(2));
        Files.writeString(file(2), whole.replace("LOOK-5", "LOOK-9"));
        assertNotEquals(0, shell("chain"));
        Files.writeString(file(2), whole.replace("\"last\":6", "\"last\":5"));
        assertNotEquals(0, shell("signature"));
    }

    private int shell(String step) throws Exception {
        String page = Files.readString(Home.folder().resolve("docs/operate/audit.md"));
        Matcher block =
                Pattern.compile("```sh step=" + step + "\\R(.*?)```", Pattern.DOTALL).matcher(page);
        assertTrue(block.find(), step);
        ProcessBuilder builder =
                new ProcessBuilder("bash", "-c", "set -euo pipefail\n" + block.group(1))
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("shell.log").toFile());
        builder.environment().put("FILE", path(file(2)));
        Process process = builder.start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return process.exitValue();
    }

    private Path file(int day) {
        return folder.resolve("audit")
                .resolve("%s-%s.jsonl".formatted(AuditedService.NAME, MONDAY.plusDays(day)));
    }

    private String pem(String name) {
        return path(folder.resolve(name));
    }

    private static String path(Path file) {
        return file.toAbsolutePath().toString();
    }

    private Ended export() {
        return run(
                "audit", "export", "--to", path(folder.resolve("audit")), "--data", path(folder));
    }

    private Ended verify() {
        List<String> arguments =
                new ArrayList<>(List.of("audit", "verify", "--certificate", pem("signer.pem")));
        for (int day = 0; day < 3; day++) {
            if (Files.exists(file(day))) {
                arguments.add(path(file(day)));
            }
        }
        return run(arguments.toArray(String[]::new));
    }

    private record Ended(int code, String output) {}

    private static Ended run(String... arguments) {
        StringWriter output = new StringWriter();
        PrintWriter writer = new PrintWriter(output, true);
        int code = Kisai.commandLine().setOut(writer).setErr(writer).execute(arguments);
        return new Ended(code, output.toString());
    }
}
