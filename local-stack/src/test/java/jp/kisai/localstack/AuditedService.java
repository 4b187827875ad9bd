package jp.kisai.localstack;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import jp.kisai.contracts.Source;
import jp.kisai.contracts.audit.AuditChain;
import jp.kisai.contracts.audit.AuditClosing;
import jp.kisai.contracts.signature.DetachedSignature;
import jp.kisai.localstack.doubles.Pem;
import jp.kisai.localstack.doubles.SelfSigned;

/// Answers as consent-service would that has worked for three days, and gives out tokens: three
/// entries on Monday, none on Tuesday, three on Wednesday.
final class AuditedService implements AutoCloseable {

    static final LocalDate MONDAY = LocalDate.parse("2026-01-05");
    static final String NAME = "consent-service";
    private static final int PER_PAGE = 2;

    /// What it was told that is stored.
    final List<String> stored = new ArrayList<>();

    /// It is away after so many pages.
    int failAfterPages = Integer.MAX_VALUE;

    final Pem key;
    private final HttpServer server;
    private final List<String> lines = new ArrayList<>();

    /// @param folder for its key, and in which commands find it
    AuditedService(Path folder) throws Exception {
        key = SelfSigned.p256(folder.resolve("signer.pem"), "C=JP,O=Kisai,CN=audit test");
        work(MONDAY);
        work(MONDAY.plusDays(2));
        server = LoneService.serve(NAME, folder, this::answer);
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
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
}
