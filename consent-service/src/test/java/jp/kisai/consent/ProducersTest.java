package jp.kisai.consent;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.kisai.contracts.CloudEvent;
import jp.kisai.contracts.Events;
import jp.kisai.contracts.Topics;
import jp.kisai.contracts.event.RecordRejected;
import jp.kisai.contracts.event.ResidentChanged;
import jp.kisai.localstack.doubles.Pem;
import jp.kisai.localstack.doubles.SelfSigned;
import jp.kisai.testkit.KafkaAndPostgres;
import jp.kisai.testkit.TestKafka;
import jp.kisai.testkit.Tokens;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What operators do and see: certificates registered, rotated and ended; numbers that are missing;
/// municipalities that fall silent.
@QuarkusTest
@WithTestResource(TrustFiles.class)
@WithTestResource(
        value = KafkaAndPostgres.class,
        initArgs = @ResourceArg(name = "database", value = "consent"))
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProducersTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject AgroalDataSource database;
    @Inject ProducerWatch watch;
    @Inject MeterRegistry metrics;

    private TestKafka kafka;

    @BeforeAll
    void connect() {
        kafka = TestKafka.connect();
    }

    @AfterAll
    void close() {
        kafka.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"462013", "46201", "4620120", "000001", "990000", "46201x", "４６２０１２"})
    void refusesWhatIsNoMunicipalityCode(String code) throws IOException, GeneralSecurityException {
        Sender sender = Sender.unregistered(kafka);

        register(code, sender.signer, Instant.now(), Instant.now().plusSeconds(60))
                .statusCode(422)
                .contentType("application/problem+json")
                .body("title", equalTo("WRONG_MUNICIPALITY_CODE"))
                .body("type", equalTo("urn:kisai:problem:wrong-municipality-code"));
    }

    @Test
    void refusesACertificateThatIsValidAtNoTimeOfThePeriod()
            throws IOException, GeneralSecurityException {
        Sender sender = Sender.unregistered(kafka);
        Instant farAway = Instant.now().plus(Duration.ofDays(3650));

        register(sender.code.digits(), sender.signer, farAway, farAway.plusSeconds(60))
                .statusCode(422)
                .body("title", equalTo("CERTIFICATE_NOT_VALID_THEN"));
    }

    @Test
    void refusesAnothersCertificate() throws IOException, GeneralSecurityException {
        Sender one = Sender.registered(kafka);
        Sender other = Sender.unregistered(kafka);

        register(other.code.digits(), one.signer, Instant.now(), Instant.now().plusSeconds(60))
                .statusCode(409)
                .body("title", equalTo("CERTIFICATE_OF_ANOTHER"));
    }

    @Test
    void takesRsaKeysToo() throws IOException, GeneralSecurityException {
        Sender sender = Sender.registered(kafka);
        Pem rsa =
                SelfSigned.rsa2048(
                        TrustFiles.FOLDER.resolve("senders/" + UUID.randomUUID() + ".pem"),
                        "C=JP,O=Test,CN=rsa");
        sender.register(rsa);

        CloudEvent<ResidentChanged> event = sender.strangersMove();
        sender.send(event, rsa);

        assertEquals(List.of("TAKEN"), awaitKinds(sender, 1));
    }

    @Test
    void rotatesWithoutAGap() throws IOException, GeneralSecurityException {
        Sender sender = Sender.registered(kafka);
        Pem last = sender.signer;
        Pem next = sender.newKey();
        for (int i = 0; i < 5; i++) {
            sender.send(sender.strangersMove(), last);
        }
        sender.register(next);
        for (int i = 0; i < 10; i++) {
            sender.send(sender.strangersMove(), i % 2 == 0 ? last : next);
        }
        awaitKinds(sender, 15);
        end(sender, last).statusCode(204);
        for (int i = 0; i < 5; i++) {
            sender.send(sender.strangersMove(), next);
        }

        List<Object> kinds = awaitKinds(sender, 20);

        assertTrue(kinds.stream().allMatch("TAKEN"::equals), kinds.toString());
        workIn();
        view(sender).body("standing.highest", equalTo(20), "gaps", hasSize(0));
        view(sender).body("certificates", hasSize(2));
    }

    @Test
    void anEndedKeyCannotDateBackAndStaysEnded() throws IOException, GeneralSecurityException {
        Sender sender = Sender.registered(kafka);
        sender.send(sender.strangersMove());
        awaitKinds(sender, 1);

        end(sender, sender.signer).statusCode(204);
        CloudEvent<ResidentChanged> dated = sender.strangersMove();
        CloudEvent<ResidentChanged> back =
                sender.event(
                        dated.id(),
                        dated.subject(),
                        dated.data(),
                        Instant.now().minus(Duration.ofHours(1)));
        sender.send(back);

        assertEquals(List.of("UNKNOWN_PRODUCER"), causes(back));
        assertEquals(List.of("TAKEN"), awaitKinds(sender, 1), "it is in nobody's balance");
        register(sender.code.digits(), sender.signer, Instant.now(), Instant.now().plusSeconds(60))
                .statusCode(409)
                .body("title", equalTo("CERTIFICATE_ENDED"));
        end(sender, sender.signer).statusCode(204);
        view(sender)
                .body("certificates[0].endedAt", notNullValue())
                .body("certificates[0].endedReason", equalTo("key lost"));
    }

    @Test
    void judgesARegistrationsPeriodByTheEventsTime() throws IOException, GeneralSecurityException {
        Sender sender = Sender.unregistered(kafka);
        Instant now = Instant.now();
        sender.register(
                sender.signer, now.minus(Duration.ofDays(10)), now.minus(Duration.ofDays(5)));
        CloudEvent<ResidentChanged> onItsWay = said(sender, now.minus(Duration.ofDays(6)));
        CloudEvent<ResidentChanged> tooEarly = said(sender, now.minus(Duration.ofDays(11)));
        CloudEvent<ResidentChanged> tooLate = said(sender, now.minus(Duration.ofDays(4)));
        CloudEvent<ResidentChanged> inFuture = said(sender, now.plus(Duration.ofDays(4)));

        sender.send(onItsWay);
        sender.send(tooEarly);
        sender.send(tooLate);
        sender.send(inFuture);

        assertEquals(List.of("UNKNOWN_PRODUCER"), causes(tooEarly));
        assertEquals(List.of("UNKNOWN_PRODUCER"), causes(tooLate));
        assertEquals(List.of("UNKNOWN_PRODUCER"), causes(inFuture));
        assertEquals(List.of("TAKEN"), awaitKinds(sender, 1));
    }

    @Test
    void takesNothingOnARegistrationThatEndedLongAgo()
            throws IOException, GeneralSecurityException {
        Sender sender = Sender.unregistered(kafka);
        Instant now = Instant.now();
        sender.register(
                sender.signer, now.minus(Duration.ofDays(90)), now.minus(Duration.ofDays(31)));
        CloudEvent<ResidentChanged> datedBack = said(sender, now.minus(Duration.ofDays(40)));

        sender.send(datedBack);

        assertEquals(List.of("UNKNOWN_PRODUCER"), causes(datedBack));
    }

    @Test
    void showsWhichNumbersAreMissingUntilTheyCome() throws IOException, GeneralSecurityException {
        Sender sender = Sender.registered(kafka);
        for (long number : new long[] {1, 2, 5}) {
            sender.send(sender.strangersMove(number));
        }
        awaitKinds(sender, 3);
        workIn();
        view(sender)
                .body("standing.missing", equalTo(2), "standing.missingSince", notNullValue())
                .body("gaps", hasSize(1), "gaps[0].first", equalTo(3), "gaps[0].last", equalTo(4));

        sender.send(sender.strangersMove(4));
        awaitKinds(sender, 4);
        workIn();
        view(sender)
                .body("gaps", hasSize(1), "gaps[0].first", equalTo(3), "gaps[0].last", equalTo(3))
                .body("gaps[0].since", notNullValue());

        sender.send(sender.strangersMove(3));
        awaitKinds(sender, 5);
        workIn();
        view(sender)
                .body("gaps", hasSize(0), "standing.highest", equalTo(5))
                .body("standing.missingSince", nullValue());
    }

    @Test
    void alarmsOnceAGapIsOlderThanTheGrace() throws IOException, GeneralSecurityException {
        Sender sender = Sender.registered(kafka);
        sender.send(sender.strangersMove(7));
        awaitKinds(sender, 1);
        workIn();
        double young = gauge("kisai.consent.producers.missing");
        rows().execute(
                        "update sequence_gaps set since = since - interval '2 minutes'"
                                + " where producer = ?",
                        sender.code.digits());

        workIn();

        assertEquals(young + 6, gauge("kisai.consent.producers.missing"));
        assertTrue(gauge("kisai.consent.producers.gaps") >= 1);
        assertTrue(gauge("kisai.consent.producers.gap.oldest.seconds") >= 119);
        settle(sender, 8).statusCode(204);
    }

    @Test
    void aNumberThatWasSetAsideIsNotMissingAndOneThatNobodySentIs()
            throws IOException, GeneralSecurityException {
        Sender sender = Sender.registered(kafka);
        CloudEvent<ResidentChanged> first = sender.strangersMove();
        sender.send(first);
        CloudEvent<ResidentChanged> second = sender.strangersMove();
        sender.send(sender.event(first.id(), first.subject(), second.data(), Instant.now()));
        CloudEvent<ResidentChanged> third = sender.strangersMove();
        kafka.send(Topics.RESIDENT_CHANGED, third.subject(), Events.write(third));
        sender.send(sender.strangersMove());
        awaitKinds(sender, 3);

        workIn();

        view(sender)
                .body("gaps", hasSize(1), "gaps[0].first", equalTo(3), "gaps[0].last", equalTo(3));
    }

    @Test
    void settlesANumberingThatBeginsAnew() throws IOException, GeneralSecurityException {
        Sender sender = Sender.registered(kafka);
        sender.send(sender.strangersMove(1000));
        awaitKinds(sender, 1);
        workIn();
        view(sender).body("standing.missing", equalTo(999));

        settle(sender, 1).statusCode(204);
        sender.send(sender.strangersMove(1));
        sender.send(sender.strangersMove(3));
        awaitKinds(sender, 3);
        workIn();

        view(sender)
                .body(
                        "gaps",
                        hasSize(1),
                        "gaps[0].first",
                        equalTo(2),
                        "standing.highest",
                        equalTo(3));
        assertEquals(
                List.of(999L),
                rows().of(
                                "select missing from sequence_settlements where producer = ?",
                                sender.code.digits()));
    }

    @Test
    void noticesWhoFellSilentAndWhoSpeaksAgain() throws IOException, GeneralSecurityException {
        Sender sender = Sender.registered(kafka);
        view(sender).body("standing.silent", equalTo(false));
        rows().execute(
                        "update producers set registered_at = registered_at - interval '8 days',"
                                + " valid_from = valid_from - interval '8 days'"
                                + " where municipality = ?",
                        sender.code.digits());
        workIn();
        double silent = gauge("kisai.consent.producers.silent");
        assertTrue(silent >= 1);
        view(sender).body("standing.silent", equalTo(true), "standing.heardAt", nullValue());

        sender.send(sender.strangersMove());
        awaitKinds(sender, 1);
        workIn();

        view(sender).body("standing.silent", equalTo(false), "standing.heardAt", notNullValue());
        assertEquals(silent - 1, gauge("kisai.consent.producers.silent"));
    }

    @Test
    void countsDecisionsByOutcomeReasonAndRules() throws IOException, GeneralSecurityException {
        Sender sender = Sender.registered(kafka);
        double before = refusedForWantOfConsent();

        sender.send(sender.strangersMove());
        awaitKinds(sender, 1);

        Awaitility.await().atMost(PATIENCE).until(() -> refusedForWantOfConsent() >= before + 1);
        assertNotNull(metrics.find("kisai.consent.waiting.oldest.seconds").gauge());
    }

    @Test
    void onlyOperatorsMay() throws IOException, GeneralSecurityException {
        Sender sender = Sender.registered(kafka);
        String path = "/producers/" + sender.code.digits();

        for (String read : List.of("/producers", path)) {
            given().get(read).then().statusCode(401);
            given().auth().oauth2(Tokens.officer()).get(read).then().statusCode(403);
        }
        for (String write :
                List.of("/producers", path + "/certificates/x/end", path + "/sequence")) {
            given().contentType(ContentType.JSON).body("{}").post(write).then().statusCode(401);
            given().auth()
                    .oauth2(Tokens.officer())
                    .contentType(ContentType.JSON)
                    .body("{}")
                    .post(write)
                    .then()
                    .statusCode(403);
        }
        operator("{}", path + "/sequence").statusCode(400);
        operator("{\"reason\":\"lost\"}", path + "/certificates/x/end").statusCode(404);
        given().auth().oauth2(Tokens.operator()).get("/producers/011002").then().statusCode(404);
    }

    @Test
    void listsAllInPagesInTheOrderOfTheirCodes() throws IOException, GeneralSecurityException {
        Sender one = Sender.registered(kafka);
        Sender next = Sender.registered(kafka);

        List<String> codes =
                given().auth()
                        .oauth2(Tokens.operator())
                        .queryParam("after", one.code.digits())
                        .get("/producers")
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath()
                        .getList("municipality");

        assertEquals(next.code.digits(), codes.getFirst());
    }

    private static CloudEvent<ResidentChanged> said(Sender sender, Instant at) {
        CloudEvent<ResidentChanged> event = sender.strangersMove();
        return sender.event(event.id(), event.subject(), event.data(), at);
    }

    private double refusedForWantOfConsent() {
        return metrics
                .find("kisai.consent.decisions")
                .tag("outcome", "REFUSED")
                .tag("reason", "NO_CONSENT")
                .tagKeys("rules")
                .counters()
                .stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private double gauge(String name) {
        return metrics.get(name).gauge().value();
    }

    private void workIn() {
        watch.watch().await().atMost(PATIENCE);
    }

    private Rows rows() {
        return new Rows(database);
    }

    private List<Object> awaitKinds(Sender sender, int count) {
        return Awaitility.await("receipts of " + sender.code)
                .atMost(PATIENCE)
                .until(
                        () ->
                                rows().of(
                                                "select kind from receipts where producer = ?",
                                                sender.code.digits()),
                        found -> found.size() >= count);
    }

    private List<String> causes(CloudEvent<ResidentChanged> event) {
        return kafka.await(Topics.CHANGE_ANSWERED, event.subject(), 1).stream()
                .map(record -> Books.read(record).data())
                .map(data -> ((RecordRejected) data).cause().name())
                .toList();
    }

    private static ValidatableResponse view(Sender sender) {
        return given().auth()
                .oauth2(Tokens.operator())
                .get("/producers/" + sender.code.digits())
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse register(String code, Pem key, Instant from, Instant until)
            throws IOException {
        return given().auth()
                .oauth2(Tokens.operator())
                .contentType(ContentType.JSON)
                .body(
                        Map.of(
                                "municipality", code,
                                "certificate", Pem.text(key.certificate()),
                                "validFrom", from.toString(),
                                "validUntil", until.toString()))
                .post("/producers")
                .then();
    }

    private ValidatableResponse end(Sender sender, Pem key) throws GeneralSecurityException {
        return operator(
                "{\"reason\":\"key lost\"}",
                "/producers/"
                        + sender.code.digits()
                        + "/certificates/"
                        + HexFormat.of()
                                .formatHex(
                                        MessageDigest.getInstance("SHA-256")
                                                .digest(key.certificate().getEncoded()))
                        + "/end");
    }

    private static ValidatableResponse settle(Sender sender, long next) {
        return operator(
                "{\"next\":" + next + ",\"reason\":\"new system\"}",
                "/producers/" + sender.code.digits() + "/sequence");
    }

    private static ValidatableResponse operator(String body, String path) {
        return given().auth()
                .oauth2(Tokens.operator())
                .contentType(ContentType.JSON)
                .body(body)
                .post(path)
                .then();
    }
}
