package jp.kisai.consent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.kisai.contracts.CloudEvent;
import jp.kisai.contracts.Events;
import jp.kisai.contracts.Headers;
import jp.kisai.contracts.Reading;
import jp.kisai.contracts.Topics;
import jp.kisai.contracts.event.ChangeAnswered;
import jp.kisai.contracts.event.RecordRejected;
import jp.kisai.contracts.event.ResidentChanged;
import jp.kisai.contracts.signature.DetachedSignature;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.testkit.KafkaAndPostgres;
import jp.kisai.testkit.TestKafka;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.bouncycastle.cms.CMSException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Whatever comes to the municipalities' topic, from whomever: what is damaged, forged or repeated
/// has no effect, is told with its cause, and holds nothing up.
@QuarkusTest
@WithTestResource(TrustFiles.class)
@WithTestResource(
        value = KafkaAndPostgres.class,
        initArgs = @ResourceArg(name = "database", value = "consent"))
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProducerDoorTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// From the poison until what came behind it is answered, on a machine that does other things.
    private static final Duration MOVING_ON = Duration.ofSeconds(5);

    private static final String ADDRESS = "鹿児島県鹿児島市山下町１１番１号";

    /// The key of what comes behind, so that both are in one partition.
    private static final byte[] SAME_KEY = {};

    @Inject AgroalDataSource database;

    private TestKafka kafka;

    @BeforeAll
    void connect() {
        kafka = TestKafka.connect();
    }

    @AfterAll
    void close() {
        kafka.close();
    }

    /// A poisoned record: how the right bytes are spoilt, and what is said of them.
    @SuppressWarnings("ArrayRecordComponent") // never compared as a record
    private record Poison(String cause, byte @Nullable [] value, byte @Nullable [] key) {}

    @Test
    void setsPoisonAsideWithItsCauseAndMovesOn() throws IOException, GeneralSecurityException {
        Sender sender = Sender.registered(kafka);
        for (Map.Entry<String, Poison> one : poison(sender).entrySet()) {
            String what = one.getKey();
            Poison poison = one.getValue();
            CloudEvent<ResidentChanged> behind = sender.strangersMove();
            byte[] key = poison.key() == SAME_KEY ? TestKafka.key(behind.subject()) : poison.key();
            long began = System.nanoTime();
            var where =
                    kafka.send(
                            Topics.RESIDENT_CHANGED,
                            key,
                            poison.value(),
                            Map.of(Headers.SIGNATURE, signature(sender, poison.value())));
            sender.send(behind);
            outcomes(behind, 1);
            Duration took = Duration.ofNanos(System.nanoTime() - began);

            RecordRejected told = awaitRejected(where.partition(), where.offset());
            assertEquals(poison.cause(), told.cause().name(), what);
            assertTrue(took.compareTo(MOVING_ON) < 0, what + " held what follows up for " + took);
            assertNothingPersonalInHeaders(where.partition() + "/" + where.offset());
        }
    }

    private static Map<String, Poison> poison(Sender sender) {
        byte[] right = Events.write(sender.strangersMove());
        String text = new String(right, UTF_8);
        Map<String, Poison> all = new LinkedHashMap<>();
        all.put("cut off", new Poison("UNREADABLE", Arrays.copyOf(right, 200), SAME_KEY));
        all.put("no bytes", new Poison("UNREADABLE", new byte[0], SAME_KEY));
        all.put("no value", new Poison("UNREADABLE", null, SAME_KEY));
        all.put("not UTF-8", new Poison("UNREADABLE", spoilt(right, 0xff), SAME_KEY));
        all.put("NUL", new Poison("UNREADABLE", spoilt(right, 0), SAME_KEY));
        all.put(
                "nested too deep",
                new Poison("UNREADABLE", "[".repeat(10_000).getBytes(UTF_8), SAME_KEY));
        all.put(
                "a name twice",
                new Poison(
                        "UNREADABLE",
                        text.replace("{\"spec", "{\"id\":\"x\",\"spec").getBytes(UTF_8),
                        SAME_KEY));
        all.put(
                "not as the schema says",
                new Poison(
                        "OUT_OF_CONTRACT",
                        text.replace("\"effectiveAt\":\"2", "\"effectiveAt\":\"x").getBytes(UTF_8),
                        SAME_KEY));
        all.put(
                "an escaped NUL in an address",
                new Poison(
                        "OUT_OF_CONTRACT",
                        text.replace(ADDRESS, ADDRESS + "\\u0000").getBytes(UTF_8),
                        SAME_KEY));
        all.put(
                "a wrong check digit in an address",
                new Poison(
                        "OUT_OF_CONTRACT",
                        text.replace(
                                        "\"municipality\":\"" + sender.code,
                                        "\"municipality\":\"462013")
                                .getBytes(UTF_8),
                        SAME_KEY));
        all.put(
                "an unknown type",
                new Poison(
                        "UNKNOWN_TYPE",
                        text.replace("resident.changed.v1", "resident.vanished.v1").getBytes(UTF_8),
                        SAME_KEY));
        all.put(
                "a later major version",
                new Poison(
                        "UNKNOWN_TYPE",
                        text.replace(":1.0\"", ":2.0\"").getBytes(UTF_8),
                        SAME_KEY));
        all.put(
                "another's key",
                new Poison("WRONG_KEY", right, UUID.randomUUID().toString().getBytes(UTF_8)));
        all.put("no key", new Poison("WRONG_KEY", right, null));
        return all;
    }

    @Test
    void ignoresHeadersThatItDoesNotKnow() throws IOException, GeneralSecurityException {
        Sender sender = Sender.registered(kafka);
        CloudEvent<ResidentChanged> event = sender.strangersMove();
        byte[] value = Events.write(event);

        kafka.send(
                Topics.RESIDENT_CHANGED,
                TestKafka.key(event.subject()),
                value,
                Map.of(
                        Headers.SIGNATURE,
                        signature(sender, value),
                        "x-unknown",
                        ADDRESS.getBytes(UTF_8)));

        assertEquals(List.of("REFUSED"), outcomes(event, 1));
    }

    @Test
    void absorbsEveryKindOfRepetition() throws IOException, GeneralSecurityException {
        Sender sender = Sender.registered(kafka);
        CloudEvent<ResidentChanged> event = sender.strangersMove();
        byte[] value = Events.write(event);
        byte[] otherSpaces = new String(value, UTF_8).replace(",\"", ",\n  \"").getBytes(UTF_8);
        sender.send(event);

        sender.send(event.subject(), value, sender.signer);
        sender.send(event.subject(), otherSpaces, sender.signer);
        kafka.sendSigned(
                Topics.RESIDENT_CHANGED,
                event.subject(),
                value,
                Base64.getEncoder().encode(signature(sender, value)));

        assertEquals(List.of("REFUSED", "DUPLICATE", "DUPLICATE", "DUPLICATE"), outcomes(event, 4));
        assertEquals(1, verdicts(event.subject()));
    }

    @Test
    void absorbsWhatIsRepeatedWhenTheInboxHasForgottenIt()
            throws IOException, GeneralSecurityException {
        Sender sender = Sender.registered(kafka);
        CloudEvent<ResidentChanged> event = sender.strangersMove();
        sender.send(event);
        outcomes(event, 1);
        new Rows(database).execute("delete from inbox where id = ?", event.id());

        sender.send(event);

        assertEquals(List.of("REFUSED", "DUPLICATE"), outcomes(event, 2));
        assertEquals(1, verdicts(event.subject()));
        assertEquals(
                List.of(),
                new Rows(database)
                        .of(
                                "select hold from postbox_holder where holder = ? and hold is not"
                                        + " null",
                                event.subject().value()),
                "nobody is held by it");
    }

    @Test
    void setsTheSameIdWithOtherContentAside() throws IOException, GeneralSecurityException {
        Sender sender = Sender.registered(kafka);
        CloudEvent<ResidentChanged> event = sender.strangersMove();
        sender.send(event);

        var where =
                sender.send(
                        sender.event(
                                event.id(),
                                event.subject(),
                                event.data(),
                                event.time().plusSeconds(1)));

        assertEquals("ID_REUSED", awaitRejected(where.partition(), where.offset()).cause().name());
        assertEquals(1, verdicts(event.subject()));
    }

    @Test
    void acceptsNoCrookedSignature() throws IOException, GeneralSecurityException, CMSException {
        Sender sender = Sender.registered(kafka);
        Sender stranger = Sender.registered(kafka);
        CloudEvent<ResidentChanged> event = sender.strangersMove();
        byte[] value = Events.write(event);
        Map<String, byte[]> crooked = CrookedSignatures.over(value, sender.signer, stranger.signer);
        List<String> accepted = new ArrayList<>();

        for (Map.Entry<String, byte[]> one : crooked.entrySet()) {
            var where =
                    kafka.sendSigned(
                            Topics.RESIDENT_CHANGED, event.subject(), value, one.getValue());
            String cause = awaitRejected(where.partition(), where.offset()).cause().name();
            if (!cause.equals("FORGED") && !cause.equals("UNKNOWN_PRODUCER")) {
                accepted.add(one.getKey() + ": " + cause);
            }
        }

        assertEquals(List.of(), accepted);
        assertEquals(0, verdicts(event.subject()));
        kafka.sendSigned(
                Topics.RESIDENT_CHANGED,
                event.subject(),
                value,
                CrookedSignatures.withUnsignedAttribute(signature(sender, value)));
        outcomes(event, 1);
        assertEquals(1, verdicts(event.subject()), "the same bytes, rightly signed");
    }

    @Test
    void aSignedEventIsWorthNothingElsewhere() throws IOException, GeneralSecurityException {
        Sender sender = Sender.registered(kafka);
        Sender other = Sender.registered(kafka);
        CloudEvent<ResidentChanged> event = sender.strangersMove();
        byte[] value = Events.write(event);
        byte[] signature = signature(sender, value);
        byte[] asTheOther =
                new String(value, UTF_8)
                        .replace("municipality:" + sender.code, "municipality:" + other.code)
                        .getBytes(UTF_8);

        kafka.sendSigned(Topics.CERTIFICATE_STATUS_CHANGED, event.subject(), value, signature);
        kafka.sendSigned(Topics.LICENCE_CHANGED, event.subject(), value, signature);
        var swapped =
                kafka.sendSigned(Topics.RESIDENT_CHANGED, event.subject(), asTheOther, signature);
        var signedAnew = sender.send(event.subject(), asTheOther, sender.signer);

        for (String topic : List.of(Topics.CERTIFICATE_STATUS_CHANGED, Topics.LICENCE_CHANGED)) {
            ConsumerRecord<byte[], byte[]> dead =
                    kafka.await(Topics.deadLetterOf(topic), event.subject(), 1).getFirst();
            assertEquals(
                    "UNKNOWN_TYPE",
                    new String(dead.headers().lastHeader(Headers.CAUSE).value(), UTF_8));
        }
        for (var where : List.of(swapped, signedAnew)) {
            assertEquals(
                    "UNKNOWN_PRODUCER",
                    awaitRejected(where.partition(), where.offset()).cause().name());
        }
        assertEquals(0, verdicts(event.subject()));
    }

    @Test
    void nobodyWhoIsNotRegisteredIsHeard() throws IOException, GeneralSecurityException {
        Sender stranger = Sender.unregistered(kafka);

        var where = stranger.send(stranger.strangersMove());

        assertEquals(
                "UNKNOWN_PRODUCER",
                awaitRejected(where.partition(), where.offset()).cause().name());
        assertEquals(
                List.of(0L),
                new Rows(database)
                        .of(
                                "select count(*) from receipts where producer = ?",
                                stranger.code.digits()));
    }

    private static byte[] signature(Sender sender, byte @Nullable [] value) {
        return DetachedSignature.sign(
                value == null ? new byte[0] : value,
                sender.signer.key(),
                sender.signer.certificate());
    }

    private static byte[] spoilt(byte[] right, int with) {
        byte[] spoilt = right.clone();
        spoilt[spoilt.length / 2] = (byte) with;
        return spoilt;
    }

    private void assertNothingPersonalInHeaders(String place) {
        ConsumerRecord<byte[], byte[]> dead =
                Awaitility.await("the dead letter of " + place)
                        .atMost(PATIENCE)
                        .pollInSameThread()
                        .until(
                                () ->
                                        kafka.records(
                                                Topics.deadLetterOf(Topics.RESIDENT_CHANGED),
                                                record -> origin(record).endsWith("/" + place)),
                                found -> !found.isEmpty())
                        .getFirst();
        dead.headers()
                .forEach(
                        header -> {
                            assertTrue(header.key().startsWith("kisai-"), header.key());
                            assertFalse(
                                    new String(header.value(), UTF_8).contains("鹿児島"),
                                    header.key());
                        });
    }

    private static String origin(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.headers().lastHeader(Headers.ORIGIN).value(), UTF_8);
    }

    private List<String> outcomes(CloudEvent<ResidentChanged> event, int count) {
        return Awaitility.await("answers to " + event.id())
                .atMost(PATIENCE)
                .pollInSameThread()
                .until(
                        () ->
                                kafka.records(Topics.CHANGE_ANSWERED, event.subject()).stream()
                                        .map(Books::read)
                                        .map(CloudEvent::data)
                                        .filter(ChangeAnswered.class::isInstance)
                                        .map(it -> ((ChangeAnswered) it).outcome().name())
                                        .toList(),
                        found -> found.size() >= count);
    }

    private RecordRejected awaitRejected(int partition, long offset) {
        return Awaitility.await("what is said of " + partition + "/" + offset)
                .atMost(PATIENCE)
                .pollInSameThread()
                .until(() -> rejections(partition, offset), found -> !found.isEmpty())
                .getFirst();
    }

    private List<RecordRejected> rejections(int partition, long offset) {
        return kafka.records(Topics.CHANGE_ANSWERED, _ -> true).stream()
                .map(kafka::reading)
                .map(reading -> ((Reading.Read) reading).event().data())
                .filter(RecordRejected.class::isInstance)
                .map(RecordRejected.class::cast)
                .filter(it -> it.partition() == partition && it.offset() == offset)
                .toList();
    }

    private long verdicts(HolderId holder) {
        return kafka.records(Topics.CONSENT_DECIDED, holder).stream()
                .map(record -> Events.read(record.value()))
                .filter(Reading.Read.class::isInstance)
                .count();
    }
}
