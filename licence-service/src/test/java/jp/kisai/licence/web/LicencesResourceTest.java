package jp.kisai.licence.web;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.licence.Scene;
import jp.kisai.testkit.KafkaAndPostgres;
import jp.kisai.testkit.TestKafka;
import jp.kisai.testkit.Tokens;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What officers and the portal may ask and do. That every documented answer is given,
/// [EveryAnswerTest] sees to.
@QuarkusTest
@WithTestResource(
        value = KafkaAndPostgres.class,
        initArgs = @ResourceArg(name = KafkaAndPostgres.DATABASE, value = "licence"))
class LicencesResourceTest {

    private static TestKafka kafka;

    @BeforeAll
    static void connect() {
        kafka = TestKafka.connect();
    }

    @AfterAll
    static void disconnect() {
        kafka.close();
    }

    @Test
    void issuesALicenceAsVersionOneAndTellsTheSuite() {
        Scene scene = new Scene(kafka);

        scene.issue("CARD_ONLY")
                .statusCode(201)
                .header("Location", endsWith("/licences/" + scene.holder.text()))
                .body("version", equalTo(1))
                .body("kind", equalTo("ISSUED"))
                .body("effectiveFrom", equalTo("2024-03-31T15:00:00Z"))
                .body("evidence", startsWith("officer "))
                .body("licence.number", equalTo(scene.number))
                .body("licence.card", equalTo("CARD-0001"));

        assertEquals(scene.number, scene.changes(1).getFirst().licence().number().digits());
    }

    static Stream<Arguments> mistakes() {
        Map<String, Object> strange = new HashMap<>();
        strange.put("decidedBy", "me");
        return Stream.of(
                Arguments.of(without("name"), "name is missing"),
                Arguments.of(without("classes"), "classes is missing"),
                Arguments.of(without("card"), "CARD_ONLY and BOTH name the card"),
                Arguments.of(Map.of("form", "LICENCE_ONLY"), "LICENCE_ONLY names no card"),
                Arguments.of(Map.of("number", "301000000009"), "/number"),
                Arguments.of(Map.of("municipality", "131017"), "/municipality"),
                Arguments.of(Map.of("birthDate", "1990-02-30"), "/birthDate"),
                Arguments.of(Map.of("classes", List.of()), "at least one class"),
                Arguments.of(Map.of("kana", "hanako"), "/licence/kana"),
                Arguments.of(Map.of("address", "東".repeat(201)), "/licence/address"),
                Arguments.of(Map.of("name", "花\u0000子"), "/licence/name"),
                Arguments.of(Map.of("form", "ON_A_PHONE"), "/form"),
                Arguments.of(strange, "decidedBy"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void refusesALicenceThatCannotBe(Map<String, @Nullable Object> mistake, String where) {
        Scene scene = new Scene(kafka);
        Map<String, Object> body = scene.issueRequest("CARD_ONLY");
        mistake.forEach(body::put);

        scene.post(Tokens.officer(), "/licences", body)
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:kisai:problem:malformed"))
                .body("detail", containsString(where))
                .body("detail", not(containsString("hanako")));

        scene.get(Tokens.officer(), scene.licence("")).statusCode(404);
    }

    @Test
    void issuesOnceToAHolderAndEachNumberOnce() {
        Scene first = Scene.withLicence(kafka, "CARD_ONLY");
        Map<String, Object> sameNumber = new Scene(kafka).issueRequest("CARD_ONLY");
        sameNumber.put("number", first.number);

        first.issue("CARD_ONLY")
                .statusCode(409)
                .body("type", equalTo("urn:kisai:problem:already-issued"));
        first.post(Tokens.officer(), "/licences", sameNumber)
                .statusCode(409)
                .body("type", equalTo("urn:kisai:problem:number-taken"));
    }

    @Test
    void aCitizenSeesTheOwnLicenceAndNobodyElses() {
        Scene mine = Scene.withLicence(kafka, "CARD_ONLY");
        Scene anothers = Scene.withLicence(kafka, "CARD_ONLY");
        String token = Tokens.portal(mine.holder);
        String nobody = "/licences/" + UUID.randomUUID();

        mine.get(token, "/my/licence")
                .statusCode(200)
                .body("version", equalTo(1))
                .body("licence.photo", equalTo("photos/0001"));
        mine.get(token, mine.licence("")).statusCode(200);
        assertEquals(
                mine.get(token, nobody).statusCode(404).extract().asString(),
                mine.get(token, anothers.licence("")).statusCode(404).extract().asString());
        mine.get(token, "/licences/none").statusCode(404);
        mine.get(Tokens.portal(new HolderId(UUID.randomUUID())), "/my/licence").statusCode(404);
        mine.get(Tokens.of("portal"), "/my/licence").statusCode(404);
        mine.get(Tokens.of(Map.of("holder_id", "me"), "portal"), "/my/licence").statusCode(404);
    }

    /// The view is a service of licences that a card carries (鹿児島県警察, the table of services).
    @Test
    void thePortalShowsNoLicenceThatNoCardCarries() {
        Scene scene = Scene.withLicence(kafka, "LICENCE_ONLY");
        String token = Tokens.portal(scene.holder);

        for (String path : List.of("/my/licence", scene.licence(""))) {
            scene.get(token, path)
                    .statusCode(409)
                    .contentType("application/problem+json")
                    .body("rule.name", equalTo("VIEW_WITHOUT_CARD"))
                    .body("rule.source", containsString("サービスの表"))
                    .body("instead.procedure", equalTo("HOLDING_FORM_CHANGE"))
                    .body("instead.place", equalTo("POLICE"))
                    .body("instead.fee.confirmed", equalTo(false))
                    .body("instead.bring", contains("LICENCE", "MY_NUMBER_CARD", "FEE"))
                    .body("licence", nullValue());
        }
        scene.get(Tokens.officer(), scene.licence("")).statusCode(200);
    }

    static Stream<Arguments> doors() {
        String anyone = "/licences/" + UUID.randomUUID();
        return Stream.of(
                Arguments.of("POST", "/licences", "officer"),
                Arguments.of("GET", anyone, "officer portal"),
                Arguments.of("GET", anyone + "/versions", "officer"),
                Arguments.of("GET", anyone + "/past?on=2026-01-01", "officer"),
                Arguments.of("POST", anyone + "/holding-form", "officer"),
                Arguments.of("POST", anyone + "/recordings", "officer"),
                Arguments.of("POST", anyone + "/losses", "officer"),
                Arguments.of("POST", anyone + "/items", "officer"),
                Arguments.of("POST", anyone + "/renewals", "officer"),
                Arguments.of("POST", anyone + "/state", "officer"),
                Arguments.of("GET", anyone + "/procedures", "officer"),
                Arguments.of("GET", anyone + "/duties", "officer"),
                Arguments.of("GET", anyone + "/chip", "officer"),
                Arguments.of("GET", "/my/licence", "portal"),
                Arguments.of("GET", "/my/licence/services", "portal"),
                Arguments.of("GET", "/my/licence/renewal", "portal"),
                Arguments.of("POST", "/my/licence/online-courses", "portal"),
                Arguments.of("POST", "/my/licence/online-courses/taken", "portal"),
                Arguments.of("GET", "/my/licence/procedures", "portal"),
                Arguments.of("GET", "/fees", "officer portal"),
                Arguments.of("GET", "/offices?prefecture=46", "officer portal"),
                Arguments.of("GET", "/drift", "operator"),
                Arguments.of("GET", "/journeys/" + UUID.randomUUID(), "officer operator"));
    }

    @ParameterizedTest
    @MethodSource("doors")
    void everyDoorOpensForItsRolesOnly(String method, String path, String roles) {
        List<String> all = List.of("officer", "portal", "operator", "factory", "jpki-gateway");
        for (String role : all) {
            int status = status(Tokens.of(role), method, path);

            boolean refused = status == 403;
            assertEquals(!List.of(roles.split(" ")).contains(role), refused, role + ": " + status);
        }
        assertEquals(403, status(Tokens.of(), method, path));
        for (String worthless :
                List.of(
                        Tokens.expired("officer"),
                        Tokens.forged("officer"),
                        Tokens.forAnotherAudience("officer"),
                        "no-token")) {
            assertEquals(401, status(worthless, method, path));
        }
        given().contentType("application/json").request(method, path).then().statusCode(401);
    }

    @Test
    void showsEveryVersionPageByPage() {
        Scene scene = Scene.withLicence(kafka, "CARD_ONLY");
        scene.changeState(1, "SUSPENDED").statusCode(200);
        scene.changeState(2, "IN_FORCE").statusCode(200);

        scene.get(Tokens.officer(), scene.licence("/versions"))
                .statusCode(200)
                .body("version", contains(1, 2, 3))
                .body("kind", contains("ISSUED", "STATE", "STATE"))
                .body("licence.state", contains("IN_FORCE", "SUSPENDED", "IN_FORCE"));
        scene.get(Tokens.officer(), scene.licence("/versions?after=2"))
                .statusCode(200)
                .body("version", contains(3));
        scene.get(Tokens.officer(), scene.licence("/versions?after=3"))
                .statusCode(200)
                .body("$", hasSize(0));
        new Scene(kafka)
                .get(Tokens.officer(), "/licences/" + UUID.randomUUID() + "/versions")
                .statusCode(404);
    }

    @Test
    void answersWhatTheRecordSaidOnADayAsKnownOnAnother() {
        Scene scene = Scene.withLicence(kafka, "CARD_ONLY");
        scene.changeState(1, "SUSPENDED").statusCode(200);

        scene.get(Tokens.officer(), scene.licence("/past?on=2025-01-01"))
                .statusCode(200)
                .body("state", equalTo("IN_FORCE"));
        scene.get(Tokens.officer(), scene.licence("/past?on=2999-01-01"))
                .statusCode(200)
                .body("state", equalTo("SUSPENDED"));
        scene.get(Tokens.officer(), scene.licence("/past?on=2024-03-31")).statusCode(404);
        scene.get(Tokens.officer(), scene.licence("/past?on=2025-01-01&knownOn=2025-01-01"))
                .statusCode(404);
        scene.get(Tokens.officer(), scene.licence("/past"))
                .statusCode(400)
                .body("detail", equalTo("on is missing"));
        scene.get(Tokens.officer(), scene.licence("/past?on=yesterday"))
                .statusCode(400)
                .body("detail", containsString("2026-05-31"));
    }

    @Test
    void changesHowTheLicenceIsCarried() {
        Scene scene = Scene.withLicence(kafka, "LICENCE_ONLY");

        scene.post(Tokens.officer(), scene.licence("/holding-form"), unexamined(1, "CARD_ONLY"))
                .statusCode(409)
                .body("rule.name", equalTo("CARD_NOT_SHOWN"))
                .body("instead.bring", contains("LICENCE", "MY_NUMBER_CARD", "FEE"));
        scene.post(Tokens.officer(), scene.licence("/holding-form"), holding(1, "CARD_ONLY"))
                .statusCode(200)
                .body("restsOn.source", contains(containsString("保有状況について")))
                .body("version", equalTo(2))
                .body("licence.form", equalTo("CARD_ONLY"))
                .body("licence.card", equalTo("CARD-0009"));

        assertEquals("HOLDING_FORM", scene.changes(2).getLast().cause().kind().name());
        scene.post(Tokens.officer(), scene.licence("/holding-form"), holding(2, "CARD_ONLY"))
                .statusCode(409)
                .body("detail", containsString("SAME_AS_BEFORE"));
        scene.post(
                        Tokens.officer(),
                        scene.licence("/holding-form"),
                        Map.of("expectedVersion", 2, "form", "BOTH"))
                .statusCode(400);
    }

    @ParameterizedTest
    @CsvSource({"CANCELLED, IN_FORCE, CANCELLED_TO_IN_FORCE", "LAPSED, SUSPENDED, LAPSED_TO"})
    void refusesAMoveThatTheStateDoesNotAllow(String first, String second, String rule) {
        Scene scene = Scene.withLicence(kafka, "CARD_ONLY");
        scene.changeState(1, first).statusCode(200);

        scene.changeState(2, second)
                .statusCode(409)
                .body("type", equalTo("urn:kisai:problem:not-possible"))
                .body("detail", containsString(rule));
        scene.get(Tokens.officer(), scene.licence("")).body("licence.state", equalTo(first));
    }

    @Test
    void ofManyOfficersAtOnceOneWinsAndTheOthersAreToldSo() {
        Scene scene = Scene.withLicence(kafka, "CARD_ONLY");

        List<CompletableFuture<Integer>> officers =
                IntStream.range(0, 8)
                        .mapToObj(
                                i ->
                                        CompletableFuture.supplyAsync(
                                                () ->
                                                        scene.changeState(1, "SUSPENDED")
                                                                .extract()
                                                                .statusCode()))
                        .toList();

        List<Integer> told = officers.stream().map(CompletableFuture::join).sorted().toList();
        assertEquals(List.of(200, 409, 409, 409, 409, 409, 409, 409), told);
        scene.get(Tokens.officer(), scene.licence("/versions")).body("$", hasSize(2));
        scene.changeState(1, "CANCELLED")
                .statusCode(409)
                .body("type", equalTo("urn:kisai:problem:outdated"))
                .body("detail", containsString("version 2"));
    }

    @Test
    void refusesWhatIsMissingOrUnknown() {
        Scene scene = Scene.withLicence(kafka, "CARD_ONLY");
        Map<String, Object> state = Map.of("state", "SUSPENDED");

        scene.post(Tokens.officer(), scene.licence("/state"), state)
                .statusCode(400)
                .body("detail", equalTo("expectedVersion is missing"));
        scene.post(Tokens.officer(), scene.licence("/state"), Map.of("expectedVersion", 1))
                .statusCode(400);
        scene.post(Tokens.officer(), scene.licence("/state"), "{").statusCode(400);
        new Scene(kafka).changeState(1, "SUSPENDED").statusCode(404);
    }

    @Test
    void describesItsDoorsInOpenApi() {
        given().accept("application/json")
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .body("paths.'/licences/{holder}/past'.get.summary", startsWith("What did"))
                .body("paths.'/licences'.post.responses.'409'.description", startsWith("The"));
    }

    private static int status(String token, String method, String path) {
        return given().auth()
                .oauth2(token)
                .contentType("application/json")
                .body(method.equals("POST") ? "{}" : "")
                .request(method, path)
                .statusCode();
    }

    private static Map<String, Object> unexamined(long expectedVersion, String form) {
        return Map.of("expectedVersion", expectedVersion, "form", form, "card", "CARD-0009");
    }

    /// With the card in the officer's hand: valid, and its chip answers.
    private static Map<String, Object> holding(long expectedVersion, String form) {
        Map<String, Object> examined = new HashMap<>(unexamined(expectedVersion, form));
        examined.put("cardExpiresOn", "2999-12-31");
        examined.put("chipWorks", true);
        return examined;
    }

    private static Map<String, @Nullable Object> without(String field) {
        Map<String, @Nullable Object> mistake = new HashMap<>();
        mistake.put(field, null);
        return mistake;
    }
}
