package jp.kisai.consent.web;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Method;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import jp.kisai.consent.Cast;
import jp.kisai.consent.TrustFiles;
import jp.kisai.contracts.signature.SignedDocument;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.ChangeReason;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.ItemChange;
import jp.kisai.contracts.vocabulary.RevocationReason;
import jp.kisai.localstack.doubles.Person;
import jp.kisai.localstack.doubles.Resident;
import jp.kisai.localstack.doubles.SignatureCard;
import jp.kisai.localstack.doubles.Town;
import jp.kisai.testkit.KafkaAndPostgres;
import jp.kisai.testkit.Tokens;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What officers and holders see of changes, of what can be put right, and of what was signed; and
/// that nobody sees anything of anybody else.
@QuarkusTest
@WithTestResource(TrustFiles.class)
@WithTestResource(
        value = KafkaAndPostgres.class,
        initArgs = @ResourceArg(name = "database", value = "consent"))
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CasesOverRestTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Cast cast;

    @BeforeAll
    void assemble() throws IOException, GeneralSecurityException {
        cast = Cast.assemble();
        cast.handOverLists();
    }

    @AfterAll
    void close() {
        cast.close();
    }

    @Test
    void explainsEveryVerdict() {
        Resident resident = cast.consented(Town.CHIYODA, Item.ADDRESS);
        ChangeKey change = waits(resident);

        officers(resident, "/changes")
                .body("", hasSize(1))
                .body("[0].change", equalTo(change.id().toString()))
                .body("[0].municipality", equalTo(Town.NAHA.code().digits()))
                .body("[0].items[0].answer", equalTo("WAITING"))
                .body("[0].items[0].why", equalTo("WAITING_FOR_SUCCESSOR"))
                .body("[0].items[0].question", equalTo("BORNE_OUT"))
                .body("[0].items[0].clause", not(nullValue()))
                .body("[0].items[0].mustAct", equalTo("HOLDER"))
                .body("[0].items[0].until", not(nullValue()))
                .body("[0].items[0].revision", equalTo(1))
                .body("[0].items[0].restsOn.rules", equalTo("consent/2"))
                .body("[0].items[0].restsOn.consentVersion", equalTo(1))
                .body("[0].items[0].verdict.length()", equalTo(64));
    }

    @Test
    void showsAnOfficerWhatThisVisitorCanFixNow() {
        Resident resident = cast.resident(Town.CHIYODA);
        refused(resident);

        officers(resident, "/next-steps")
                .body(
                        "[0].items[0].nextSteps.action",
                        equalTo(List.of("REPORT_CHANGE", "GIVE_CONSENT")))
                .body("[0].items[0].nextSteps.where", everyItem(equalTo("COUNTER")))
                .body("[0].items[0].nextSteps.here", everyItem(is(true)))
                .body("[0].items[0].nextSteps[0].with", equalTo(List.of("MY_NUMBER_CARD")))
                .body("[0].items[0].nextSteps[0].ja", equalTo("警察の窓口で、記載事項変更の届出をしてください。"))
                .body(
                        "[0].items[0].nextSteps[0].en",
                        equalTo("Report the change at a police counter."));
    }

    @Test
    void showsHoldersWhatTheyCanDoAndWhere() {
        Resident resident = cast.consented(Town.CHIYODA, Item.ADDRESS);
        cast.verdicts(
                resident,
                cast.says(
                        Town.CHIYODA,
                        resident,
                        ChangeReason.DOMICILE_TRANSFER,
                        Cast.now(),
                        new ItemChange.Domicile("鹿児島県鹿児島市山下町１１番")),
                1);

        as(Tokens.portal(resident.holder()))
                .get(path(resident, "/next-steps"))
                .then()
                .statusCode(200)
                .body(
                        "[0].items[0].nextSteps.action",
                        equalTo(List.of("SUBMIT_DOMICILE", "REPORT_DOMICILE")))
                .body("[0].items[0].nextSteps.here", equalTo(List.of(true, false)))
                .body("[0].items[0].nextSteps[0].until", not(nullValue()));
    }

    @Test
    void showsNoDutyThatWasReportedAtACounter() {
        Resident resident = cast.resident(Town.CHIYODA);
        refused(resident);

        cast.reportedAtCounter(resident, Item.ADDRESS);

        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> officers(resident, "/next-steps").body("", hasSize(0)));
        officers(resident, "/changes").body("[0].items[0].mustAct", equalTo("NOBODY"));
    }

    @Test
    void showsNoDutyThatANewerChangeTookOver() {
        Resident resident = cast.resident(Town.CHIYODA);
        refused(resident);

        ChangeKey newer =
                cast.says(
                        Town.SHIBUYA,
                        resident,
                        ChangeReason.MOVE,
                        Cast.now(),
                        Cast.address(
                                resident.person()
                                        .movedTo(Town.SHIBUYA, Town.SHIBUYA.officeAddress())));
        cast.verdicts(resident, newer, 1);

        officers(resident, "/next-steps")
                .body("", hasSize(1))
                .body("[0].change", equalTo(newer.id().toString()));
    }

    /// Revoked after the verdict, and as of before it: the verdict stands, and the officer is told.
    @Test
    void tellsTheOfficerOfAGrantOnACertificateThatWasCompromisedAlready() {
        Resident resident = cast.consented(Town.CHIYODA, Item.ADDRESS);
        Instant at = Cast.now().minusSeconds(5);
        Person moved = resident.person().movedTo(Town.NAHA, Town.NAHA.officeAddress());
        SignatureCard card = cast.jpki.issue(moved, at);
        cast.gateway.issued(resident.holder(), moved, card, resident.card()).join();
        ChangeKey change =
                cast.says(Town.NAHA, resident, ChangeReason.MOVE, at, Cast.address(moved));
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInSameThread()
                .until(
                        () -> cast.verdicts(resident, change, 1).getLast(),
                        "ADDRESS GRANTED"::equals);
        int verdicts = cast.verdicts(resident, change, 1).size();

        cast.gateway
                .revoked(resident.holder(), Town.NAHA, card, RevocationReason.KEY_COMPROMISE, at)
                .join();

        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                officers(resident, "/next-steps")
                                        .body("[0].items[0].answer", equalTo("GRANTED"))
                                        .body("[0].items[0].certificateCompromised", is(true))
                                        .body("[0].items[0].mustAct", equalTo("OFFICER"))
                                        .body(
                                                "[0].items[0].nextSteps.action",
                                                equalTo(List.of("HAVE_CHECKED"))));
        assertEquals(verdicts, cast.verdicts(resident, change, 1).size());
    }

    @Test
    void handsOutWhatTheHolderSignedByteForByte() {
        Resident resident = cast.consented(Town.CHIYODA, Item.ADDRESS);
        String id =
                officers(resident, "/evidence")
                        .body("", hasSize(1))
                        .body("[0].kind", equalTo("CONSENT"))
                        .extract()
                        .jsonPath()
                        .getString("[0].id");

        byte[] document =
                as(Tokens.portal(resident.holder()))
                        .get(path(resident, "/evidence/" + id))
                        .then()
                        .statusCode(200)
                        .contentType("application/cms")
                        .extract()
                        .asByteArray();

        assertInstanceOf(SignedDocument.Check.Signed.class, SignedDocument.open(document));
    }

    /// Every route about a holder, as the service itself lists them: another's and nobody's are one
    /// answer, to the byte.
    @Test
    void tellsACitizenTheSameOfAnotherAndOfNobodyOnEveryRoute() {
        Resident known = cast.consented(Town.CHIYODA, Item.ADDRESS);
        waits(known);
        String document = officers(known, "/evidence").extract().jsonPath().getString("[0].id");
        String curious = Tokens.portal(new HolderId(UUID.randomUUID()));
        String nameless = Tokens.of("portal");

        List<Route> routes = routes();

        for (Route route : routes) {
            for (String token : List.of(curious, nameless)) {
                Response another = route.ask(token, known.holder().text(), document);
                Response nobody = route.ask(token, UUID.randomUUID().toString(), document);
                assertEquals(nobody.asString(), another.asString(), route.toString());
                assertEquals(nobody.statusCode(), another.statusCode(), route.toString());
                assertTrue(List.of(403, 404).contains(another.statusCode()), route.toString());
            }
        }
        assertTrue(routes.size() >= 10, routes.toString());
    }

    @Test
    void letsNobodyInWithoutATokenAndNoRoleWhereItHasNoBusiness() {
        Resident known = cast.consented(Town.CHIYODA, Item.ADDRESS);
        String holder = known.holder().text();
        String id = UUID.randomUUID().toString();

        for (Route route : routes()) {
            assertEquals(401, route.send(given(), holder, id).statusCode(), route.toString());
            assertEquals(401, route.ask(Tokens.expired("officer"), holder, id).statusCode());
            assertEquals(403, route.ask(Tokens.factory(), holder, id).statusCode());
            assertEquals(403, route.ask(Tokens.jpkiGateway(), holder, id).statusCode());
            boolean operators = route.path().endsWith("/imports");
            int operator = route.ask(Tokens.operator(), holder, id).statusCode();
            assertEquals(!operators, operator == 403, route.toString());
        }
    }

    @Test
    void givesNoOneAnothersDocument() {
        Resident one = cast.consented(Town.CHIYODA, Item.ADDRESS);
        Resident other = cast.consented(Town.CHIYODA, Item.ADDRESS);
        String document = officers(one, "/evidence").extract().jsonPath().getString("[0].id");

        String anothers = problem(other, document);
        String nobodys = problem(other, UUID.randomUUID().toString());
        String nonsense = problem(other, "nonsense");

        assertEquals(nobodys, anothers);
        assertEquals(nobodys, nonsense);
    }

    private static String problem(Resident resident, String document) {
        return as(Tokens.portal(resident.holder()))
                .get(path(resident, "/evidence/" + document))
                .then()
                .statusCode(404)
                .extract()
                .asString();
    }

    private record Route(Method method, String path) {

        Response ask(String token, String holder, String id) {
            return send(as(token), holder, id);
        }

        Response send(RequestSpecification request, String holder, String id) {
            RequestSpecification sent =
                    request.queryParam("item", "ADDRESS").queryParam("at", "2026-01-01T00:00:00Z");
            if (method == Method.POST) {
                sent = sent.contentType("application/json").body(Map.of());
            }
            Object[] named =
                    path.contains("{id}") ? new Object[] {holder, id} : new Object[] {holder};
            return sent.request(method, path, named);
        }
    }

    private static List<Route> routes() {
        Map<String, Map<String, Object>> paths =
                given().get("/q/openapi?format=json")
                        .then()
                        .statusCode(200)
                        .extract()
                        .path("paths");
        List<Route> routes = new ArrayList<>();
        paths.forEach(
                (path, operations) -> {
                    if (path.contains("{holder}")) {
                        operations.keySet().stream()
                                .map(method -> Method.valueOf(method.toUpperCase(Locale.ROOT)))
                                .forEach(method -> routes.add(new Route(method, path)));
                    }
                });
        return routes;
    }

    private ChangeKey waits(Resident resident) {
        ChangeKey change = moves(resident);
        cast.verdicts(resident, change, 1);
        return change;
    }

    private void refused(Resident resident) {
        assertEquals(
                List.of("ADDRESS REFUSED NO_CONSENT"), cast.verdicts(resident, moves(resident), 1));
    }

    private ChangeKey moves(Resident resident) {
        return cast.says(
                Town.NAHA,
                resident,
                ChangeReason.MOVE,
                Cast.now().minusSeconds(5),
                Cast.address(resident.person().movedTo(Town.NAHA, Town.NAHA.officeAddress())));
    }

    private static ValidatableResponse officers(Resident resident, String path) {
        return as(Tokens.officer()).get(path(resident, path)).then().statusCode(200);
    }

    private static String path(Resident resident, String path) {
        return "/holders/" + resident.holder().text() + path;
    }

    private static RequestSpecification as(String token) {
        return given().auth().oauth2(token);
    }
}
