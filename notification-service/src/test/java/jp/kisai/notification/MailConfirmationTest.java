package jp.kisai.notification;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import jp.kisai.contracts.Topics;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.testkit.KafkaAndPostgres;
import jp.kisai.testkit.Tokens;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// Nothing but the code goes to an address that nobody has proven: against a real mail server.
@QuarkusTest
@WithTestResource(
        value = KafkaAndPostgres.class,
        initArgs = @ResourceArg(name = "database", value = "notification_deliveries"))
@WithTestResource(PortalAndMail.class)
class MailConfirmationTest extends HeardAndAsked {

    private static final int PER_DAY = 5;
    private static final int TRIES = 5;

    @Inject Sending sending;

    private final HolderId holder = new HolderId(UUID.randomUUID());

    @Test
    void sendsNothingElseThereUntilTheCodeIsEntered() {
        Suite suite = new Suite(kafka);
        String address = MailCodes.newAddress();
        MailCodes.wish(suite.holder, address)
                .statusCode(200)
                .body("mail", nullValue())
                .body("unconfirmedMail", equalTo(address));
        only(suite.holder, "MAIL");

        refuse(suite);
        kafka.await(Topics.NOTICE_SENT, suite.holder, 1);
        sending.send().await().atMost(Duration.ofSeconds(30));

        List<String> mails = PortalAndMail.mails(address);
        assertEquals(1, mails.size());
        assertEquals(1, MailCodes.read(address).size());
        assertFalse(PortalAndMail.text(mails.getFirst()).contains(suite.holder.text()));
    }

    @Test
    void sendsNoticesThereOnceTheCodeIsEntered() {
        Suite suite = new Suite(kafka);
        String address = MailCodes.newAddress();
        MailCodes.wish(suite.holder, address);
        String code = MailCodes.read(address).getLast();
        String typed = (code.substring(0, 5) + " - " + code.substring(5)).toLowerCase(Locale.ROOT);

        MailCodes.enter(suite.holder, typed)
                .statusCode(200)
                .body("mail", equalTo(address))
                .body("unconfirmedMail", nullValue());
        only(suite.holder, "MAIL");
        refuse(suite);

        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> PortalAndMail.mails(address).size() == 2);
    }

    @Test
    void keepsTheProvenAddressUntilTheNewOneIsProven() {
        String proven = MailCodes.prove(holder);
        String other = MailCodes.newAddress();

        MailCodes.wish(holder, other)
                .body("mail", equalTo(proven))
                .body("unconfirmedMail", equalTo(other));
        MailCodes.enter(holder, MailCodes.read(other).getLast()).body("mail", equalTo(other));
    }

    @Test
    void asksForNoProofOfWhatIsProven() {
        String proven = MailCodes.prove(holder);

        MailCodes.wish(holder, proven).statusCode(200).body("unconfirmedMail", nullValue());

        assertTrue(PortalAndMail.mails(proven).isEmpty());
    }

    @Test
    void countsTheLatestCodeAlone() {
        String address = MailCodes.newAddress();
        MailCodes.wish(holder, address);
        MailCodes.wish(holder, address);
        List<String> codes = MailCodes.read(address);
        assertNotEquals(codes.getFirst(), codes.getLast());

        MailCodes.enter(holder, codes.getFirst()).statusCode(400);
        MailCodes.enter(holder, codes.getLast()).statusCode(200);
    }

    @Test
    void countsAnothersCodeForNothing() {
        HolderId stranger = new HolderId(UUID.randomUUID());
        String address = MailCodes.newAddress();
        MailCodes.wish(holder, address);
        String code = MailCodes.read(address).getLast();
        MailCodes.wish(stranger, MailCodes.newAddress());

        MailCodes.enter(stranger, code).statusCode(400);
        MailCodes.enter(holder, code).statusCode(200);
        MailCodes.enter(holder, code).statusCode(400);
    }

    @Test
    void givesTheCodeUpAfterManyWrongOnes() {
        String address = MailCodes.newAddress();
        MailCodes.wish(holder, address);

        for (int i = 0; i < TRIES; i++) {
            MailCodes.enter(holder, "AAAAAAAAAA").statusCode(400);
        }

        MailCodes.enter(holder, MailCodes.read(address).getLast()).statusCode(400);
    }

    @Test
    void sendsSoManyCodesADayToOneHolderAndToOneAddress() {
        String address = MailCodes.newAddress();
        for (int i = 0; i < PER_DAY; i++) {
            MailCodes.wish(holder, address).statusCode(200);
        }

        MailCodes.wish(holder, address).statusCode(429);
        MailCodes.wish(holder, MailCodes.newAddress()).statusCode(429);
        MailCodes.wish(new HolderId(UUID.randomUUID()), address.toUpperCase(Locale.ROOT))
                .statusCode(429);
        assertEquals(PER_DAY, PortalAndMail.mails(address).size());
    }

    @Test
    void saysSoWhenTheMailServerDoesNotTakeIt() {
        String address = MailCodes.newAddress();
        PortalAndMail.tell(address, 450);

        MailCodes.wish(holder, address)
                .statusCode(503)
                .body("detail", equalTo("the code could not be sent; ask for it again"));
        MailCodes.wish(holder, address).statusCode(200);

        MailCodes.enter(holder, MailCodes.read(address).getLast()).statusCode(200);
    }

    @Test
    void takesBothAddressesAwayWithAnEmptyOne() {
        MailCodes.prove(holder);
        String waiting = MailCodes.newAddress();
        MailCodes.wish(holder, waiting);

        MailCodes.wish(holder, "")
                .statusCode(200)
                .body("mail", nullValue())
                .body("unconfirmedMail", nullValue());
        MailCodes.enter(holder, MailCodes.read(waiting).getLast()).statusCode(400);
    }

    private static void only(HolderId holder, String channel) {
        as(Tokens.portal(holder))
                .contentType(ContentType.JSON)
                .body(Map.of("channels", List.of(channel)))
                .put("/my/preferences")
                .then()
                .statusCode(200);
    }
}
