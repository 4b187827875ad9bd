package jp.kisai.postbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import jp.kisai.contracts.CloudEvent;
import jp.kisai.contracts.Events;
import jp.kisai.contracts.Headers;
import jp.kisai.contracts.Source;
import jp.kisai.contracts.Topics;
import jp.kisai.contracts.event.NoticeSent;
import jp.kisai.contracts.vocabulary.DeadLetterCause;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.postbox.tried.Notices.Plant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// What `take` promises, one promise a test.
@QuarkusTest
class TakeTest extends PostboxTest {

    @Inject MeterRegistry metrics;

    @Test
    void handlesABatchInOrderAndPublishesWhatItSends() {
        List<CloudEvent<NoticeSent>> events = several(50);

        take(events);

        assertEquals(ids(events), rows.handled(holder));
        List<ConsumerRecord<byte[], byte[]>> sent = kafka.await(Topics.CHANGE_ANSWERED, holder, 50);
        assertEquals(
                IntStream.rangeClosed(1, 50).mapToObj(Long::valueOf).toList(),
                sent.stream().map(PostboxTest::sequence).toList());
        assertEquals(Events.MEDIA_TYPE, header(sent.getFirst(), Headers.CONTENT_TYPE));
    }

    @Test
    void whatFollowsSaysWhenTheBrokerHadTheBeginning() {
        long before = effects();
        long begun =
                kafka.send(Topics.NOTICE_SENT, holder, Events.write(Told.of(holder))).timestamp();

        ConsumerRecord<byte[], byte[]> sent =
                kafka.await(Topics.CHANGE_ANSWERED, holder, 1).getFirst();

        assertEquals(begun, Long.parseLong(header(sent, Headers.BEGUN)));
        Awaitility.await().atMost(DEADLINE).until(() -> effects() > before);
    }

    private long effects() {
        return metrics.get("kisai.postbox.effect").tag("topic", Topics.NOTICE_SENT).timer().count();
    }

    @Test
    void aFailureAfterTheWritesLeavesNoRowAndNoMessage() {
        CloudEvent<NoticeSent> poison = Told.of(holder);
        notices.plant(poison.id(), Plant.POISON);

        take(List.of(poison));

        assertEquals(List.of(), rows.handled(holder));
        kafka.await(DEAD, holder, 1);
        List<ConsumerRecord<byte[], byte[]>> sent = kafka.await(Topics.CHANGE_ANSWERED, holder, 1);
        assertEquals(1, sent.size(), "only the word that it was set aside");
        assertEquals(1, sequence(sent.getFirst()), "the sequence has no gap");
    }

    @Test
    void poisonInTheMiddleStandsAloneAndHoldsItsHolder() {
        List<CloudEvent<NoticeSent>> events = several(20);
        HolderId other = Told.someone();
        List<CloudEvent<NoticeSent>> mixed = new ArrayList<>();
        for (CloudEvent<NoticeSent> event : events) {
            mixed.add(event);
            mixed.add(Told.of(other));
        }
        notices.plant(events.get(9).id(), Plant.POISON);

        take(mixed);

        assertEquals(ids(events.subList(0, 9)), rows.handled(holder));
        assertEquals(20, rows.handled(other).size());
        assertEquals(11, rows.parked(holder).size(), "the failed one and the ten behind it");
        assertTrue(rows.isHeld(holder));
        assertFalse(rows.isHeld(other));
        ConsumerRecord<byte[], byte[]> dead = kafka.await(DEAD, holder, 1).getFirst();
        assertEquals(DeadLetterCause.NOT_PROCESSED.name(), header(dead, Headers.CAUSE));
        assertEquals("3", header(dead, Headers.ATTEMPTS));
        assertEquals("notification-service", header(dead, Headers.STAGE));
        assertArrayEquals(Events.write(events.get(9)), dead.value());
    }

    @Test
    void laterRecordsOfAHeldHolderWaitInOrder() {
        CloudEvent<NoticeSent> poison = Told.of(holder);
        notices.plant(poison.id(), Plant.POISON);
        take(List.of(poison));
        List<CloudEvent<NoticeSent>> later = several(5);

        take(later);

        assertEquals(List.of(), rows.handled(holder));
        assertEquals(6, rows.parked(holder).size());
        assertEquals(rows.parked(holder).stream().sorted().toList(), rows.parked(holder));
    }

    @Test
    void theSameEventTwiceInABatchHasOneEffect() {
        CloudEvent<NoticeSent> event = Told.of(holder);

        take(List.of(event, event, event));

        assertEquals(List.of(event.id()), rows.handled(holder));
        assertEquals(List.of(event.id(), event.id()), rows.duplicates(holder));
    }

    @Test
    void theSameEventInALaterBatchIsADuplicate() {
        CloudEvent<NoticeSent> event = Told.of(holder);
        take(List.of(event));

        take(List.of(Told.of(holder), event));

        assertEquals(2, rows.handled(holder).size());
        assertEquals(List.of(event.id()), rows.duplicates(holder));
    }

    @Test
    void theSameRecordsAgainChangeNothingAtAll() {
        CloudEvent<NoticeSent> event = Told.of(holder);
        CloudEvent<NoticeSent> forged = Told.of(holder);
        notices.plant(forged.id(), Plant.FORGED);
        List<ConsumerRecord<byte[], byte[]>> records =
                List.of(
                        Told.record(event),
                        Told.record(event),
                        Told.record(forged),
                        Told.record(holder, "{".getBytes(UTF_8)));
        take(Told.records(records));
        int sent = kafka.await(Topics.CHANGE_ANSWERED, holder, 2).size();
        int dead = kafka.await(DEAD, holder, 2).size();

        take(Told.records(records));
        publishedUpToHere();

        assertEquals(List.of(event.id()), rows.handled(holder));
        assertEquals(List.of(event.id()), rows.duplicates(holder));
        assertEquals(sent, kafka.records(Topics.CHANGE_ANSWERED, holder).size());
        assertEquals(dead, kafka.records(DEAD, holder).size());
    }

    /// As after its database was set back to an earlier point.
    @Test
    void whatAServiceSaysAgainInOtherWordsIsADuplicate() {
        UUID id = UUID.randomUUID();
        CloudEvent<NoticeSent> first = fromAService(Told.of(holder, id));
        CloudEvent<NoticeSent> again = fromAService(Told.of(holder, id, NoticeSent.Channel.MAIL));
        take(List.of(first));

        take(List.of(again));
        publishedUpToHere();

        assertEquals(List.of(id), rows.handled(holder));
        assertEquals(List.of(id), rows.duplicates(holder));
        assertEquals(List.of(), kafka.records(DEAD, holder));
    }

    private static CloudEvent<NoticeSent> fromAService(CloudEvent<NoticeSent> event) {
        return new CloudEvent<>(
                event.id(),
                Source.CONSENT,
                event.type(),
                event.subject(),
                event.time(),
                event.prefecture(),
                event.sequence(),
                event.data());
    }

    @Test
    void anIdThatWasUsedForAnotherEventIsSetAsideAndHoldsNobody() {
        UUID id = UUID.randomUUID();
        take(List.of(Told.of(holder, id)));
        CloudEvent<NoticeSent> other = Told.of(holder, id, NoticeSent.Channel.MAIL);
        CloudEvent<NoticeSent> next = Told.of(holder);

        take(List.of(other, next));

        assertEquals(List.of(id, next.id()), rows.handled(holder));
        ConsumerRecord<byte[], byte[]> dead = kafka.await(DEAD, holder, 1).getFirst();
        assertEquals(DeadLetterCause.ID_REUSED.name(), header(dead, Headers.CAUSE));
        assertArrayEquals(Events.write(other), dead.value());
    }

    @Test
    void aForgedRecordHoldsNobodyAndClaimsNoId() {
        CloudEvent<NoticeSent> event = Told.of(holder);
        notices.plant(event.id(), Plant.FORGED);
        take(List.of(event));
        notices.heal(event.id());

        take(List.of(event));

        assertEquals(List.of(event.id()), rows.handled(holder));
        assertEquals(
                DeadLetterCause.FORGED.name(),
                header(kafka.await(DEAD, holder, 1).getFirst(), Headers.CAUSE));
    }

    @Test
    void aForgedRecordWhoseProducerCannotBeToldHoldsNobodyEither() {
        CloudEvent<NoticeSent> event = Told.of(holder);
        notices.plant(event.id(), Plant.FORGED, Plant.UNANSWERABLE);

        take(List.of(event, Told.of(holder)));

        assertEquals(1, rows.handled(holder).size());
        assertFalse(rows.isHeld(holder));
        assertEquals(
                DeadLetterCause.FORGED.name(),
                header(kafka.await(DEAD, holder, 1).getFirst(), Headers.CAUSE));
    }

    @Test
    void aRecordWhoseAdmissionFailsIsSetAsideButHoldsNobody() {
        CloudEvent<NoticeSent> event = Told.of(holder);
        notices.plant(event.id(), Plant.UNJUDGEABLE);

        take(List.of(Told.of(holder), event, Told.of(holder)));

        assertEquals(2, rows.handled(holder).size());
        assertFalse(rows.isHeld(holder));
        assertEquals(
                DeadLetterCause.NOT_PROCESSED.name(),
                header(kafka.await(DEAD, holder, 1).getFirst(), Headers.CAUSE));
    }

    @Test
    void rubbishIsSetAsideAndStopsNothing() {
        CloudEvent<NoticeSent> event = Told.of(holder);
        HolderId another = Told.someone();
        byte[] value = Events.write(event);

        take(
                Told.records(
                        List.of(
                                Told.record(holder, new byte[0]),
                                Told.record(holder, "{\"id\":".getBytes(UTF_8)),
                                Told.record(holder, new byte[] {(byte) 0xff, 0, 1}),
                                Told.record(holder, "{}".getBytes(UTF_8)),
                                Told.record(another, value),
                                Told.record(event))));

        assertEquals(List.of(event.id()), rows.handled(holder));
        assertEquals(
                List.of("UNREADABLE", "UNREADABLE", "UNREADABLE", "OUT_OF_CONTRACT"),
                kafka.await(DEAD, holder, 4).stream()
                        .map(dead -> header(dead, Headers.CAUSE))
                        .toList());
        ConsumerRecord<byte[], byte[]> wrongKey = kafka.await(DEAD, another, 1).getFirst();
        assertEquals("WRONG_KEY", header(wrongKey, Headers.CAUSE));
        assertArrayEquals(value, wrongKey.value());
    }

    @Test
    void aRecordWithoutKeyOrValueIsSetAsideAsItIs() {
        ConsumerRecord<byte[], byte[]> nothing =
                new ConsumerRecord<>(Topics.NOTICE_SENT, 91, offset(), null, null);

        take(Told.records(List.of(nothing)));

        String origin = Topics.NOTICE_SENT + "/91/" + nothing.offset();
        publishedUpToHere();
        assertEquals(
                1,
                kafka.records(
                                DEAD,
                                dead ->
                                        dead.key() == null
                                                && dead.value() == null
                                                && header(dead, Headers.ORIGIN).equals(origin))
                        .size());
    }

    @Test
    void deadLettersKeepTheSignatureAndNothingThatAStrangerWrote() {
        ConsumerRecord<byte[], byte[]> record = Told.record(holder, "?".getBytes(UTF_8));
        record.headers().add(Headers.SIGNATURE, new byte[] {1, 2, 3});
        record.headers().add("x-name", "山田 太郎".getBytes(UTF_8));
        record.headers().add(Headers.TRACE_PARENT, "not a trace".getBytes(UTF_8));

        take(Told.records(List.of(record)));

        ConsumerRecord<byte[], byte[]> dead = kafka.await(DEAD, holder, 1).getFirst();
        List<String> names = new ArrayList<>();
        dead.headers().forEach(it -> names.add(it.key()));
        assertEquals(
                List.of(
                        Headers.CAUSE,
                        Headers.STAGE,
                        Headers.ATTEMPTS,
                        Headers.ORIGIN,
                        Headers.SIGNATURE),
                names);
        assertArrayEquals(
                new byte[] {1, 2, 3}, dead.headers().lastHeader(Headers.SIGNATURE).value());
    }

    @Test
    void whatFollowsFromATracedRecordBelongsToItsTrace() {
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        ConsumerRecord<byte[], byte[]> record = Told.record(Told.of(holder));
        record.headers().add(Headers.TRACE_PARENT, trace.getBytes(UTF_8));

        take(Told.records(List.of(record)));

        ConsumerRecord<byte[], byte[]> sent =
                kafka.await(Topics.CHANGE_ANSWERED, holder, 1).getFirst();
        assertEquals(trace, header(sent, Headers.TRACE_PARENT));
    }

    @Test
    void theConnectorDrivesIt() {
        List<CloudEvent<NoticeSent>> events = several(30);

        events.forEach(event -> kafka.send(Topics.NOTICE_SENT, holder, Events.write(event)));

        kafka.await(Topics.CHANGE_ANSWERED, holder, 30);
        assertEquals(ids(events), rows.handled(holder));
    }

    private static long offset() {
        return Told.record(Told.someone(), new byte[0]).offset();
    }
}
