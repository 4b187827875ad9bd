package jp.kisai.licence;

import static io.restassured.RestAssured.given;

import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import jp.kisai.contracts.CloudEvent;
import jp.kisai.contracts.EventType;
import jp.kisai.contracts.Events;
import jp.kisai.contracts.Reading;
import jp.kisai.contracts.Source;
import jp.kisai.contracts.event.ChangeAnswered;
import jp.kisai.contracts.event.ConsentDecided;
import jp.kisai.contracts.event.ConsentDecided.ItemVerdict;
import jp.kisai.contracts.event.EncodingMoved;
import jp.kisai.contracts.event.EventData;
import jp.kisai.contracts.event.LicenceChanged;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.ChangeReason;
import jp.kisai.contracts.vocabulary.EncodingState;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.ItemChange;
import jp.kisai.contracts.vocabulary.MunicipalityCode;
import jp.kisai.contracts.vocabulary.RecordVersion;
import jp.kisai.testkit.TestKafka;
import jp.kisai.testkit.Tokens;
import org.jspecify.annotations.Nullable;

/// One holder, and everybody who has to do with the holder's licence: the officer at the counter,
/// the consent-service and the card-writer-service, as this service sees them.
public final class Scene {

    public static final MunicipalityCode CHIYODA = new MunicipalityCode("131016");
    public static final ItemChange.Address MOVED =
            new ItemChange.Address(new MunicipalityCode("462012"), "鹿児島県鹿児島市山下町11番1号");
    public static final ItemChange.Name MARRIED = new ItemChange.Name("佐藤　花子", "サトウ　ハナコ");
    private static final int[] WEIGHTS = {5, 4, 3, 2, 7, 6, 5, 4, 3, 2};

    public final HolderId holder = new HolderId(UUID.randomUUID());
    public final String number = newLicenceNumber();
    private final TestKafka kafka;
    private long sequence;

    public Scene(TestKafka kafka) {
        this.kafka = kafka;
    }

    /// A holder whom an officer has issued a licence.
    public static Scene withLicence(TestKafka kafka, String form) {
        Scene scene = new Scene(kafka);
        scene.issue(form).statusCode(201);
        return scene;
    }

    /// A holder whose birthday is today, so that the licence can be renewed.
    public static Scene renewable(TestKafka kafka) {
        LocalDate today = LocalDate.now(ZoneId.of("Asia/Tokyo"));
        Scene scene = new Scene(kafka);
        Map<String, Object> licence = scene.issueRequest("CARD_ONLY");
        licence.put("birthDate", today.minusYears(36).toString());
        licence.put("validUntil", today.plusMonths(1).toString());
        scene.post(Tokens.officer(), "/licences", licence).statusCode(201);
        return scene;
    }

    public ValidatableResponse issue(String form) {
        return post(Tokens.officer(), "/licences", issueRequest(form));
    }

    public Map<String, Object> issueRequest(String form) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("holder", holder.text());
        body.put("number", number);
        body.put("name", "山田　花子");
        body.put("kana", "ヤマダ　ハナコ");
        body.put("birthDate", "1990-03-15");
        body.put("municipality", CHIYODA.digits());
        body.put("address", "東京都千代田区九段南一丁目2番1号");
        body.put("domicile", "東京都千代田区");
        body.put("commission", "東京都");
        body.put("issuedOn", "2024-04-01");
        body.put("validUntil", "2034-04-15");
        body.put("classes", List.of(Map.of("licenceClass", "ORDINARY", "grantedOn", "2010-05-01")));
        body.put("conditions", List.of("眼鏡等"));
        body.put("remarks", List.of());
        body.put("colour", "GOLD");
        body.put("photo", "photos/0001");
        body.put("form", form);
        body.put("state", "IN_FORCE");
        if (!form.equals("LICENCE_ONLY")) {
            body.put("card", "CARD-0001");
        }
        return body;
    }

    public ValidatableResponse post(String token, String path, Object body) {
        return given().auth()
                .oauth2(token)
                .contentType("application/json")
                .body(body)
                .post(path)
                .then();
    }

    public ValidatableResponse get(String token, String path) {
        return given().auth().oauth2(token).get(path).then();
    }

    /// The path of this holder's licence.
    public String licence(String path) {
        return "/licences/" + holder.text() + path;
    }

    public ValidatableResponse changeState(long expectedVersion, String state) {
        return post(
                Tokens.officer(),
                licence("/state"),
                Map.of("expectedVersion", expectedVersion, "state", state));
    }

    public static ChangeKey change() {
        return new ChangeKey(CHIYODA, UUID.randomUUID());
    }

    public static ItemVerdict granted(ItemChange value) {
        return new ConsentDecided.Granted(value);
    }

    /// The consent-service says something for the first time about a change of today.
    public CloudEvent<ConsentDecided> decide(ChangeKey change, ItemVerdict... items) {
        return decide(change, 1, aMinuteAgo(), items);
    }

    public CloudEvent<ConsentDecided> decide(
            ChangeKey change, int revision, Instant effectiveAt, ItemVerdict... items) {
        return decide(change, revision, ChangeReason.MOVE, effectiveAt, null, items);
    }

    /// The consent-service decides on a correction of another change.
    public CloudEvent<ConsentDecided> correct(
            ChangeKey change, ChangeKey corrected, Instant effectiveAt, ItemVerdict... items) {
        return decide(change, 1, ChangeReason.CORRECTION, effectiveAt, corrected, items);
    }

    private CloudEvent<ConsentDecided> decide(
            ChangeKey change,
            int revision,
            ChangeReason reason,
            Instant effectiveAt,
            @Nullable ChangeKey corrected,
            ItemVerdict... items) {
        ConsentDecided verdict =
                new ConsentDecided(
                        change,
                        revision,
                        reason,
                        effectiveAt,
                        corrected,
                        List.of(items),
                        new ConsentDecided.Evidence("2026-1", 1L, "4711", "12", aMinuteAgo()));
        CloudEvent<ConsentDecided> event =
                event(Source.CONSENT, EventType.CONSENT_DECIDED, verdict);
        send(event);
        return event;
    }

    /// The card-writer-service says that an encoding stands there.
    public void encodingMoved(long version, EncodingState state) {
        send(
                event(
                        Source.CARD_WRITER,
                        EventType.ENCODING_MOVED,
                        new EncodingMoved(
                                UUID.randomUUID(),
                                new RecordVersion(version),
                                state,
                                null,
                                List.of())));
    }

    public void send(CloudEvent<?> event) {
        kafka.send(event.type().topic(), holder, Events.write(event));
    }

    public List<LicenceChanged> changes(int atLeast) {
        return told(EventType.LICENCE_CHANGED, LicenceChanged.class, atLeast).stream()
                .map(CloudEvent::data)
                .map(LicenceChanged.class::cast)
                .toList();
    }

    public List<ChangeAnswered> answers(int atLeast) {
        return told(EventType.CHANGE_ANSWERED, ChangeAnswered.class, atLeast).stream()
                .map(CloudEvent::data)
                .map(ChangeAnswered.class::cast)
                .toList();
    }

    /// What this service said of the holder, at least so many times; each in the contract.
    public List<CloudEvent<?>> told(EventType<?> type, Class<?> data, int atLeast) {
        List<CloudEvent<?>> told = new ArrayList<>();
        kafka.await(type.topic(), holder, atLeast)
                .forEach(
                        record -> {
                            if (Events.read(record.value()) instanceof Reading.Read read
                                    && data.isInstance(read.event().data())) {
                                told.add(read.event());
                            }
                        });
        return told;
    }

    public static Instant aMinuteAgo() {
        return Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.MILLIS);
    }

    private <D extends EventData> CloudEvent<D> event(Source source, EventType<D> type, D data) {
        return new CloudEvent<>(
                UUID.randomUUID(),
                source,
                type,
                holder,
                Instant.now(),
                CHIYODA.prefecture(),
                nextSequence(),
                data);
    }

    private OptionalLong nextSequence() {
        sequence++;
        return OptionalLong.of(sequence);
    }

    /// A number that no other test has, with its check digit.
    private static String newLicenceNumber() {
        String first = "3010%06d".formatted(ThreadLocalRandom.current().nextInt(1_000_000));
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += (first.charAt(i) - '0') * WEIGHTS[i];
        }
        return first + (11 - sum % 11) % 10 + "0";
    }
}
