package jp.kisai.localstack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jp.kisai.contracts.Source;
import jp.kisai.contracts.audit.AuditChain;
import jp.kisai.contracts.audit.AuditClosing;
import jp.kisai.contracts.signature.DetachedSignature;
import jp.kisai.localstack.doubles.Pem;
import jp.kisai.localstack.doubles.SelfSigned;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The audit trail of a service that has worked for three days leaves it, and is checked: by the
/// command, and by a stranger with the page and `openssl`.
class AuditCommandTest {

    private static final LocalDate MONDAY = LocalDate.parse("2026-01-05");
    private static final String SERVICE = "consent-service";
    private static final int PER_PAGE = 2;

    @TempDir private Path folder;

    private HttpServer server;
    private Pem key;

    /// Three entries on Monday, none on Tuesday, three on Wednesday.
    private final List<String> lines = new ArrayList<>();

    private final List<String> stored = new ArrayList<>();
    private int failAfterPages = Integer.MAX_VALUE;

    @BeforeEach
    void serve() throws Exception {
        key = SelfSigned.p256(folder.resolve("signer.pem"), "C=JP,O=Kisai,CN=audit test");
        work(MONDAY);
        work(MONDAY.plusDays(2));
        server = LoneService.serve(SERVICE, folder, this::answer);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void everyDayThatIsNotStoredIsExportedAndFoundSound() {
        Ended exported = export();
        Ended verified = verify();

        assertEquals(0, exported.code(), exported.output());
        assertEquals(3, stored.size());
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
        failAfterPages = 3;
        assertEquals(1, export().code());
        String monday = Files.readString(file(0));
        assertFalse(Files.exists(file(2)));
        failAfterPages = Integer.MAX_VALUE;

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
        for (String tool : List.of("bash", "openssl", "sha256sum")) {
            assumeTrue(isInstalled(tool), tool + " is not installed: skipped");
        }
        export();
        Files.writeString(folder.resolve("service.pem"), Pem.text(key.certificate()));

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

    private static boolean isInstalled(String tool) throws InterruptedException {
        try {
            return new ProcessBuilder("sh", "-c", "command -v " + tool).start().waitFor() == 0;
        } catch (IOException noShell) {
            return false;
        }
    }

    private void work(LocalDate day) {
        for (int i = 0; i < 3; i++) {
            String previous =
                    lines.isEmpty()
                            ? AuditChain.genesis(Source.CONSENT)
                            : AuditChain.hash(lines.getLast());
            int position = lines.size() + 1;
            lines.add(
                    "{\"position\":%d,\"previous\":\"%s\",\"at\":\"%sT01:00:00.000000Z\",\"act\":\"LOOK-%d\"}"
                            .formatted(position, previous, day, position));
        }
    }

    private List<String> of(LocalDate day) {
        return lines.stream().filter(line -> line.contains("\"at\":\"" + day)).toList();
    }

    private AuditClosing closing(LocalDate day) {
        int last = day.isBefore(MONDAY.plusDays(2)) ? 3 : 6;
        return new AuditClosing(
                Source.CONSENT, day, of(day).size(), last, AuditChain.hash(lines.get(last - 1)));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString();
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        boolean refused = false;
        String answer;
        if (path.startsWith("/realms")) {
            answer = "{\"access_token\":\"t\",\"expires_in\":300}";
        } else if (path.equals("/operations/audit")) {
            answer =
                    "{\"first\":\"%s\",\"last\":\"%s\",\"notStored\":\"%s\"}"
                            .formatted(MONDAY, MONDAY.plusDays(2), MONDAY);
        } else {
            LocalDate day = LocalDate.parse(path.substring("/operations/audit/".length(), 28));
            if (path.endsWith("/closing")) {
                answer = signed(closing(day).line());
            } else if (path.endsWith("/stored")) {
                refused = !body.contains(closing(day).previous());
                stored.add(body);
                answer = refused ? "{\"type\":\"urn:kisai:problem:other-file\"}" : body;
            } else {
                refused = failAfterPages-- <= 0;
                answer = refused ? "{\"title\":\"away\"}" : page(day, path);
            }
        }
        byte[] bytes = answer.getBytes(UTF_8);
        exchange.sendResponseHeaders(refused ? 409 : 200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private String page(LocalDate day, String path) {
        int after = Integer.parseInt(path.replaceAll(".*after=", ""));
        List<String> rest = of(day).stream().filter(line -> lines.indexOf(line) >= after).toList();
        List<String> page = rest.stream().limit(PER_PAGE).toList();
        return "{\"lines\":[%s],\"more\":%b,\"after\":%d}"
                .formatted(
                        page.stream()
                                .map(line -> "\"" + line.replace("\"", "\\\"") + "\"")
                                .collect(Collectors.joining(",")),
                        rest.size() > page.size(),
                        page.isEmpty() ? after : lines.indexOf(page.getLast()) + 1);
    }

    private String signed(String line) {
        byte[] signature =
                DetachedSignature.sign(line.getBytes(UTF_8), key.key(), key.certificate());
        return "{\"line\":\"%s\",\"signature\":\"%s\"}"
                .formatted(
                        line.replace("\"", "\\\""), Base64.getEncoder().encodeToString(signature));
    }

    private Path file(int day) {
        return folder.resolve("audit")
                .resolve("%s-%s.jsonl".formatted(SERVICE, MONDAY.plusDays(day)));
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
