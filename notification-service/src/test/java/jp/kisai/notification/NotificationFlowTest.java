package jp.kisai.notification;

import static jp.kisai.notification.Suite.applied;
import static jp.kisai.notification.Suite.grantedAddress;
import static jp.kisai.notification.Suite.newChange;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import jp.kisai.contracts.Events;
import jp.kisai.contracts.Reading;
import jp.kisai.contracts.Source;
import jp.kisai.contracts.Topics;
import jp.kisai.contracts.event.ChangeAnswered;
import jp.kisai.contracts.event.ConsentDecided;
import jp.kisai.contracts.event.NoticeSent;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.Doubt;
import jp.kisai.contracts.vocabulary.EncodingFailure;
import jp.kisai.contracts.vocabulary.EncodingState;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.Refusal;
import jp.kisai.testkit.KafkaAndPostgres;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/// What other services say becomes notices: on a real broker and a real database.
@QuarkusTest
@WithTestResource(
        value = KafkaAndPostgres.class,
        initArgs = @ResourceArg(name = "database", value = "notification"))
class NotificationFlowTest extends HeardAndAsked {

    @Test
    void tellsAConsentedMoveOnceAndItsChipOnce() {
        Suite suite = new Suite(kafka);
        ChangeKey change = newChange();
        UUID order = UUID.randomUUID();

        suite.decides(change, 1, grantedAddress());
        suite.answers(
                Source.LICENCE, change, ChangeAnswered.Outcome.APPLIED, applied(Item.ADDRESS));
        suite.moves(order, EncodingState.QUEUED, null, change);
        suite.moves(order, EncodingState.ORDERED, null, change);
        suite.moves(order, EncodingState.ACCEPTED, null, change);
        suite.moves(order, EncodingState.ENCODED, null, change);

        assertTold(suite, NoticeSent.Outcome.APPLIED, NoticeSent.Outcome.ENCODED);
    }

    @Test
    void tellsOnePartlyAppliedOutcomeHoweverManyEventsMakeItUp() {
        Suite suite = new Suite(kafka);
        ChangeKey change = newChange();

        suite.answers(
                Source.LICENCE, change, ChangeAnswered.Outcome.APPLIED, applied(Item.ADDRESS));
        suite.answers(
                Source.CONSENT,
                change,
                ChangeAnswered.Outcome.REFUSED,
                new ChangeAnswered.Refused(Item.NAME, Refusal.ITEM_NOT_CONSENTED));
        suite.decides(
                change,
                1,
                grantedAddress(),
                new ConsentDecided.Refused(Item.NAME, Refusal.ITEM_NOT_CONSENTED));

        assertTold(suite, NoticeSent.Outcome.APPLIED_IN_PART);
    }

    @Test
    void tellsAWaitAndThenItsEnd() {
        Suite suite = new Suite(kafka);
        ChangeKey change = newChange();
        suite.decides(
                change,
                1,
                new ConsentDecided.Waiting(
                        Item.ADDRESS,
                        Doubt.WAITING_FOR_SUCCESSOR,
                        Instant.parse("2027-02-21T00:00:00Z")));
        kafka.await(Topics.NOTICE_SENT, suite.holder, 1);

        suite.decides(change, 2, grantedAddress());
        suite.answers(
                Source.LICENCE, change, ChangeAnswered.Outcome.APPLIED, applied(Item.ADDRESS));

        assertTold(suite, NoticeSent.Outcome.WAITING, NoticeSent.Outcome.APPLIED);
    }

    @Test
    void tellsARefusalOfEitherService() {
        Suite suite = new Suite(kafka);
        ChangeKey refused = newChange();
        ChangeKey granted = newChange();

        suite.decides(refused, 1, new ConsentDecided.Refused(Item.ADDRESS, Refusal.NO_CONSENT));
        kafka.await(Topics.NOTICE_SENT, suite.holder, 1);
        suite.decides(granted, 1, grantedAddress());
        suite.answers(
                Source.LICENCE,
                granted,
                ChangeAnswered.Outcome.REFUSED,
                new ChangeAnswered.Refused(Item.ADDRESS, Refusal.NOT_CARD_ONLY));

        List<NoticeSent> told = told(suite, 2);
        assertEquals(
                List.of(NoticeSent.Outcome.REFUSED, NoticeSent.Outcome.REFUSED),
                told.stream().map(NoticeSent::outcome).toList());
        assertEquals(
                List.of(List.of(refused), List.of(granted)),
                told.stream().map(NoticeSent::changes).toList());
    }

    @Test
    void tellsThatAnOfficerMustLookAtAChipAndLaterThatItIsDone() {
        Suite suite = new Suite(kafka);
        UUID order = UUID.randomUUID();

        suite.moves(order, EncodingState.FAILED, EncodingFailure.FACTORY_BUSY);
        suite.moves(order, EncodingState.OFFICER_NEEDED, EncodingFailure.CHIP_BROKEN);
        suite.moves(order, EncodingState.QUEUED, null);
        suite.moves(order, EncodingState.ENCODED, null);
        suite.moves(order, EncodingState.ENCODED, null);

        assertTold(suite, NoticeSent.Outcome.ENCODING_FAILED, NoticeSent.Outcome.ENCODED);
    }

    /// A later outcome of the same holder marks the end of what could still come.
    private static void assertTold(Suite suite, NoticeSent.Outcome... outcomes) {
        UUID last = UUID.randomUUID();
        told(suite, outcomes.length);
        ChangeKey marker = newChange();
        suite.decides(
                marker,
                1,
                new ConsentDecided.Refused(Item.DOMICILE, Refusal.NO_SUBMISSION_IN_TIME));
        suite.moves(last, EncodingState.HELD, null);

        List<NoticeSent.Outcome> told =
                told(suite, outcomes.length + 2).stream()
                        .map(NoticeSent::outcome)
                        .sorted()
                        .toList();

        List<NoticeSent.Outcome> expected =
                Stream.concat(
                                Stream.of(outcomes),
                                Stream.of(NoticeSent.Outcome.REFUSED, NoticeSent.Outcome.WAITING))
                        .sorted()
                        .toList();
        assertEquals(expected, told);
    }

    private static List<NoticeSent> told(Suite suite, int count) {
        return kafka.await(Topics.NOTICE_SENT, suite.holder, count).stream()
                .map(NotificationFlowTest::notice)
                .toList();
    }

    private static NoticeSent notice(ConsumerRecord<byte[], byte[]> found) {
        Reading.Read read = assertInstanceOf(Reading.Read.class, Events.read(found.value()));
        return assertInstanceOf(NoticeSent.class, read.event().data());
    }
}
