package jp.kisai.licence.web;

import static jp.kisai.licence.Scene.granted;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ExtractableResponse;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.EncodingState;
import jp.kisai.contracts.vocabulary.ItemChange;
import jp.kisai.contracts.vocabulary.MunicipalityCode;
import jp.kisai.licence.Scene;
import jp.kisai.testkit.KafkaAndPostgres;
import jp.kisai.testkit.TestKafka;
import jp.kisai.testkit.Tokens;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// One licence from its issue to a loss: after each step its version, both times of that version,
/// and how far the chip is behind.
@QuarkusTest
@WithTestResource(
        value = KafkaAndPostgres.class,
        initArgs = @ResourceArg(name = KafkaAndPostgres.DATABASE, value = "licence"))
class LifeOfALicenceTest {

    /// 青森市 and 八戸市: no other test lives in Aomori.
    private static final MunicipalityCode AOMORI = new MunicipalityCode("022012");

    private static final MunicipalityCode HACHINOHE = new MunicipalityCode("022039");

    @Test
    void isAnsweredForAtEveryStep() {
        try (TestKafka kafka = TestKafka.connect()) {
            live(new Scene(kafka));
        }
    }

    private static void live(Scene scene) {
        issuedAndRecorded(scene);
        Instant firstMove = Scene.aMinuteAgo().minus(20, ChronoUnit.DAYS);
        Instant secondMove = Scene.aMinuteAgo().minus(10, ChronoUnit.DAYS);
        Instant corrected = secondMove.minus(2, ChronoUnit.DAYS);
        movedTwiceAndCorrected(scene, firstMove, secondMove, corrected);
        suspendedAndReinstated(scene);
        renewedAndLost(scene);
        thePast(scene, firstMove, corrected);
    }

    private static void issuedAndRecorded(Scene scene) {
        Instant before = Instant.now();
        issue(scene);
        step(scene, 1, "ISSUED", startOf(issuedOn()), before);
        drift(scene, false, 1, 0);

        before = Instant.now();
        scene.post(
                        Tokens.officer(),
                        scene.licence("/holding-form"),
                        with(card(1, "CARD-0001"), Map.of("form", "CARD_ONLY")))
                .statusCode(200);
        step(scene, 2, "HOLDING_FORM", null, before);
        drift(scene, true, 2, 0);
        prove(scene, 2);
    }

    private static void movedTwiceAndCorrected(
            Scene scene, Instant firstMove, Instant secondMove, Instant corrected) {
        ChangeKey second = Scene.change();
        move(
                scene,
                Scene.change(),
                3,
                firstMove,
                new ItemChange.Address(AOMORI, "青森県青森市長島一丁目1番1号"));
        drift(scene, true, 3, 2);
        move(scene, second, 4, secondMove, new ItemChange.Address(HACHINOHE, "青森県八戸市内丸一丁目1番1号"));
        drift(scene, true, 4, 2);

        Instant before = Instant.now();
        scene.correct(
                Scene.change(),
                second,
                corrected,
                granted(new ItemChange.Address(HACHINOHE, "青森県八戸市内丸一丁目1番2号")));
        scene.changes(5);
        step(scene, 5, "MUNICIPAL_CHANGE", corrected, before);
        drift(scene, true, 5, 2);
        prove(scene, 5);
    }

    private static void suspendedAndReinstated(Scene scene) {
        Instant before = Instant.now();
        scene.changeState(5, "SUSPENDED").statusCode(200);
        step(scene, 6, "STATE", null, before);
        drift(scene, false, 6, 5);

        before = Instant.now();
        scene.changeState(6, "IN_FORCE").statusCode(200);
        step(scene, 7, "STATE", null, before);
        drift(scene, false, 7, 5);
    }

    private static void renewedAndLost(Scene scene) {
        String portal = Tokens.portal(scene.holder);
        scene.post(portal, "/my/licence/online-courses", Map.of("course", "EXCELLENT"))
                .statusCode(201);
        scene.post(portal, "/my/licence/online-courses/taken", Map.of()).statusCode(200);

        Instant before = Instant.now();
        scene.post(Tokens.officer(), scene.licence("/renewals"), renewal()).statusCode(200);
        step(scene, 8, "RENEWED", null, before);
        drift(scene, true, 8, 5);
        prove(scene, 8);

        before = Instant.now();
        scene.post(
                        Tokens.officer(),
                        scene.licence("/losses"),
                        Map.of("expectedVersion", 8, "lost", "MY_NUMBER_CARD", "wish", "LICENCE"))
                .statusCode(200);
        step(scene, 9, "HOLDING_FORM", null, before);
        drift(scene, false, 9, 8);
    }

    /// What the record says of a day depends on what was known: the correction took effect before
    /// the move that it corrects, and is known only from the day on which it was recorded.
    private static void thePast(Scene scene, Instant firstMove, Instant corrected) {
        past(scene, issuedOn(), "licence", "東京都千代田区九段南一丁目2番1号");
        past(scene, dayOf(firstMove), "first move", "青森県青森市長島一丁目1番1号");
        past(scene, dayOf(corrected), "correction", "青森県八戸市内丸一丁目1番2号");
        past(scene, today(), "today", "青森県八戸市内丸一丁目1番2号");
        scene.get(
                        Tokens.officer(),
                        scene.licence("/past?on=" + today() + "&knownOn=" + today().minusDays(1)))
                .statusCode(404);
        scene.get(Tokens.officer(), scene.licence("/versions")).body("$", hasSize(9));
    }

    private static void past(Scene scene, LocalDate on, String why, String address) {
        assertEquals(
                address,
                scene.get(Tokens.officer(), scene.licence("/past?on=" + on))
                        .statusCode(200)
                        .extract()
                        .path("address"),
                why);
    }

    private static void issue(Scene scene) {
        Map<String, Object> licence = scene.issueRequest("LICENCE_ONLY");
        licence.put("birthDate", today().minusYears(36).toString());
        licence.put("issuedOn", issuedOn().toString());
        licence.put("validUntil", today().plusMonths(1).toString());
        scene.post(Tokens.officer(), "/licences", licence).statusCode(201);
    }

    private static void move(
            Scene scene, ChangeKey change, int version, Instant at, ItemChange address) {
        Instant before = Instant.now();
        scene.decide(change, 1, at, granted(address));
        scene.changes(version);
        step(scene, version, "MUNICIPAL_CHANGE", at, before);
    }

    /// The newest version, since when it holds, and that it was recorded just now.
    ///
    /// @param effectiveFrom null for the moment at which it was recorded
    private static void step(
            Scene scene,
            int version,
            String kind,
            @Nullable Instant effectiveFrom,
            Instant before) {
        ExtractableResponse<Response> newest =
                scene.get(Tokens.officer(), scene.licence(""))
                        .statusCode(200)
                        .body("version", equalTo(version))
                        .body("kind", equalTo(kind))
                        .extract();
        Instant recordedAt = Instant.parse(newest.<String>path("recordedAt"));
        Instant since = Instant.parse(newest.<String>path("effectiveFrom"));
        assertFalse(recordedAt.isBefore(before.truncatedTo(ChronoUnit.MILLIS)));
        assertFalse(recordedAt.isAfter(Instant.now()));
        assertEquals(effectiveFrom == null ? recordedAt : effectiveFrom, since);
    }

    private static void drift(Scene scene, boolean behind, int version, int proven) {
        scene.get(Tokens.officer(), scene.licence("/chip"))
                .statusCode(200)
                .body("behind", equalTo(behind))
                .body("version", equalTo(version))
                .body("provenVersion", equalTo(proven == 0 ? null : proven));
        List<Map<String, Object>> aomori =
                scene.get(Tokens.operator(), "/drift")
                        .extract()
                        .path("findAll { it.prefecture == '02' }");
        boolean inAomori = version >= 3;
        assertEquals(behind && inAomori ? 1 : 0, aomori.size());
        if (behind && inAomori) {
            assertEquals(version - proven, aomori.getFirst().get("versions"));
        }
    }

    /// The factory reads the version back from the chip.
    private static void prove(Scene scene, int version) {
        scene.encodingMoved(version, EncodingState.ENCODED);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> drift(scene, false, version, version));
    }

    private static Map<String, Object> card(int version, String card) {
        return Map.of(
                "expectedVersion",
                version,
                "card",
                card,
                "cardExpiresOn",
                today().plusYears(1).toString(),
                "chipWorks",
                true);
    }

    private static Map<String, Object> renewal() {
        return with(
                card(7, "CARD-0001"),
                Map.of(
                        "course",
                        "ONLINE",
                        "aptitudeTestPassed",
                        true,
                        "paidYen",
                        2_300,
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

    private static LocalDate today() {
        return dayOf(Instant.now());
    }

    private static LocalDate issuedOn() {
        return today().minusYears(5);
    }

    private static LocalDate dayOf(Instant instant) {
        return instant.atZone(ZoneId.of("Asia/Tokyo")).toLocalDate();
    }

    private static Instant startOf(LocalDate day) {
        return day.atStartOfDay(ZoneId.of("Asia/Tokyo")).toInstant();
    }
}
