package jp.kisai.postbox;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ManagedContext;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import jp.kisai.contracts.Source;
import jp.kisai.contracts.Topics;
import jp.kisai.contracts.audit.AuditChain;
import jp.kisai.contracts.audit.AuditFile;
import jp.kisai.testkit.TablesOwner;
import jp.kisai.testkit.Tokens;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whoever works here leaves entries that nobody changes unnoticed.
@QuarkusTest
class AuditTest extends PostboxTest {

    private static final String PAUSE = "/flows/" + Topics.NOTICE_SENT + "/pause";
    private static final String RESUME = "/flows/" + Topics.NOTICE_SENT + "/resume";
    private static final String GENESIS =
            AuditChain.genesis(new Source("urn:kisai:notification-service"));
    private static final LocalDate DAY = LocalDate.parse("2026-01-05");
    private static final JsonMapper JSON = new JsonMapper();

    @Inject AuditTrail trail;
    @Inject Transactions transactions;
    @Inject Drain drain;
    @Inject Clock clock;
    @Inject PostboxSettings settings;

    @TempDir private Path folder;

    private final Desk desk = new Desk();

    /// An empty trail, as only the owner of the tables can make it.
    @BeforeEach
    void begin() {
        asOwner("truncate audit_entry, audit_export");
    }

    @Test
    void anActIsOnRecordInItsTransactionAndSoIsItsAnswer() {
        desk.post(PAUSE).statusCode(200);
        desk.post(RESUME).statusCode(200);

        List<JsonNode> entries = entries();

        assertEquals(
                List.of("COMMITTED", "ANSWERED", "COMMITTED", "ANSWERED"), each(entries, "step"));
        JsonNode paused = entries.getFirst();
        assertEquals("operator", paused.path("role").asText());
        assertEquals("POST /operations/flows/{topic}/pause", paused.path("act").asText());
        assertEquals(Topics.NOTICE_SENT, paused.at("/on/topic").asText());
        assertEquals("mended in 0.1.1", paused.path("reason").asText());
        assertEquals(paused.path("request"), entries.get(1).path("request"));
        assertEquals(200, entries.get(1).path("status").asInt());
        assertEquals(36, paused.path("subject").asText().length());
    }

    @Test
    void aLookIsOnRecordAndWhatWasRefused() {
        UUID letter = UUID.randomUUID();
        desk.get("/dead-letters/" + letter).statusCode(404);
        given().auth()
                .oauth2(Tokens.officer())
                .get("/operations/dead-letters/" + letter)
                .then()
                .statusCode(403);

        List<JsonNode> entries = entries();

        assertEquals(List.of("ANSWERED", "ANSWERED"), each(entries, "step"));
        assertEquals(List.of("404", "403"), each(entries, "status"));
        assertEquals(List.of("operator", "officer"), each(entries, "role"));
        assertEquals(letter.toString(), entries.getFirst().at("/on/letter").asText());
    }

    @Test
    void whatNamesNothingOrIsNobodysActIsNot() {
        desk.get("/flows").statusCode(200);
        given().auth().oauth2(Tokens.of()).get("/operations/flows").then().statusCode(403);
        take(List.of(Told.of(holder)));

        assertEquals(List.of(), entries());
    }

    @Test
    void aNameInAPathIsNotKept() {
        desk.get("/dead-letters/Hanako Yamada").statusCode(404);

        assertEquals("?", entries().getFirst().at("/on/letter").asText());
    }

    @Test
    void whatIsRolledBackLeavesNothingAndWhatIsNotChangedNeither() {
        assertEquals(0, entriesOf(unit -> effect(unit).chain(() -> failing())));
        assertEquals(0, entriesOf(unit -> Uni.createFrom().voidItem()));
        assertEquals(1, entriesOf(AuditTest::effect));
    }

    /// Better no answer than one of which nobody knows.
    @Test
    void nothingIsAnsweredThatCanNotBePutOnRecord() {
        TablesOwner.execute(
                "create function refuse() returns trigger language plpgsql as"
                        + " $$ begin raise exception 'full'; end $$",
                "create trigger refusing before insert on audit_entry execute function refuse()");
        try {
            desk.get("/dead-letters/" + UUID.randomUUID())
                    .statusCode(500)
                    .body("type", equalTo("urn:kisai:problem:unexpected"));
            desk.post(PAUSE).statusCode(500);
            desk.get("/flows").statusCode(200).body("[0].paused", equalTo(false));
        } finally {
            TablesOwner.execute("drop trigger refusing on audit_entry", "drop function refuse()");
        }
    }

    @Test
    void theChainHoldsWhoeverWritesAtTheSameTime() throws Exception {
        List<Future<?>> asked = new ArrayList<>();
        try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 40; i++) {
                asked.add(many.submit(() -> desk.get("/dead-letters/" + UUID.randomUUID())));
            }
        }
        for (Future<?> done : asked) {
            done.get();
        }

        assertEquals(40, await(trail.end()).position());
        assertEquals(Optional.empty(), await(trail.follow(trail.genesis(), 40)).broken());
    }

    @Test
    void aDayIsExportedOnceAndForAll() throws Exception {
        pastEntries(3);
        String first = file();
        String second = file();

        assertEquals(first, second);
        assertEquals(4, first.lines().count());
        AuditFile.Finding.Sound sound =
                assertInstanceOf(AuditFile.Finding.Sound.class, check(first));
        assertEquals(3, sound.closing().entries());

        assertTrue(gauge("kisai.audit.export.age.seconds") > 0);
        stored("0".repeat(64)).statusCode(409);
        assertTrue(gauge("kisai.audit.export.age.seconds") > 0);
        for (LocalDate day = DAY; trail.isOver(day); day = day.plusDays(1)) {
            exported(day, sound.closing().previous());
        }
        stored(sound.closing().previous()).statusCode(200);
        assertEquals(0, gauge("kisai.audit.export.age.seconds"));
    }

    /// Each page of entries would otherwise make another.
    @Test
    void whoTakesTheTrailAwayLeavesNothingInItAndMayDoNothingElse() {
        pastEntries(1);

        for (String page : List.of("", "/" + DAY, "/" + DAY + "/closing")) {
            asAuditor("/audit" + page).statusCode(200);
        }
        asAuditor("/dead-letters/" + UUID.randomUUID()).statusCode(403);

        assertEquals(
                List.of("", "CLOSED"),
                each(entries(), "step"),
                "the entry of that day, and the one that ends it");
    }

    private static ValidatableResponse asAuditor(String path) {
        return given().auth().oauth2(Tokens.of("auditor")).get("/operations" + path).then();
    }

    @Test
    void whatIsNotOverOrNoDayIsRefused() {
        desk.get("/audit").statusCode(200).body("first", equalTo(null));
        desk.get("/audit/yesterday").statusCode(400);
        desk.get("/audit/" + LocalDate.now(AuditEntries.TOKYO) + "/closing")
                .statusCode(409)
                .body("type", equalTo("urn:kisai:problem:day-not-over"));
    }

    @Test
    void anAlteredEntryIsFoundByTheServiceItself() {
        pastEntries(3);
        asOwner("update audit_entry set line = replace(line, 'p2', 'p9') where position = 2");

        desk.get("/audit/" + DAY + "/closing")
                .statusCode(409)
                .body("type", equalTo("urn:kisai:problem:chain-broken"))
                .body("detail", containsString("entry 2"))
                .body("detail", not(containsString("p9")));
        assertEquals(2, gauge("kisai.audit.broken.position"));
    }

    @Test
    void anEntryThatIsGoneIsFound() {
        pastEntries(3);
        asOwner("delete from audit_entry where position = 2");

        assertEquals(2, gauge("kisai.audit.broken.position"));
    }

    @Test
    void aTailThatIsGoneIsFoundByWhoSawIt() {
        pastEntries(3);
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        AuditWatch watch = watch(registry);
        await(watch.look());
        asOwner("delete from audit_entry where position = 3");

        await(watch.look());

        assertEquals(3, registry.get("kisai.audit.broken.position").gauge().value());
    }

    private double gauge(String name) {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        await(watch(registry).look());
        return registry.get(name).gauge().value();
    }

    private AuditWatch watch(SimpleMeterRegistry registry) {
        return new AuditWatch(trail, drain, clock, settings, registry);
    }

    /// As if so much had been done on that day.
    private static void pastEntries(int entries) {
        for (int i = 1; i <= entries; i++) {
            TablesOwner.execute(
                    "insert into audit_entry (at, line, hash) values ('%sT0%d:00:00+09', '{\"act\":\"p%d\"}', '%s')"
                            .formatted(DAY, i, i, GENESIS));
        }
    }

    /// Whoever owns the tables can take the protection away, and then do anything.
    private static void asOwner(String command) {
        TablesOwner.execute(
                "alter table audit_entry disable trigger audit_entry_is_history",
                "alter table audit_export disable trigger audit_export_is_history",
                command,
                "alter table audit_entry enable always trigger audit_entry_is_history",
                "alter table audit_export enable always trigger audit_export_is_history");
    }

    private static void exported(LocalDate day, String hash) {
        TablesOwner.execute(
                "insert into audit_export values ('%s', '%s', '%sT00:00:00Z') on conflict do nothing"
                        .formatted(day.plusDays(1), hash, day));
    }

    private ValidatableResponse stored(String hash) {
        return given().auth()
                .oauth2(Tokens.operator())
                .contentType("application/json")
                .body(Map.of("hash", hash))
                .put("/operations/audit/" + DAY + "/stored")
                .then();
    }

    private String file() {
        JsonPath lines = desk.get("/audit/" + DAY).statusCode(200).extract().jsonPath();
        JsonPath closing = closing();
        return String.join("\n", lines.<String>getList("lines"))
                + "\n"
                + closing.get("line")
                + "\n";
    }

    private JsonPath closing() {
        return desk.get("/audit/" + DAY + "/closing").statusCode(200).extract().jsonPath();
    }

    private AuditFile.Finding check(String text) throws Exception {
        Path file = Files.writeString(folder.resolve("day.jsonl"), text, UTF_8);
        byte[] signature = Base64.getDecoder().decode(closing().<String>get("signature"));
        return new AuditFile(file, Optional.empty())
                .check(signature, List.of(AuditKey.certificate()));
    }

    /// How many entries a transaction leaves that an operator asked for.
    private int entriesOf(Function<OpenUnit, Uni<Void>> work) {
        int before = entries().size();
        ManagedContext request = Arc.container().requestContext();
        request.activate();
        try {
            Arc.container()
                    .instance(ActInHand.class)
                    .get()
                    .begin(new Act(UUID.randomUUID(), "operator", "s", "POST /x", Map.of()));
            await(
                    transactions
                            .run(List.of(), work)
                            .onFailure(IllegalStateException.class)
                            .recoverWithNull());
        } finally {
            request.terminate();
        }
        return entries().size() - before;
    }

    private static Uni<Void> effect(OpenUnit unit) {
        return unit.session()
                .createNativeQuery("insert into effect (event, holder, kind) values (:e, :e, 'X')")
                .setParameter("e", UUID.randomUUID())
                .executeUpdate()
                .replaceWithVoid();
    }

    private static Uni<Void> failing() {
        return Uni.createFrom().failure(new IllegalStateException("planted"));
    }

    private List<JsonNode> entries() {
        return rows.of("select line from audit_entry order by position").stream()
                .map(line -> read((String) line))
                .toList();
    }

    private static JsonNode read(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private static List<String> each(List<JsonNode> entries, String field) {
        return entries.stream().map(entry -> entry.path(field).asText()).toList();
    }
}
