package jp.kisai.localstack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The operators' commands against a service that answers what the test says: what they ask, in
/// whose name, and what they print.
class OperatorCommandsTest {

    private static final String PLAN =
            "{\"id\":\"p\",\"action\":\"REPLAY\",\"records\":3,\"toRehearse\":%d,\"toDo\":%d,"
                    + "\"rehearsed\":{\"HANDLED\":3},\"outcomes\":{}}";

    @TempDir private Path data;

    private HttpServer server;
    private final Map<String, Deque<String>> answers = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private int status = 200;

    @BeforeEach
    void serve() throws IOException {
        server = LoneService.serve("consent-service", data, this::answer);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aPlanIsRehearsedToItsEndWhenItIsPrepared() {
        say("POST /operations/plans", PLAN.formatted(3, 3));
        say("POST /operations/plans/p/rehearsal", PLAN.formatted(1, 3), PLAN.formatted(0, 3));

        Ended ended =
                run(
                        "plan",
                        "prepare",
                        "consent-service",
                        "replay",
                        "--cause",
                        "UNKNOWN_PRODUCER",
                        "--reason",
                        "late");

        assertEquals(0, ended.code(), ended.output());
        assertTrue(ended.output().contains("rehearsed    {\"HANDLED\":3}"), ended.output());
        assertEquals(3, asked.size(), asked::toString);
        assertTrue(asked.getFirst().contains("\"cause\":\"UNKNOWN_PRODUCER\""), asked::toString);
        assertTrue(asked.getFirst().startsWith("operator POST"), asked::toString);
    }

    @Test
    void aPlanIsCarriedOutToItsEndInTheSecondOperatorsName() {
        say("POST /operations/plans/p/confirmation", PLAN.formatted(0, 3));
        say("POST /operations/plans/p/step", PLAN.formatted(0, 1), PLAN.formatted(0, 0));

        Ended ended =
                run(
                        "plan",
                        "confirm",
                        "consent-service",
                        "p",
                        "--as",
                        "operator-2",
                        "--reason",
                        "agreed");

        assertEquals(0, ended.code(), ended.output());
        assertEquals(3, asked.size(), asked::toString);
        assertTrue(
                asked.stream().allMatch(line -> line.startsWith("operator-2 POST")),
                asked::toString);
    }

    @Test
    void aRefusalIsSaidInTheServicesOwnWords() {
        status = 409;
        say(
                "POST /operations/dead-letters/l/replay",
                "{\"type\":\"urn:kisai:problem:earlier-unresolved\",\"detail\":\"k goes first\"}");

        Ended ended = run("dead-letters", "replay", "consent-service", "l", "--reason", "mended");

        assertEquals(1, ended.code());
        assertEquals("earlier-unresolved: k goes first (409)", ended.output().strip());
    }

    @Test
    void aRehearsalIsAskedForAsSuchAndARecordThatStaysOpenIsNoSuccess() {
        say(
                "POST /operations/dead-letters/l/replay?rehearsal=true",
                "{\"letter\":\"l\",\"ending\":\"REJECTED\",\"detail\":\"FORGED\"}");

        Ended ended =
                run(
                        "dead-letters",
                        "replay",
                        "consent-service",
                        "l",
                        "--rehearse",
                        "--reason",
                        "mended");

        assertEquals(1, ended.code());
        assertEquals("REJECTED FORGED", ended.output().strip());
    }

    @Test
    void clustersOfEveryServiceAreOneTable() {
        say(
                "GET /operations/dead-letters/clusters",
                "[{\"topic\":\"resident.changed.v1\",\"cause\":\"FORGED\",\"records\":12,"
                        + "\"oldest\":\"2026-11-23T01:02:03Z\",\"newest\":\"2026-11-23T01:02:04Z\"}]");

        Ended ended = run("dead-letters");

        assertEquals(0, ended.code(), ended.output());
        assertEquals(
                """
                service          topic                cause   records  oldest                newest
                consent-service  resident.changed.v1  FORGED  12       2026-11-23T01:02:03Z  2026-11-23T01:02:04Z
                """,
                ended.output());
    }

    @Test
    void theBalanceNamesEveryMunicipalityPageByPage() {
        say("GET /producers", "[{\"municipality\":\"131016\"}]");
        say("GET /producers?after=131016", "[]");
        say(
                "GET /producers/131016",
                "{\"standing\":{\"missing\":2,\"missingSince\":\"2026-11-23T00:00:00Z\"},"
                        + "\"balances\":[{\"day\":\"2026-11-22\",\"received\":5,\"applied\":3,"
                        + "\"waiting\":1,\"refused\":1,\"duplicate\":0,\"setAside\":1}]}");

        Ended ended = run("report", "balance");

        assertEquals(0, ended.code(), ended.output());
        assertTrue(
                ended.output().contains("131016        2026-11-22  5         3        1        1"),
                ended.output());
    }

    @Test
    void aServiceThatThereIsNotIsNamed() {
        Ended ended = run("operations", "concent-service");

        assertEquals(1, ended.code());
        assertEquals(
                "There is no service concent-service; there are consent-service.",
                ended.output().strip());
    }

    private record Ended(int code, String output) {}

    private Ended run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--data", data.toString()));
        StringWriter output = new StringWriter();
        PrintWriter out = new PrintWriter(output, true);
        int code = Kisai.commandLine().setOut(out).setErr(out).execute(all.toArray(String[]::new));
        return new Ended(code, output.toString());
    }

    private void say(String request, String... inTurn) {
        answers.put(request, new ArrayDeque<>(List.of(inTurn)));
    }

    /// The token of a person is their name.
    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        if (request.endsWith("/openid-connect/token")) {
            String name = body.replaceFirst(".*username=([^&]+).*", "$1");
            reply(exchange, 200, "{\"access_token\":\"" + name + "\",\"expires_in\":900}");
            return;
        }
        String who = exchange.getRequestHeaders().getFirst("Authorization").substring(7);
        asked.add(who + " " + request + " " + body);
        Deque<String> said = answers.get(request);
        reply(
                exchange,
                said == null ? 404 : status,
                said == null ? "{\"title\":\"unexpected\"}" : said.removeFirst());
    }

    private static void reply(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
