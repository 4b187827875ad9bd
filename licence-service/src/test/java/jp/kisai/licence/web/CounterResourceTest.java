package jp.kisai.licence.web;

import static jp.kisai.licence.Scene.MOVED;
import static jp.kisai.licence.Scene.granted;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import jp.kisai.contracts.event.ConsentDecided;
import jp.kisai.contracts.vocabulary.CardReference;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.Refusal;
import jp.kisai.licence.Scene;
import jp.kisai.testkit.KafkaAndPostgres;
import jp.kisai.testkit.TestKafka;
import jp.kisai.testkit.Tokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The procedures of the counter over REST: every documented answer, and what a refusal explains.
@QuarkusTest
@WithTestResource(
        value = KafkaAndPostgres.class,
        initArgs = @ResourceArg(name = KafkaAndPostgres.DATABASE, value = "licence"))
class CounterResourceTest {

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
    void recordsTheLicenceOnAnotherCard() {
        Scene scene = Scene.withLicence(kafka, "CARD_ONLY");

        post(scene, "/recordings", card(1, "CARD-0002", tomorrow(), true))
                .statusCode(200)
                .body("version", equalTo(2))
                .body("kind", equalTo("HOLDING_FORM"))
                .body("licence.card", equalTo("CARD-0002"))
                .body("procedure", equalTo("CARD_RECORDING"))
                .body("fees.yen", contains(1500))
                .body("fees.basis.confirmed", contains(true))
                .body("steps", contains("CREATE_LICENCE_AREA", "RECORD_LICENCE_DATA"));

        assertEquals(new CardReference("CARD-0002"), scene.changes(2).getLast().licence().card());
    }

    static Stream<Arguments> refusals() {
        String yesterday = today().minusDays(1).toString();
        return Stream.of(
                Arguments.of(
                        "CARD_ONLY",
                        "/recordings",
                        card(1, "CARD-0002", yesterday, true),
                        "CARD_EXPIRED CARD_REISSUE MUNICIPALITY"),
                Arguments.of(
                        "CARD_ONLY",
                        "/recordings",
                        card(1, "CARD-0002", tomorrow(), false),
                        "CHIP_BROKEN CARD_REISSUE MUNICIPALITY"),
                Arguments.of(
                        "LICENCE_ONLY",
                        "/recordings",
                        card(1, "CARD-0002", tomorrow(), true),
                        "NO_CARD_YET HOLDING_FORM_CHANGE POLICE"),
                Arguments.of(
                        "LICENCE_ONLY",
                        "/holding-form",
                        with(card(1, "CARD-0002", yesterday, true), Map.of("form", "BOTH")),
                        "CARD_EXPIRED CARD_REISSUE MUNICIPALITY"),
                Arguments.of(
                        "CARD_ONLY",
                        "/losses",
                        loss("MY_NUMBER_CARD", "MY_NUMBER_CARD"),
                        "CARD_NOT_REISSUED CARD_REISSUE MUNICIPALITY"),
                Arguments.of(
                        "BOTH",
                        "/items",
                        with(move("東京都千代田区霞が関二丁目1番2号"), Map.of("bothShown", true)),
                        "CARD_FIRST MUNICIPAL_CHANGE MUNICIPALITY"),
                Arguments.of(
                        "CARD_ONLY", "/renewals", renewal(0), "RENEWAL_NOT_YET RENEWAL POLICE"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void aRefusalNamesTheRuleItsSourceAndWhatIsOpenInstead(
            String form, String path, Map<String, Object> request, String expected) {
        Scene scene = Scene.withLicence(kafka, form);
        List<String> words = List.of(expected.split(" "));

        post(scene, path, request)
                .statusCode(409)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:kisai:problem:not-possible"))
                .body("rule.name", equalTo(words.get(0)))
                .body("rule.source", notNullValue())
                .body("rule.confirmed", equalTo(true))
                .body("instead.procedure", equalTo(words.get(1)))
                .body("instead.place", equalTo(words.get(2)))
                .body("instead.bring", notNullValue());

        scene.get(Tokens.officer(), scene.licence("")).body("version", equalTo(1));
    }

    @Test
    void aRefusalNamesTheFeeOfWhatIsOpenInstead() {
        Scene scene = Scene.withLicence(kafka, "LICENCE_ONLY");

        post(scene, "/recordings", card(1, "CARD-0002", tomorrow(), true))
                .statusCode(409)
                .body("instead.japanese", equalTo("保有状況変更"))
                .body("instead.fee.leastYen", equalTo(1500))
                .body("instead.fee.mostYen", equalTo(1500))
                .body("instead.fee.confirmed", equalTo(false))
                .body("instead.bring", contains("LICENCE", "MY_NUMBER_CARD", "FEE"));
    }

    @Test
    void aMoveThatNoStandingAllowsNamesWhatIsOpenInstead() {
        Scene scene = Scene.withLicence(kafka, "CARD_ONLY");

        scene.changeState(1, "CANCELLED")
                .statusCode(200)
                .body("consequences.openEncodings", equalTo("CANCELLED"))
                .body("procedure", nullValue());

        scene.changeState(2, "IN_FORCE")
                .statusCode(409)
                .body("rule.name", equalTo("CANCELLED_TO_IN_FORCE"))
                .body("rule.source", containsString("103条"))
                .body("instead.procedure", equalTo("NEW_LICENCE"));
    }

    @Test
    void aLostCardThatIsNotWantedAgainBecomesALicenceWithTheNextNumber() {
        Scene scene = Scene.withLicence(kafka, "CARD_ONLY");

        post(scene, "/losses", loss("MY_NUMBER_CARD", "LICENCE"))
                .statusCode(200)
                .body("licence.form", equalTo("LICENCE_ONLY"))
                .body("licence.number", equalTo(scene.number.substring(0, 11) + "1"))
                .body("procedure", equalTo("LICENCE_REISSUE"))
                .body("fees.yen", contains(2550));
    }

    @Test
    void itemsOfWhoCarriesBothFollowTheCardWithTwoExceptions() {
        Scene scene = Scene.withLicence(kafka, "BOTH");
        Map<String, Object> notHandedIn =
                Map.of(
                        "bothShown",
                        true,
                        "cardState",
                        "NOT_HANDED_IN",
                        "moveReportedOn",
                        today().minusDays(89).toString());

        post(scene, "/items", with(move("東京都千代田区霞が関二丁目1番2号"), notHandedIn))
                .statusCode(409)
                .body("rule.name", equalTo("RESIDENT_RECORD_NEEDED"));
        post(
                        scene,
                        "/items",
                        with(
                                with(move("東京都千代田区霞が関二丁目1番2号"), notHandedIn),
                                Map.of("residentRecord", true)))
                .statusCode(200)
                .body("kind", equalTo("COUNTER"))
                .body("items", contains("ADDRESS"))
                .body("licence.address", equalTo("東京都千代田区霞が関二丁目1番2号"));
    }

    @Test
    void aDutyStaysOpenUntilItIsReported() {
        Scene scene = Scene.withLicence(kafka, "BOTH");
        scene.decide(Scene.change(), granted(MOVED));
        scene.answers(1);

        scene.get(Tokens.officer(), scene.licence("/duties"))
                .statusCode(200)
                .body("duties.item", contains("ADDRESS"))
                .body("duties.by", contains("RECORD"))
                .body("duties.reason", contains("NOT_CARD_ONLY"))
                .body("what.procedure", equalTo("ITEMS_CHANGE"))
                .body("what.bring", contains("LICENCE", "MY_NUMBER_CARD", "RESIDENT_RECORD"));

        post(
                        scene,
                        "/items",
                        with(
                                move("鹿児島県鹿児島市山下町11番1号"),
                                Map.of(
                                        "municipality",
                                        "462012",
                                        "cardState",
                                        "CHANGED",
                                        "bothShown",
                                        true)))
                .statusCode(200);
        scene.get(Tokens.officer(), scene.licence("/duties")).body("duties", hasSize(0));
    }

    @Test
    void whatTheConsentServiceRefusedIsADutyWithItsReason() {
        Scene scene = Scene.withLicence(kafka, "CARD_ONLY");
        scene.decide(
                Scene.change(),
                granted(MOVED),
                new ConsentDecided.Refused(Item.NAME, Refusal.ITEM_NOT_CONSENTED),
                new ConsentDecided.Refused(Item.DOMICILE, Refusal.CONSENT_WITHDRAWN));
        scene.answers(1);

        scene.get(Tokens.officer(), scene.licence("/duties"))
                .statusCode(200)
                .body("duties.item", contains("NAME", "DOMICILE"))
                .body("duties.by", contains("CONSENT", "CONSENT"))
                .body("duties.reason", contains("ITEM_NOT_CONSENTED", "CONSENT_WITHDRAWN"));
    }

    @Test
    void whatIsGrantedWhileSuspendedStaysADuty() {
        Scene scene = Scene.withLicence(kafka, "CARD_ONLY");
        scene.changeState(1, "SUSPENDED")
                .statusCode(200)
                .body("consequences.waitingChanges", equalTo("REFUSED_WHEN_GRANTED"))
                .body("consequences.openEncodings", equalTo("HELD"));
        scene.decide(Scene.change(), granted(MOVED));
        scene.answers(1);

        scene.get(Tokens.officer(), scene.licence("/duties"))
                .body("duties.reason", contains("LICENCE_NOT_IN_FORCE"));

        scene.changeState(2, "IN_FORCE")
                .body("consequences.waitingChanges", equalTo("APPLIED_WHEN_GRANTED"));
        scene.decide(Scene.change(), granted(MOVED));
        assertEquals(4, scene.changes(4).getLast().version().number());
        scene.get(Tokens.officer(), scene.licence("/duties")).body("duties", hasSize(0));
    }

    @Test
    void renewsWithTestCourseAndFee() {
        Scene scene = Scene.renewable(kafka);

        post(scene, "/renewals", renewal(2_600 - 1))
                .statusCode(409)
                .body("rule.name", equalTo("FEE_NEEDED"))
                .body("instead.fee.leastYen", equalTo(2100));
        post(scene, "/renewals", renewal(2_600))
                .statusCode(200)
                .body("kind", equalTo("RENEWED"))
                .body("procedure", equalTo("RENEWAL"))
                .body("fees.yen", contains(2100, 500))
                .body("licence.validUntil", equalTo(today().plusMonths(1).plusYears(5).toString()))
                .body("licence.colour", equalTo("GOLD"))
                .body("licence.photo", equalTo("photos/0002"));
    }

    @Test
    void twoOfficersWithDifferentProceduresDoNotOverwriteEachOther() {
        Scene scene = Scene.renewable(kafka);

        CompletableFuture<Integer> renewing =
                CompletableFuture.supplyAsync(() -> status(scene, "/renewals", renewal(2_600)));
        CompletableFuture<Integer> recording =
                CompletableFuture.supplyAsync(
                        () -> status(scene, "/recordings", card(1, "CARD-0002", tomorrow(), true)));

        assertEquals(
                List.of(200, 409), Stream.of(renewing.join(), recording.join()).sorted().toList());
        scene.get(Tokens.officer(), scene.licence("/versions")).body("$", hasSize(2));
        post(scene, "/losses", loss("MY_NUMBER_CARD", "LICENCE"))
                .statusCode(409)
                .body("type", equalTo("urn:kisai:problem:outdated"))
                .body("detail", containsString("version 2"));
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of("/holding-form", Map.of("expectedVersion", 1), "form is missing"),
                Arguments.of(
                        "/recordings",
                        Map.of("expectedVersion", 1, "card", "CARD-0002"),
                        "cardExpiresOn is missing"),
                Arguments.of("/losses", Map.of("expectedVersion", 1), "lost is missing"),
                Arguments.of("/losses", Map.of(), "expectedVersion is missing"),
                Arguments.of("/items", Map.of("expectedVersion", 1), "effectiveOn is missing"),
                Arguments.of(
                        "/items",
                        Map.of("expectedVersion", 1, "effectiveOn", today().toString()),
                        "at least one item"),
                Arguments.of(
                        "/items",
                        with(move("東京都"), Map.of("effectiveOn", tomorrow())),
                        "effectiveOn lies in the future"),
                Arguments.of(
                        "/items",
                        with(
                                move("東".repeat(201)),
                                Map.of("cardState", "CHANGED", "bothShown", true)),
                        "out of contract at /data/licence/address"),
                Arguments.of("/renewals", Map.of("expectedVersion", 1), "form is missing"),
                Arguments.of(
                        "/renewals",
                        with(renewal(0), Map.of("violations", List.of(Map.of("points", 0)))),
                        "/violations"),
                Arguments.of("/state", Map.of("expectedVersion", 1), "state is missing"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void refusesWhatIsMissingOrContradictory(
            String path, Map<String, Object> request, String detail) {
        Scene scene = Scene.withLicence(kafka, "CARD_ONLY");

        post(scene, path, request)
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", containsString(detail));
    }

    @ParameterizedTest
    @CsvSource({"/procedures", "/duties", "/chip", "/versions", "/past?on=2026-01-01"})
    void nobodyElsesRecordIsShownToACitizen(String path) {
        Scene mine = Scene.withLicence(kafka, "CARD_ONLY");
        Scene anothers = Scene.withLicence(kafka, "CARD_ONLY");

        mine.get(Tokens.portal(mine.holder), anothers.licence(path)).statusCode(403);
        mine.get(Tokens.officer(), new Scene(kafka).licence(path)).statusCode(404);
        mine.get(Tokens.officer(), "/licences/none" + path).statusCode(404);
    }

    static Stream<Arguments> procedures() {
        return Stream.of(
                Arguments.of("/holding-form", Map.of("expectedVersion", 1, "form", "LICENCE_ONLY")),
                Arguments.of("/recordings", card(1, "CARD-0002", tomorrow(), true)),
                Arguments.of("/losses", loss("MY_NUMBER_CARD", "LICENCE")),
                Arguments.of("/items", move("東京都")),
                Arguments.of("/renewals", renewal(0)),
                Arguments.of("/state", Map.of("expectedVersion", 1, "state", "SUSPENDED")));
    }

    @ParameterizedTest
    @MethodSource("procedures")
    void noProcedureIsOpenToACitizenOrForNobody(String path, Map<String, Object> request) {
        Scene scene = Scene.withLicence(kafka, "CARD_ONLY");
        Scene nobody = new Scene(kafka);

        scene.post(Tokens.portal(scene.holder), scene.licence(path), request).statusCode(403);
        scene.post(Tokens.portal(nobody.holder), scene.licence(path), request).statusCode(403);
        post(nobody, path, request).statusCode(404);
        scene.get(Tokens.officer(), scene.licence("")).body("version", equalTo(1));
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneId.of("Asia/Tokyo"));
    }

    private static String tomorrow() {
        return today().plusDays(1).toString();
    }

    private static ValidatableResponse post(Scene scene, String path, Map<String, Object> body) {
        return scene.post(Tokens.officer(), scene.licence(path), body);
    }

    private static int status(Scene scene, String path, Map<String, Object> body) {
        return post(scene, path, body).extract().statusCode();
    }

    private static Map<String, Object> card(
            long version, String card, String expiresOn, boolean works) {
        return Map.of(
                "expectedVersion", version,
                "card", card,
                "cardExpiresOn", expiresOn,
                "chipWorks", works);
    }

    private static Map<String, Object> loss(String lost, String wish) {
        return Map.of("expectedVersion", 1, "lost", lost, "wish", wish);
    }

    private static Map<String, Object> move(String address) {
        return Map.of(
                "expectedVersion",
                1,
                "effectiveOn",
                today().toString(),
                "municipality",
                "131016",
                "address",
                address);
    }

    private static Map<String, Object> renewal(int paidYen) {
        return with(
                card(1, "CARD-0001", tomorrow(), true),
                Map.of(
                        "course",
                        "AT_COUNTER",
                        "aptitudeTestPassed",
                        true,
                        "paidYen",
                        paidYen,
                        "form",
                        "CARD_ONLY",
                        "photo",
                        "photos/0002"));
    }

    private static Map<String, Object> with(Map<String, Object> request, Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(request);
        all.putAll(more);
        return all;
    }
}
