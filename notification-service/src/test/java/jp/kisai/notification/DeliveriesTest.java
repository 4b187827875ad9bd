package jp.kisai.notification;

import static io.restassured.RestAssured.given;
import static jp.kisai.notification.Suite.newChange;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.kisai.contracts.Events;
import jp.kisai.contracts.Reading;
import jp.kisai.contracts.Topics;
import jp.kisai.contracts.event.ConsentDecided;
import jp.kisai.contracts.event.NoticeSent;
import jp.kisai.contracts.event.NoticeSent.Channel;
import jp.kisai.contracts.signature.DetachedSignature;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.Doubt;
import jp.kisai.contracts.vocabulary.EncodingState;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.Refusal;
import jp.kisai.localstack.doubles.Pem;
import jp.kisai.notification.PortalAndMail.Posted;
import jp.kisai.notification.store.Deliveries;
import jp.kisai.notification.store.Deliveries.Pending;
import jp.kisai.testkit.KafkaAndPostgres;
import jp.kisai.testkit.Tokens;
import org.awaitility.Awaitility;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Notices on their way: against a real portal and a real mail server that fail on demand.
@QuarkusTest
@WithTestResource(
        value = KafkaAndPostgres.class,
        initArgs = @ResourceArg(name = "database", value = "notification_deliveries"))
@WithTestResource(PortalAndMail.class)
class DeliveriesTest extends HeardAndAsked {

    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final Duration YEARS = Duration.ofDays(7_000);
    private static final Duration POLL = Duration.ofMillis(50);

    @Inject Sending sending;
    @Inject Deliveries deliveries;
    @Inject Mutiny.SessionFactory sessions;

    @Test
    void postsASignedNoticeToThePortalUnderAToken() throws Exception {
        Suite suite = new Suite(kafka);

        refuse(suite);

        Posted posted = awaitPosted(suite, 1).getFirst();
        assertTrue(posted.body().contains("\"outcome\":\"REFUSED\""), posted.body());
        assertTrue(posted.body().contains("同意をいただいていない"), posted.body());
        var signed =
                DetachedSignature.check(
                        posted.body().getBytes(StandardCharsets.UTF_8),
                        posted.signature().getBytes(StandardCharsets.US_ASCII),
                        List.of(Pem.read(PortalAndMail.signer()).certificate()));
        assertInstanceOf(DetachedSignature.Check.Signed.class, signed);
        assertEquals(Set.of(Channel.INBOX, Channel.PORTAL), channels(suite, 2));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void asksAPortalThatCannotNowAgainUnderTheSameKey(int status) {
        Suite suite = new Suite(kafka);
        PortalAndMail.tell(suite.holder.text(), status, status);

        refuse(suite);

        assertEquals(1, awaitPosted(suite, 1).size());
        assertEquals(Set.of(Channel.INBOX, Channel.PORTAL), channels(suite, 2));
    }

    @Test
    void repeatsWhatWasTakenWhileTheAnswerWasLostUnderTheSameKey() {
        Suite suite = new Suite(kafka);
        PortalAndMail.tell(suite.holder.text(), PortalAndMail.DROPS_AFTER_TAKING);

        refuse(suite);

        Set<String> keys =
                awaitPosted(suite, 2).stream().map(Posted::key).collect(Collectors.toSet());
        assertEquals(1, keys.size());
        assertEquals(Set.of(Channel.INBOX, Channel.PORTAL), channels(suite, 2));
    }

    @Test
    void takesANewTokenWhenTheOldOneIsNoLongerAccepted() {
        Suite first = new Suite(kafka);
        refuse(first);
        awaitPosted(first, 1);

        PortalAndMail.withdrawTokens();
        Suite second = new Suite(kafka);
        refuse(second);

        assertEquals(1, awaitPosted(second, 1).size());
    }

    @Test
    void writesMailInTheHoldersLanguageWithNothingOfThePersonInTheSubject() {
        Suite suite = new Suite(kafka);
        String address = prefers(suite, "en", "MAIL");

        refuse(suite);

        String mail = awaitMails(address, 1).getFirst();
        assertTrue(mail.contains("Subject: A change has not been made to your driving"), mail);
        assertTrue(mail.contains("Message-ID: <"), mail);
        assertTrue(PortalAndMail.text(mail).contains("you have not given consent"), mail);
        assertTrue(PortalAndMail.posted(suite.holder.text()).isEmpty());
        assertEquals(Set.of(Channel.INBOX, Channel.MAIL), channels(suite, 2));
    }

    @ParameterizedTest
    @ValueSource(ints = {421, 450, 452})
    void asksAMailServerThatCannotNowAgain(int code) {
        Suite suite = new Suite(kafka);
        String address = prefers(suite, "ja", "MAIL");
        PortalAndMail.tell(address, code);

        refuse(suite);

        assertEquals(1, awaitMails(address, 1).size());
    }

    @Test
    void repeatsAMailWhoseAnswerWasLostUnderTheSameMessageId() {
        Suite suite = new Suite(kafka);
        String address = prefers(suite, "ja-easy", "MAIL");
        PortalAndMail.tell(address, PortalAndMail.DROPS_AFTER_TAKING);

        refuse(suite);

        Set<String> ids =
                awaitMails(address, 2).stream()
                        .flatMap(String::lines)
                        .filter(line -> line.startsWith("Message-ID:"))
                        .collect(Collectors.toSet());
        assertEquals(1, ids.size());
    }

    @Test
    void failsOverToTheNextChannelAndKeepsTheDeadReceipt() {
        Suite suite = new Suite(kafka);
        String address = prefers(suite, "en", "MAIL", "PORTAL");
        PortalAndMail.tell(address, 550);

        refuse(suite);

        assertEquals(1, awaitPosted(suite, 1).size());
        assertEquals(Set.of(Channel.INBOX, Channel.PORTAL), channels(suite, 2));
        as(Tokens.operator())
                .get("/deliveries/dead")
                .then()
                .statusCode(200)
                .body(
                        "findAll { it.channel == 'MAIL' }.trouble",
                        hasItem(equalTo("UNKNOWN_RECIPIENT")));
    }

    @Test
    void givesUpWhatFailedTooOftenUntilAnOperatorHasItTriedAgain() {
        Suite suite = new Suite(kafka);
        prefers(suite, "ja", "PORTAL");
        PortalAndMail.tell(suite.holder.text(), 503, 503, 503);
        refuse(suite);
        String notice = awaitDead(suite);

        as(Tokens.operator())
                .post("/deliveries/dead/{notice}/PORTAL/retry", notice)
                .then()
                .statusCode(202);

        assertEquals(notice, awaitPosted(suite, 1).getFirst().key());
    }

    @Test
    void countsWhatIsOnItsWayAndForHowLong() throws Throwable {
        Suite suite = new Suite(kafka);
        refuse(suite);
        awaitPosted(suite, 1);
        channels(suite, 2);
        String theirs = " where holder = '" + suite.holder.text() + "'";

        try (ServiceDatabase database = ServiceDatabase.openAsOwner()) {
            database.write("update notice set told_at = now() - interval '20 years'" + theirs);
            database.write(
                    "update delivery set state = 'PENDING', ended_at = null,"
                            + " due_at = now() + interval '1 day'"
                            + theirs);
            Pending before = pendingToPortal().orElseThrow();

            database.write("update delivery set state = 'SENT', ended_at = now()" + theirs);

            assertTrue(before.deliveries() >= 1);
            assertTrue(before.oldest().isBefore(Instant.now().minus(YEARS)));
            assertTrue(
                    pendingToPortal()
                            .map(Pending::oldest)
                            .orElseGet(Instant::now)
                            .isAfter(Instant.now().minus(YEARS)));
        }
    }

    private Optional<Pending> pendingToPortal() throws Throwable {
        return VertxContextSupport.subscribeAndAwait(
                        () -> sessions.withStatelessSession(deliveries::pending))
                .entrySet()
                .stream()
                .filter(each -> each.getKey().name().equals(Channel.PORTAL.name()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    @Test
    void sendsNothingToWhoWantsTheInboxAlone() {
        Suite suite = new Suite(kafka);
        prefers(suite, "ja");

        refuse(suite);
        Suite other = new Suite(kafka);
        refuse(other);

        awaitPosted(other, 1);
        assertEquals(Set.of(Channel.INBOX), channels(suite, 1));
        assertTrue(PortalAndMail.posted(suite.holder.text()).isEmpty());
    }

    @Test
    void doesNotSendWhatWasOvertakenBeforeItWasSent() {
        Suite suite = new Suite(kafka);
        PortalAndMail.tell(suite.holder.text(), 503);
        ChangeKey change = newChange();
        suite.decides(
                change,
                1,
                new ConsentDecided.Waiting(
                        Item.ADDRESS,
                        Doubt.WAITING_FOR_SUCCESSOR,
                        Instant.now().plus(Duration.ofDays(90))));
        suite.decides(
                change, 2, new ConsentDecided.Refused(Item.ADDRESS, Refusal.CONSENT_WITHDRAWN));
        kafka.await(Topics.NOTICE_SENT, suite.holder, 3);

        List<Posted> posted = awaitPosted(suite, 1);

        assertEquals(1, posted.size());
        assertTrue(posted.getFirst().body().contains("\"outcome\":\"REFUSED\""));
    }

    @Test
    void doesNotSendAWaitThatEndedThoughItsEndIsNotTold() {
        Suite suite = new Suite(kafka);
        PortalAndMail.tell(suite.holder.text(), 503);
        ChangeKey change = newChange();
        suite.decides(
                change,
                1,
                new ConsentDecided.Waiting(
                        Item.ADDRESS,
                        Doubt.WAITING_FOR_SUCCESSOR,
                        Instant.now().plus(Duration.ofDays(90))));
        suite.decides(change, 2, Suite.grantedAddress());
        kafka.await(Topics.NOTICE_SENT, suite.holder, 1);
        refuse(suite);

        assertTrue(awaitPosted(suite, 1).getFirst().body().contains("\"outcome\":\"REFUSED\""));
        assertEquals(1, PortalAndMail.posted(suite.holder.text()).size());
    }

    @Test
    void doesNotSendOfAChipWhatANewerOrderMadeUntrue() {
        Suite suite = new Suite(kafka);
        PortalAndMail.tell(suite.holder.text(), 503);
        suite.moves(UUID.randomUUID(), EncodingState.ENCODED, null);
        suite.moves(UUID.randomUUID(), EncodingState.QUEUED, null);
        refuse(suite);

        assertTrue(awaitPosted(suite, 1).getFirst().body().contains("\"outcome\":\"REFUSED\""));
        assertEquals(1, PortalAndMail.posted(suite.holder.text()).size());
    }

    @Test
    void refusesAddressesThatWouldAddHeaders() {
        Suite suite = new Suite(kafka);

        for (String address : List.of("a@b", "x@example.jp\\r\\nBcc: y@example.jp", "日本@例.jp")) {
            given().auth()
                    .oauth2(Tokens.portal(suite.holder))
                    .contentType(ContentType.JSON)
                    .body("{\"mail\":\"" + address + "\"}")
                    .when()
                    .put("/my/preferences")
                    .then()
                    .statusCode(400)
                    .body("detail", equalTo("not a mail address"));
        }
    }

    private static String prefers(Suite suite, String language, String... channels) {
        String address = MailCodes.prove(suite.holder);
        as(Tokens.portal(suite.holder))
                .contentType(ContentType.JSON)
                .body(Map.of("language", language, "channels", List.of(channels)))
                .put("/my/preferences")
                .then()
                .statusCode(200)
                .body("channels", equalTo(List.of(channels)));
        return address;
    }

    private List<Posted> awaitPosted(Suite suite, int count) {
        String holder = suite.holder.text();
        return Awaitility.await()
                .atMost(DEADLINE)
                .pollInterval(POLL)
                .until(
                        () -> {
                            sendNow();
                            return PortalAndMail.posted(holder);
                        },
                        posted -> posted.size() >= count);
    }

    private List<String> awaitMails(String address, int count) {
        return Awaitility.await()
                .atMost(DEADLINE)
                .pollInterval(POLL)
                .until(
                        () -> {
                            sendNow();
                            return PortalAndMail.mails(address);
                        },
                        mails -> mails.size() >= count);
    }

    private String awaitDead(Suite suite) {
        kafka.await(Topics.NOTICE_SENT, suite.holder, 1);
        String notice =
                as(Tokens.portal(suite.holder))
                        .get("/my/notices")
                        .then()
                        .extract()
                        .path("notices[0].id");
        assertFalse(notice == null);
        Awaitility.await()
                .atMost(DEADLINE)
                .pollInterval(POLL)
                .untilAsserted(
                        () -> {
                            sendNow();
                            as(Tokens.operator())
                                    .get("/deliveries/dead")
                                    .then()
                                    .body("notice", hasItem(notice));
                        });
        return notice;
    }

    /// As the clock does every second, without waiting for it.
    private void sendNow() {
        sending.send().await().atMost(DEADLINE);
    }

    private static Set<Channel> channels(Suite suite, int count) {
        return kafka.await(Topics.NOTICE_SENT, suite.holder, count).stream()
                .map(record -> Events.read(record.value()))
                .flatMap(
                        reading ->
                                reading instanceof Reading.Read(var event)
                                                && event.data() instanceof NoticeSent sent
                                        ? Stream.of(sent.channel())
                                        : Stream.empty())
                .collect(Collectors.toSet());
    }
}
