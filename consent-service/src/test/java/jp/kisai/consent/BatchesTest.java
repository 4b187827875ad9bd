package jp.kisai.consent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import jp.kisai.contracts.CloudEvent;
import jp.kisai.contracts.Events;
import jp.kisai.contracts.Headers;
import jp.kisai.contracts.Topics;
import jp.kisai.contracts.event.ResidentChanged;
import jp.kisai.contracts.signature.DetachedSignature;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.ChangeReason;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.ItemChange;
import jp.kisai.contracts.vocabulary.RevocationReason;
import jp.kisai.localstack.doubles.Person;
import jp.kisai.localstack.doubles.Resident;
import jp.kisai.localstack.doubles.Town;
import jp.kisai.postbox.Postbox;
import jp.kisai.testkit.KafkaAndPostgres;
import jp.kisai.testkit.TestKafka;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Several holders in one batch of records, handed over as the broker does: each is judged as if
/// the others were not there.
@QuarkusTest
@WithTestResource(TrustFiles.class)
@WithTestResource(
        value = KafkaAndPostgres.class,
        initArgs = @ResourceArg(name = "database", value = "consent"))
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BatchesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// Further than any record of the real topic.
    private static final AtomicLong OFFSET = new AtomicLong(1_000_000_000);

    private static final TopicPartition PARTITION = new TopicPartition(Topics.RESIDENT_CHANGED, 0);

    @Inject AgroalDataSource database;
    @Inject Postbox postbox;
    @Inject ResidentChanges residentChanges;

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
    void aWaitingChangeHoldsBackLaterOnesOfItsOwnHolderOnly() {
        Instant at = Cast.now().minusSeconds(10);
        Resident waiting = holder();
        Resident ready = holder();
        revoked(waiting, at);
        revoked(ready, at);
        cast.renewed(ready, married(ready), at.plusSeconds(1));
        awaitCount(2, "select 1 from certificates where holder = ?", ready);
        awaitCount(1, "select 1 from told_revocations where holder = ?", waiting);
        CloudEvent<ResidentChanged> firstMove = move(waiting, at);
        CloudEvent<ResidentChanged> secondMove = move(ready, at);
        CloudEvent<ResidentChanged> firstMarriage = marriage(waiting, at.plusSeconds(1));
        CloudEvent<ResidentChanged> secondMarriage = marriage(ready, at.plusSeconds(1));

        arriveTogether(firstMove, secondMove, firstMarriage, secondMarriage);

        assertEquals(
                List.of("ADDRESS WAITING WAITING_FOR_SUCCESSOR"), verdicts(waiting, firstMove, 1));
        assertEquals(
                List.of("NAME WAITING BEHIND_EARLIER_CHANGE"), verdicts(waiting, firstMarriage, 1));
        assertEquals(List.of("ADDRESS GRANTED"), granted(ready, secondMove));
        assertEquals(List.of("NAME GRANTED"), granted(ready, secondMarriage));

        cast.renewed(waiting, married(waiting), at.plusSeconds(1));
        assertEquals("ADDRESS GRANTED", verdicts(waiting, firstMove, 2).getLast());
        assertEquals("NAME GRANTED", verdicts(waiting, firstMarriage, 2).getLast());
    }

    /// The last word, whether or not a wait came before it: the marriage that the certificate shows
    /// may not have been heard yet when the move was judged.
    private List<String> granted(Resident resident, CloudEvent<ResidentChanged> event) {
        cast.granted(resident.holder(), key(event), event.data().items().getFirst().item());
        List<String> verdicts = verdicts(resident, event, 1);
        return verdicts.subList(verdicts.size() - 1, verdicts.size());
    }

    private Resident holder() {
        Resident resident = cast.consented(Town.CHIYODA, Item.ADDRESS, Item.NAME);
        awaitCount(1, "select 1 from recorded_residences where holder = ?", resident);
        return resident;
    }

    private void revoked(Resident resident, Instant at) {
        cast.gateway
                .revoked(
                        resident.holder(),
                        Town.CHIYODA,
                        resident.card(),
                        RevocationReason.AFFILIATION_CHANGED,
                        at)
                .join();
    }

    private void awaitCount(int count, String query, Resident resident) {
        Awaitility.await(query)
                .atMost(PATIENCE)
                .until(
                        () ->
                                new Rows(database).of(query, resident.holder().value()).size()
                                        == count);
    }

    private CloudEvent<ResidentChanged> move(Resident resident, Instant at) {
        return says(resident, ChangeReason.MOVE, at, Cast.address(married(resident)));
    }

    private CloudEvent<ResidentChanged> marriage(Resident resident, Instant at) {
        return says(resident, ChangeReason.MARRIAGE, at, Cast.name(married(resident)));
    }

    private CloudEvent<ResidentChanged> says(
            Resident resident, ChangeReason reason, Instant at, ItemChange item) {
        return cast.municipality(Town.SHIBUYA).changed(resident.holder(), reason, at, item);
    }

    private static Person married(Resident resident) {
        return resident.person()
                .movedTo(Town.SHIBUYA, Town.SHIBUYA.officeAddress())
                .renamed("伊藤　花子", "イトウ　ハナコ");
    }

    private ChangeKey key(CloudEvent<ResidentChanged> event) {
        return cast.municipality(Town.SHIBUYA).key(event);
    }

    private List<String> verdicts(
            Resident resident, CloudEvent<ResidentChanged> event, int revisions) {
        return cast.verdicts(resident, key(event), revisions);
    }

    @SafeVarargs
    private void arriveTogether(CloudEvent<ResidentChanged>... events) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (CloudEvent<ResidentChanged> event : events) {
            records.add(record(event));
        }
        postbox.take(new ConsumerRecords<>(Map.of(PARTITION, records), Map.of()), residentChanges)
                .await()
                .atMost(PATIENCE);
    }

    private ConsumerRecord<byte[], byte[]> record(CloudEvent<ResidentChanged> event) {
        byte[] key = TestKafka.key(event.subject());
        byte[] value = Events.write(event);
        var signer = cast.municipality(Town.SHIBUYA).signer();
        return new ConsumerRecord<>(
                PARTITION.topic(),
                PARTITION.partition(),
                OFFSET.incrementAndGet(),
                event.time().toEpochMilli(),
                TimestampType.CREATE_TIME,
                key.length,
                value.length,
                key,
                value,
                new RecordHeaders()
                        .add(
                                Headers.SIGNATURE,
                                DetachedSignature.sign(value, signer.key(), signer.certificate())),
                Optional.empty());
    }
}
