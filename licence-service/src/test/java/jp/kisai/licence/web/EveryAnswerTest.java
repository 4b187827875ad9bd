package jp.kisai.licence.web;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.kisai.licence.Scene;
import jp.kisai.testkit.KafkaAndPostgres;
import jp.kisai.testkit.TestKafka;
import jp.kisai.testkit.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The OpenAPI document is the list: each operation gives each answer that is documented, and no
/// other.
@QuarkusTest
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
@WithTestResource(
        value = KafkaAndPostgres.class,
        initArgs = @ResourceArg(name = KafkaAndPostgres.DATABASE, value = "licence"))
class EveryAnswerTest {

    private static final Pattern IN_BRACES = Pattern.compile("\\{[^}]+}");
    private static final String OFFICER = Tokens.officer();
    private static final String NOBODY = "/" + UUID.randomUUID();

    /// `GET /licences/{holder} 200` and so on.
    private final Set<String> answered = new TreeSet<>();

    @Test
    void everyDocumentedAnswerIsGivenAndNoOther() {
        try (TestKafka kafka = TestKafka.connect()) {
            issuing(kafka);
            reading(kafka);
            procedures(kafka);
            ofTheHolder(kafka);
            tables();
        }
        own().forEach(this::withoutRightToDoSo);

        assertEquals(List.of(), without(documented(), answered), "documented, and not given");
        assertEquals(List.of(), without(answered, documented()), "given, and not documented");
    }

    /// Whatever a path names belongs to somebody: a citizen gets to nothing of another one.
    @Test
    void anotherPersonsTokenOpensNothing() {
        try (TestKafka kafka = TestKafka.connect()) {
            Scene anothers = Scene.withLicence(kafka, "CARD_ONLY");
            String token = Tokens.portal(new Scene(kafka).holder);
            List<String> opened = new ArrayList<>();
            for (String operation : operations()) {
                String path = IN_BRACES.matcher(operation).replaceAll(anothers.holder.text());
                int status = status(with(token), path);
                if (!path.equals(operation) && status != 403 && status != 404) {
                    opened.add(operation + " " + status);
                }
            }

            assertEquals(List.of(), opened);
            anothers.get(OFFICER, anothers.licence("")).statusCode(200);
        }
    }

    private void issuing(TestKafka kafka) {
        Scene scene = new Scene(kafka);
        String issue = "POST /licences";
        answer(OFFICER, issue, scene.issueRequest("CARD_ONLY"));
        answer(OFFICER, issue, scene.issueRequest("CARD_ONLY"));
        answer(OFFICER, issue, Map.of());
    }

    private void reading(TestKafka kafka) {
        Scene scene = Scene.withLicence(kafka, "LICENCE_ONLY");
        String mine = Tokens.portal(scene.holder);
        for (String of : List.of("", "/versions", "/procedures", "/duties", "/chip")) {
            answer(OFFICER, "GET /licences/{holder}" + of, scene.holder.text());
            answer(OFFICER, "GET /licences/{holder}" + of, NOBODY.substring(1));
        }
        answer(mine, "GET /licences/{holder}", scene.holder.text());
        answer(OFFICER, "GET /licences/{holder}/past?on=2025-01-01", scene.holder.text());
        answer(OFFICER, "GET /licences/{holder}/past?on=1999-01-01", scene.holder.text());
        answer(OFFICER, "GET /licences/{holder}/past?on=then", scene.holder.text());
    }

    private void procedures(TestKafka kafka) {
        Map<String, Map<String, Object>> done = new HashMap<>();
        done.put("holding-form", Map.of("form", "LICENCE_ONLY"));
        done.put("recordings", card("CARD-0002"));
        done.put("losses", Map.of("lost", "MY_NUMBER_CARD", "wish", "LICENCE"));
        done.put(
                "items", Map.of("domicile", "青森県", "residentRecord", true, "effectiveOn", today()));
        done.put("renewals", renewal());
        done.put("state", Map.of("state", "SUSPENDED"));
        done.forEach(
                (procedure, body) -> {
                    Scene scene = Scene.renewable(kafka);
                    String operation = "POST /licences/{holder}/" + procedure;
                    answer(OFFICER, operation, seen(1, body), scene.holder.text());
                    answer(OFFICER, operation, seen(1, body), scene.holder.text());
                    answer(OFFICER, operation, seen(1, body), NOBODY.substring(1));
                    answer(OFFICER, operation, Map.of(), scene.holder.text());
                });
    }

    private void ofTheHolder(TestKafka kafka) {
        Scene scene = Scene.renewable(kafka);
        String mine = Tokens.portal(scene.holder);
        String nobodys = Tokens.portal(new Scene(kafka).holder);
        String cardless = Tokens.portal(Scene.withLicence(kafka, "LICENCE_ONLY").holder);
        for (String token : List.of(mine, nobodys, cardless)) {
            answer(token, "GET /my/licence");
            answer(token, "GET /my/licence/services");
            answer(token, "GET /my/licence/procedures");
            answer(token, "GET /my/licence/renewal");
            answer(token, "POST /my/licence/online-courses", Map.of("course", "GENERAL"));
            answer(token, "POST /my/licence/online-courses/taken", Map.of());
        }
        answer(mine, "POST /my/licence/online-courses", Map.of());
    }

    private void tables() {
        answer(OFFICER, "GET /fees");
        answer(OFFICER, "GET /offices?prefecture=46");
        answer(OFFICER, "GET /offices?prefecture=48");
        answer(Tokens.operator(), "GET /drift");
        answer(Tokens.operator(), "GET /journeys/{eventId}", UUID.randomUUID().toString());
        answer(Tokens.operator(), "GET /journeys/{eventId}", "none");
    }

    private void withoutRightToDoSo(String operation) {
        String path = IN_BRACES.matcher(operation).replaceAll(NOBODY.substring(1));
        answered.add(operation + " " + status(given(), path));
        answered.add(operation + " " + status(with(Tokens.of()), path));
    }

    private void answer(String token, String operation, String... named) {
        answer(token, operation, Map.of(), named);
    }

    private void answer(String token, String operation, Map<String, Object> body, String... named) {
        String path = operation;
        for (String each : named) {
            path = IN_BRACES.matcher(path).replaceFirst(Matcher.quoteReplacement(each));
        }
        int query = operation.indexOf('?');
        answered.add(
                (query < 0 ? operation : operation.substring(0, query))
                        + " "
                        + status(with(token).body(body), path));
    }

    private static RequestSpecification with(String token) {
        return given().auth().oauth2(token);
    }

    private static int status(RequestSpecification request, String operation) {
        int space = operation.indexOf(' ');
        return request.contentType("application/json")
                .request(operation.substring(0, space), operation.substring(space + 1))
                .statusCode();
    }

    private static List<String> without(Set<String> all, Set<String> those) {
        return all.stream().filter(it -> !those.contains(it)).toList();
    }

    private static Set<String> documented() {
        Set<String> documented = new TreeSet<>();
        JsonPath document = document();
        own().forEach(
                        operation -> {
                            int space = operation.indexOf(' ');
                            String method = operation.substring(0, space).toLowerCase(Locale.ROOT);
                            Map<String, Object> answers =
                                    document.getMap(
                                            "paths.'"
                                                    + operation.substring(space + 1)
                                                    + "'."
                                                    + method
                                                    + ".responses");
                            answers.keySet().forEach(it -> documented.add(operation + " " + it));
                        });
        return documented;
    }

    /// Without what every service offers to its operators, which postbox answers for.
    private static List<String> own() {
        return operations().stream().filter(it -> !it.contains(" /operations/")).toList();
    }

    private static List<String> operations() {
        List<String> operations = new ArrayList<>();
        Map<String, Map<String, Object>> paths = document().getMap("paths");
        paths.forEach(
                (path, methods) ->
                        methods.keySet().stream()
                                .filter(it -> List.of("get", "post", "put", "delete").contains(it))
                                .forEach(
                                        it ->
                                                operations.add(
                                                        it.toUpperCase(Locale.ROOT) + " " + path)));
        assertTrue(operations.size() > 20, operations::toString);
        return operations;
    }

    private static JsonPath document() {
        return given().accept("application/json").get("/q/openapi").jsonPath();
    }

    private static Map<String, Object> seen(int version, Map<String, Object> body) {
        Map<String, Object> whole = new HashMap<>(body);
        whole.put("expectedVersion", version);
        return whole;
    }

    private static Map<String, Object> card(String card) {
        return Map.of(
                "card",
                card,
                "cardExpiresOn",
                LocalDate.now(ZoneId.of("Asia/Tokyo")).plusDays(1).toString(),
                "chipWorks",
                true);
    }

    private static Map<String, Object> renewal() {
        Map<String, Object> renewal = new HashMap<>(card("CARD-0001"));
        renewal.put("course", "AT_COUNTER");
        renewal.put("aptitudeTestPassed", true);
        renewal.put("paidYen", 2_600);
        renewal.put("form", "CARD_ONLY");
        renewal.put("photo", "photos/0002");
        return renewal;
    }

    private static String today() {
        return LocalDate.now(ZoneId.of("Asia/Tokyo")).toString();
    }
}
