package jp.kisai.consent;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import jp.kisai.contracts.CloudEvent;
import jp.kisai.contracts.EventType;
import jp.kisai.contracts.Events;
import jp.kisai.contracts.Source;
import jp.kisai.contracts.Topics;
import jp.kisai.contracts.event.ResidentChanged;
import jp.kisai.contracts.signature.DetachedSignature;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.ChangeReason;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.ItemChange;
import jp.kisai.contracts.vocabulary.MunicipalityCode;
import jp.kisai.localstack.doubles.Pem;
import jp.kisai.localstack.doubles.SelfSigned;
import jp.kisai.testkit.TestKafka;
import jp.kisai.testkit.Tokens;
import org.apache.kafka.clients.producer.RecordMetadata;

/// A municipality that no other test knows, so that its numbers are its own.
final class Sender {

    private static final AtomicInteger LAST = new AtomicInteger(700);

    final MunicipalityCode code;
    final TestKafka kafka;
    Pem signer;
    private final AtomicLong sequence = new AtomicLong();
    private int keys;

    private Sender(MunicipalityCode code, TestKafka kafka)
            throws IOException, GeneralSecurityException {
        this.code = code;
        this.kafka = kafka;
        this.signer = newKey();
    }

    static Sender unregistered(TestKafka kafka) throws IOException, GeneralSecurityException {
        return new Sender(code(LAST.incrementAndGet()), kafka);
    }

    static Sender registered(TestKafka kafka) throws IOException, GeneralSecurityException {
        Sender sender = unregistered(kafka);
        sender.register(sender.signer);
        return sender;
    }

    private static MunicipalityCode code(int number) {
        for (int check = 0; check <= 9; check++) {
            try {
                return new MunicipalityCode("46" + number + check);
            } catch (IllegalArgumentException wrongCheckDigit) {
                // The next one may be it.
            }
        }
        throw new IllegalStateException("one of ten check digits is right");
    }

    Pem newKey() throws IOException, GeneralSecurityException {
        return SelfSigned.p256(
                TrustFiles.FOLDER.resolve("senders/" + UUID.randomUUID() + ".pem"),
                "C=JP,O=Test,CN=" + code + "-" + ++keys);
    }

    void register(Pem key) throws IOException {
        Instant now = Instant.now();
        register(key, now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(30)));
    }

    void register(Pem key, Instant from, Instant until) throws IOException {
        given().auth()
                .oauth2(Tokens.operator())
                .contentType(ContentType.JSON)
                .body(
                        Map.of(
                                "municipality", code.digits(),
                                "certificate", Pem.text(key.certificate()),
                                "validFrom", from.toString(),
                                "validUntil", until.toString()))
                .post("/producers")
                .then()
                .statusCode(201);
    }

    ChangeKey key(CloudEvent<?> event) {
        return new ChangeKey(code, event.id());
    }

    ResidentChanged data(ChangeReason reason, ItemChange... items) {
        return data(sequence.incrementAndGet(), reason, items);
    }

    ResidentChanged data(long number, ChangeReason reason, ItemChange... items) {
        return new ResidentChanged(reason, Cast.now(), number, List.of(items), null);
    }

    CloudEvent<ResidentChanged> event(HolderId holder, ResidentChanged data) {
        return event(UUID.randomUUID(), holder, data, Instant.now());
    }

    CloudEvent<ResidentChanged> event(
            UUID id, HolderId holder, ResidentChanged data, Instant said) {
        return new CloudEvent<>(
                id,
                Source.municipality(code),
                EventType.RESIDENT_CHANGED,
                holder,
                said,
                code.prefecture(),
                OptionalLong.empty(),
                data);
    }

    /// A move of somebody of whom nothing is known: it is answered `NO_CONSENT`.
    CloudEvent<ResidentChanged> strangersMove() {
        return strangersMove(sequence.incrementAndGet());
    }

    CloudEvent<ResidentChanged> strangersMove(long number) {
        return event(
                new HolderId(UUID.randomUUID()),
                data(number, ChangeReason.MOVE, new ItemChange.Address(code, "鹿児島県鹿児島市山下町１１番１号")));
    }

    RecordMetadata send(CloudEvent<ResidentChanged> event) {
        return send(event, signer);
    }

    RecordMetadata send(CloudEvent<ResidentChanged> event, Pem key) {
        return send(event.subject(), Events.write(event), key);
    }

    RecordMetadata send(HolderId holder, byte[] value, Pem key) {
        return kafka.sendSigned(
                Topics.RESIDENT_CHANGED,
                holder,
                value,
                DetachedSignature.sign(value, key.key(), key.certificate()));
    }
}
