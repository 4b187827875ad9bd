package jp.kisai.journey;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.HoldingForm;
import jp.kisai.contracts.vocabulary.LicenceNumber;
import jp.kisai.contracts.vocabulary.LicenceState;
import jp.kisai.localstack.doubles.Access;
import jp.kisai.localstack.doubles.Counter;
import jp.kisai.localstack.doubles.Person;
import jp.kisai.localstack.doubles.Town;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// What a suspension at the counter does to an encoding that is under way: licence-service says it,
/// card-writer-service obeys.
class SuspensionTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Access access = Suite.running().stack().addresses().access();
    private final Counter counter = new Counter(access);

    @Test
    void holdsTheOpenEncodingUntilTheLicenceIsInForceAgain() {
        HolderId suspended = newHolder();
        HolderId other = newHolder();
        underAPause(
                () -> {
                    issue(suspended);
                    awaitEncoding(suspended, 1, "QUEUED");
                    counter.changeState(suspended, LicenceState.SUSPENDED);
                    awaitEncoding(suspended, 2, "HELD");
                });

        // orders leave again, and this one still does not
        issue(other);
        awaitEncoding(other, 1, "ENCODED");
        assertEquals("2 HELD 0", encoding(suspended));

        counter.changeState(suspended, LicenceState.IN_FORCE);

        awaitEncoding(suspended, 3, "ENCODED");
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                as(access.officerToken())
                                        .get(licence(suspended) + "/chip")
                                        .then()
                                        .statusCode(200)
                                        .body("provenVersion", equalTo(3))
                                        .body("behind", equalTo(false)));
    }

    @Test
    void givesTheOpenEncodingUpWhenTheLicenceIsCancelled() {
        HolderId holder = newHolder();
        underAPause(
                () -> {
                    issue(holder);
                    awaitEncoding(holder, 1, "QUEUED");
                    counter.changeState(holder, LicenceState.CANCELLED);
                    awaitEncoding(holder, 1, "CANCELLED");
                });

        HolderId other = newHolder();
        issue(other);
        awaitEncoding(other, 1, "ENCODED");
        assertEquals("1 CANCELLED 0", encoding(holder));
    }

    /// No order leaves for the factory while this happens; what is queued stays where a suspension
    /// finds it.
    private void underAPause(Runnable happening) {
        String pause = access.service("card-writer-service") + "/factory/pause";
        as(access.operatorToken())
                .body(Map.of("reason", "a suspension is looked at"))
                .put(pause)
                .then()
                .statusCode(200);
        try {
            happening.run();
        } finally {
            as(access.operatorToken()).delete(pause).then().statusCode(200);
        }
    }

    private void issue(HolderId holder) {
        LocalDate today = LocalDate.now(ZoneId.of("Asia/Tokyo"));
        LocalDate born = LocalDate.of(1990, 3, 15);
        Person person =
                new Person(
                        "山田　花子",
                        "ヤマダ　ハナコ",
                        born,
                        2,
                        Town.CHIYODA,
                        Town.CHIYODA.officeAddress(),
                        Town.CHIYODA.officeAddress());
        counter.issueLicence(
                holder,
                new Counter.LicenceToIssue(
                        person,
                        licenceNumber(),
                        HoldingForm.CARD_ONLY,
                        "CARD-" + holder.text().substring(0, 8).toUpperCase(Locale.ROOT),
                        today.minusYears(2),
                        born.withYear(today.getYear() + 3).plusMonths(1)));
    }

    private void awaitEncoding(HolderId holder, long version, String state) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> encoding(holder).startsWith(version + " " + state));
    }

    /// The newest: its version, its state, and how often its order left.
    private String encoding(HolderId holder) {
        var encodings =
                as(access.officerToken())
                        .get(
                                access.service("card-writer-service")
                                        + "/holders/"
                                        + holder.text()
                                        + "/encodings")
                        .jsonPath();
        return encodings.getString("[0].version")
                + " "
                + encodings.getString("[0].state")
                + " "
                + encodings.getString("[0].attempts");
    }

    private String licence(HolderId holder) {
        return access.service("licence-service") + "/licences/" + holder.text();
    }

    private static RequestSpecification as(String token) {
        return given().auth().oauth2(token).contentType("application/json");
    }

    private static HolderId newHolder() {
        return new HolderId(UUID.randomUUID());
    }

    /// A number with the check digit that it needs.
    private static String licenceNumber() {
        String first = "3016%06d".formatted(ThreadLocalRandom.current().nextInt(1_000_000));
        return IntStream.rangeClosed(0, 9)
                .mapToObj(check -> first + check + "0")
                .filter(SuspensionTest::isNumber)
                .findFirst()
                .orElseThrow();
    }

    private static boolean isNumber(String digits) {
        try {
            return new LicenceNumber(digits).digits().equals(digits);
        } catch (IllegalArgumentException wrongCheckDigit) {
            return false;
        }
    }
}
