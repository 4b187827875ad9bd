package jp.kisai.notification;

import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.kisai.contracts.Topics;
import jp.kisai.contracts.event.ConsentChanged;
import jp.kisai.contracts.event.ConsentDecided;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.Doubt;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.LicenceState;
import jp.kisai.contracts.vocabulary.Refusal;
import jp.kisai.testkit.KafkaAndPostgres;
import jp.kisai.testkit.Tokens;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What holders hear without any event that says it: clocks that run down, and changes that do not
/// move.
@QuarkusTest
@WithTestResource(
        value = KafkaAndPostgres.class,
        initArgs = {
            @ResourceArg(name = "database", value = "notification_reminders"),
            @ResourceArg(name = "kisai.notification.clock.sweep-every-seconds", value = "1"),
            @ResourceArg(name = "kisai.notification.follow-up.look-every-seconds", value = "1")
        })
class RemindersTest extends HeardAndAsked {

    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

    private final LocalDate today = LocalDate.now(TOKYO);

    @Inject ClockSweep clocks;
    @Inject FollowUpSweep followUps;

    private static Suite nudged;
    private static Suite undecided;
    private static Suite unanswered;

    /// Their days become full while other tests run.
    @BeforeAll
    static void letThemWait() {
        nudged = new Suite(kafka);
        nudged.ago = almostDays(3);
        waits(nudged, Doubt.WAITING_FOR_HOLDER);
        undecided = new Suite(kafka);
        undecided.ago = almostDays(7);
        waits(undecided, Doubt.REVOCATION_UNKNOWN);
        unanswered = new Suite(kafka);
        unanswered.ago = almostDays(7);
        unanswered.decides(Suite.newChange(), 1, Suite.grantedAddress());
    }

    @Test
    void makesOneReminderOfAConsentACertificateAndACardThatFallTogether() {
        Suite suite = new Suite(kafka);
        suite.records(1, today.plusYears(2));
        card(suite, today.plusDays(180));
        awaitNotices(suite, 1);

        suite.consents(
                ConsentChanged.Kind.GIVEN,
                startOf(today.plusDays(91)),
                startOf(today.plusDays(95)));

        JsonPath inbox = awaitNotices(suite, 2);
        assertEquals("REMINDER", inbox.getString("notices[0].outcome"));
        assertEquals(List.of("CONSENT", "CERTIFICATE"), inbox.getList("notices[0].endings.clock"));
        assertEquals(
                today.plusDays(90).toString(), inbox.getString("notices[0].endings[0].endsOn"));
        assertEquals(List.of("CARD"), inbox.getList("notices[1].endings.clock"));
    }

    @Test
    void remindsOfARenewalWhoseWindowIsOpenAndOfNothingOnceItIsRenewed() {
        Suite suite = new Suite(kafka);
        suite.records(1, today.plusDays(40));
        JsonPath inbox = awaitNotices(suite, 1);
        assertEquals(List.of("RENEWAL"), inbox.getList("notices[0].endings.clock"));

        suite.records(2, today.plusDays(40).plusYears(5));
        Suite other = new Suite(kafka);
        other.records(1, today.plusDays(40));
        awaitNotices(other, 1);

        assertEquals(1, awaitNotices(suite, 1).getList("notices").size());
    }

    @Test
    void remindsNobodyOfACancelledLicenceNorTheFamilyOfTheDead() throws SQLException {
        Suite cancelled = new Suite(kafka);
        cancelled.records(1, today.plusDays(40), LicenceState.CANCELLED);
        Suite dead = new Suite(kafka);
        dead.dies(Suite.newChange());
        awaitDeathKnown(dead);
        dead.consents(ConsentChanged.Kind.GIVEN, startOf(today.plusDays(50)), null);
        Suite other = new Suite(kafka);
        other.records(1, today.plusDays(40));
        awaitNotices(other, 1);

        for (Suite suite : List.of(cancelled, dead)) {
            as(Tokens.portal(suite.holder)).get("/my/notices").then().body("notices", empty());
        }
    }

    @Test
    void remindsOfNoConsentThatWasWithdrawn() {
        Suite suite = new Suite(kafka);
        suite.consents(ConsentChanged.Kind.GIVEN, startOf(today.plusYears(9)), null);
        suite.consents(ConsentChanged.Kind.WITHDRAWN, startOf(today.plusDays(20)), null);
        Suite other = new Suite(kafka);
        other.consents(ConsentChanged.Kind.EXPIRED, startOf(today), startOf(today.plusDays(20)));

        assertEquals(
                List.of("CERTIFICATE"), awaitNotices(other, 1).getList("notices[0].endings.clock"));
        as(Tokens.portal(suite.holder)).get("/my/notices").then().body("notices", empty());
    }

    /// They come on the topic of the consents, and start no clock.
    @Test
    void setsNoSubmissionOfACertificateAside() {
        Suite suite = new Suite(kafka);
        suite.submitsACertificate();
        suite.consents(ConsentChanged.Kind.GIVEN, startOf(today.plusDays(20)), null);

        assertEquals(
                List.of("CONSENT"), awaitNotices(suite, 1).getList("notices[0].endings.clock"));
        assertEquals(
                List.of(),
                kafka.records(Topics.deadLetterOf(Topics.CONSENT_CHANGED), suite.holder));
    }

    @Test
    void nudgesTheHolderWhoHasSomethingToDo() {
        JsonPath inbox = awaitNotices(nudged, 2);

        assertTrue(inbox.getList("notices.outcome").contains("NUDGE"));
        assertTrue(inbox.getList("notices.title").contains("運転免許の記録の変更のお手続は、お済みでしょうか"));
    }

    @Test
    void saysWhyNothingIsDecided() {
        assertTrue(awaitNotices(undecided, 2).getList("notices.outcome").contains("UNDECIDED"));
        JsonPath inbox = awaitNotices(unanswered, 1);
        assertEquals("GRANTED", inbox.getString("notices[0].items[0].standing"));
        assertEquals("OFFICER", inbox.getString("notices[0].mustAct"));
    }

    @Test
    void sendsACorrectedNoticeThatTakesTheOldOnesPlace() {
        Suite suite = new Suite(kafka);
        ChangeKey wrong = Suite.newChange();
        suite.decides(wrong, 1, new ConsentDecided.Refused(Item.ADDRESS, Refusal.NO_CONSENT));
        kafka.await(Topics.NOTICE_SENT, suite.holder, 1);
        String old = firstNotice(suite.holder);

        suite.corrects(
                Suite.newChange(),
                wrong,
                new ConsentDecided.Refused(Item.ADDRESS, Refusal.CONSENT_EXPIRED));

        JsonPath inbox = awaitNotices(suite, 2);
        assertEquals(
                List.of(true),
                inbox.<String>getList("notices.title").stream()
                        .filter(title -> title.startsWith("【訂正】"))
                        .map(title -> true)
                        .toList());
        assertTrue(
                inbox.getList("notices.findAll { it.id == '" + old + "' }.overtakenBy").size()
                        == 1);
        as(Tokens.portal(suite.holder))
                .get("/my/notices")
                .then()
                .body("notices.find { it.id == '" + old + "' }.overtakenBy", notNullValue());
    }

    @Test
    void forecastsWhatEndsByMonthAndPrefecture() {
        Suite suite = new Suite(kafka);
        LocalDate end = today.withDayOfMonth(1).plusMonths(7).plusDays(3);
        suite.consents(ConsentChanged.Kind.GIVEN, startOf(end.plusDays(1)), null);
        String month = YearMonth.from(end).toString();

        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () ->
                                as(Tokens.operator())
                                        .get("/forecast")
                                        .then()
                                        .statusCode(200)
                                        .body(
                                                "findAll { it.what == 'CONSENT' && it.prefecture =="
                                                        + " '14' }.month",
                                                hasItem(month)));
        as(Tokens.officer()).get("/forecast").then().statusCode(403);
    }

    @Test
    void tellsWhichCountersAreOpenAndLetsOperatorsEnterThem() {
        as(Tokens.officer())
                .get("/counters?prefecture=46")
                .then()
                .statusCode(200)
                .body("id", containsInAnyOrder("46-centre", "46-stations"))
                .body("find { it.id == '46-centre' }.hours", hasSize(4));
        String id = "14-" + UUID.randomUUID().toString().substring(0, 8);
        Map<String, Object> office =
                Map.of(
                        "prefecture",
                        "14",
                        "kind",
                        "LICENCE_CENTRE",
                        "names",
                        Map.of("ja", "免許センター", "ja-easy", "センター", "en", "Centre"),
                        "hours",
                        List.of(
                                Map.of("day", "WEEKDAY", "opens", "00:00", "closes", "23:59"),
                                Map.of("day", "SATURDAY", "opens", "00:00", "closes", "23:59"),
                                Map.of("day", "SUNDAY", "opens", "00:00", "closes", "23:59")),
                        "openOnHolidays",
                        true,
                        "closedOn",
                        List.of("2027-05-01"));

        for (int i = 0; i < 2; i++) {
            as(Tokens.operator())
                    .contentType(ContentType.JSON)
                    .body(office)
                    .put("/counters/{id}", id)
                    .then()
                    .statusCode(204);
        }

        as(Tokens.operator())
                .get("/counters?prefecture=14")
                .then()
                .body("find { it.id == '" + id + "' }.closedOn", equalTo(List.of("2027-05-01")))
                .body("find { it.id == '" + id + "' }.hours", hasSize(3));
        as(Tokens.portal(refusedMove().holder))
                .get("/my/notices")
                .then()
                .body("notices[0].paragraphs", hasItem(startsWith("免許センター：")));
        as(Tokens.officer()).delete("/counters/{id}", id).then().statusCode(403);
        as(Tokens.operator()).delete("/counters/{id}", id).then().statusCode(204);
        as(Tokens.operator()).delete("/counters/{id}", id).then().statusCode(404);
        as(Tokens.operator()).get("/counters?prefecture=14").then().body("id", not(hasItem(id)));
    }

    @Test
    void refusesCountersThatMakeNoSense() {
        for (String hours :
                List.of(
                        "[{\"day\":\"WEEKDAY\",\"opens\":\"16:00\",\"closes\":\"08:30\"}]",
                        "[{\"day\":\"WEEKDAY\",\"opens\":\"08:30\",\"closes\":\"12:00\"},"
                                + "{\"day\":\"WEEKDAY\",\"opens\":\"11:30\",\"closes\":\"16:00\"}]",
                        "[{\"day\":\"HOLIDAY\",\"opens\":\"08:30\",\"closes\":\"12:00\"}]",
                        "[{\"day\":\"SUNDAY\",\"opens\":\"half past eight\",\"closes\":\"12:00\"}]")) {
            as(Tokens.operator())
                    .contentType(ContentType.JSON)
                    .body(
                            "{\"prefecture\":\"14\",\"kind\":\"POLICE_STATION\",\"names\":{\"ja\":\"署\","
                                    + "\"ja-easy\":\"しょ\",\"en\":\"Station\"},\"openOnHolidays\":false,"
                                    + "\"hours\":"
                                    + hours
                                    + "}")
                    .put("/counters/14-senseless")
                    .then()
                    .statusCode(400);
        }
        as(Tokens.officer()).put("/counters/14-mine").then().statusCode(403);
        as(Tokens.officer()).get("/counters?prefecture=48").then().statusCode(400);
    }

    /// The two topics are heard in any order.
    private static void awaitDeathKnown(Suite suite) throws SQLException {
        try (ServiceDatabase database = ServiceDatabase.open()) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(
                            () ->
                                    database.number(
                                                    "select count(*) from holder_facts where deceased_by"
                                                            + " is not null and holder = '"
                                                            + suite.holder.text()
                                                            + "'")
                                            == 1);
        }
    }

    /// A little less, so that the days become full while the test looks on.
    private static Duration almostDays(int days) {
        return Duration.ofDays(days).minusSeconds(5);
    }

    private static void waits(Suite suite, Doubt doubt) {
        suite.decides(
                Suite.newChange(),
                1,
                new ConsentDecided.Waiting(
                        Item.DOMICILE, doubt, Instant.now().plus(Duration.ofDays(90))));
    }

    private static void card(Suite suite, LocalDate until) {
        as(Tokens.portal(suite.holder))
                .contentType(ContentType.JSON)
                .body(Map.of("validUntil", until.toString()))
                .put("/my/card")
                .then()
                .statusCode(204);
    }

    private static Instant startOf(LocalDate day) {
        return day.atStartOfDay(TOKYO).toInstant();
    }

    private JsonPath awaitNotices(Suite suite, int count) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> {
                            // As the clock does every second, without waiting for it.
                            clocks.sweep().await().atMost(Duration.ofSeconds(10));
                            followUps.sweep().await().atMost(Duration.ofSeconds(10));
                            return as(Tokens.portal(suite.holder))
                                    .get("/my/notices")
                                    .then()
                                    .extract()
                                    .jsonPath();
                        },
                        inbox -> inbox.getList("notices").size() >= count);
    }
}
