package jp.kisai.licence;

import static jp.kisai.licence.Scene.MARRIED;
import static jp.kisai.licence.Scene.MOVED;
import static jp.kisai.licence.Scene.aMinuteAgo;
import static jp.kisai.licence.Scene.granted;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import jp.kisai.contracts.CloudEvent;
import jp.kisai.contracts.EventType;
import jp.kisai.contracts.Headers;
import jp.kisai.contracts.Topics;
import jp.kisai.contracts.event.ChangeAnswered;
import jp.kisai.contracts.event.ChangeAnswered.Applied;
import jp.kisai.contracts.event.ChangeAnswered.Outcome;
import jp.kisai.contracts.event.ChangeAnswered.Refused;
import jp.kisai.contracts.event.ConsentDecided;
import jp.kisai.contracts.event.LicenceChanged;
import jp.kisai.contracts.event.LicenceChanged.Cause.Kind;
import jp.kisai.contracts.signature.DetachedSignature;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.ItemChange;
import jp.kisai.contracts.vocabulary.RecordVersion;
import jp.kisai.contracts.vocabulary.Refusal;
import jp.kisai.testkit.KafkaAndPostgres;
import jp.kisai.testkit.TestKafka;
import jp.kisai.testkit.Tokens;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What becomes of verdicts, seen from the topics.
@QuarkusTest
@WithTestResource(value = AnswerKey.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(
        value = KafkaAndPostgres.class,
        initArgs = @ResourceArg(name = KafkaAndPostgres.DATABASE, value = "licence"))
class LicenceFlowTest {

    private static final RecordVersion SECOND = new RecordVersion(2);

    private static TestKafka kafka;

    @BeforeAll
    static void connect() {
        kafka = TestKafka.connect();
    }

    @AfterAll
    static void disconnect() {
        kafka.close();
    }

    @Test
    void appliesWhatIsGrantedAndTellsEverybodyOnce() {
        Scene scene = Scene.withLicence(kafka, "CARD_ONLY");
        ChangeKey change = Scene.change();

        scene.decide(change, granted(MOVED));

        LicenceChanged changed = scene.changes(2).getLast();
        assertEquals(SECOND, changed.version());
        assertEquals(
                new LicenceChanged.Cause(
                        Kind.MUNICIPAL_CHANGE, List.of(change), List.of(Item.ADDRESS)),
                changed.cause());
        assertEquals(MOVED.address(), changed.licence().address());
        assertEquals(MOVED.municipality(), changed.licence().municipality());
        assertEquals(
                List.of(
                        new ChangeAnswered(
                                change,
                                Outcome.APPLIED,
                                List.of(new Applied(Item.ADDRESS, SECOND)))),
                scene.answers(1));
    }

    @Test
    void signsEveryAnswer() {
        Scene scene = Scene.withLicence(kafka, "CARD_ONLY");
        scene.decide(Scene.change(), granted(MOVED));
        scene.decide(Scene.change(), granted(MARRIED));
        scene.answers(2);

        for (ConsumerRecord<byte[], byte[]> answer :
                kafka.records(Topics.CHANGE_ANSWERED, scene.holder)) {
            assertEquals(
                    new DetachedSignature.Check.Signed(AnswerKey.certificate()),
                    DetachedSignature.check(
                            answer.value(),
                            answer.headers().lastHeader(Headers.SIGNATURE).value(),
                            List.of(AnswerKey.certificate())));
        }
    }

    @Test
    void theEventsOfOneHolderCountUpAndNameTheirPrefecture() {
        Scene scene = Scene.withLicence(kafka, "CARD_ONLY");

        scene.decide(Scene.change(), granted(MOVED));

        CloudEvent<?> issued =
                scene.told(EventType.LICENCE_CHANGED, LicenceChanged.class, 2).getFirst();
        CloudEvent<?> moved =
                scene.told(EventType.LICENCE_CHANGED, LicenceChanged.class, 2).getLast();
        assertEquals(1, issued.sequence().orElseThrow());
        assertEquals(2, moved.sequence().orElseThrow());
        assertEquals("13", issued.prefecture().digits());
        assertEquals("46", moved.prefecture().digits());
        assertNotEquals(issued.id(), moved.id());
    }

    @Test
    void answersAPartWhereTheConsentServiceRefusedTheRest() {
        Scene scene = Scene.withLicence(kafka, "CARD_ONLY");
        ChangeKey change = Scene.change();

        scene.decide(
                change,
                granted(MOVED),
                new ConsentDecided.Refused(Item.NAME, Refusal.ITEM_NOT_CONSENTED));

        ChangeAnswered answer = scene.answers(1).getFirst();
        assertEquals(Outcome.APPLIED_IN_PART, answer.outcome());
        assertEquals(List.of(new Applied(Item.ADDRESS, SECOND)), answer.items());
        assertEquals("山田　花子", scene.changes(2).getLast().licence().name());
    }

    @Test
    void remembersAcrossRevisionsThatAPartWasRefused() {
        Scene scene = Scene.withLicence(kafka, "CARD_ONLY");
        ChangeKey change = Scene.change();
        scene.decide(
                change,
                1,
                aMinuteAgo(),
                new ConsentDecided.Refused(Item.NAME, Refusal.ITEM_NOT_CONSENTED));

        scene.decide(change, 2, aMinuteAgo(), granted(MOVED));

        assertEquals(
                List.of(Outcome.APPLIED_IN_PART),
                scene.answers(1).stream().map(ChangeAnswered::outcome).toList());
    }

    @ParameterizedTest
    @CsvSource({"BOTH", "LICENCE_ONLY"})
    void refusesWhereALicenceIsCarriedBesideOrInsteadOfTheCard(String form) {
        Scene scene = Scene.withLicence(kafka, form);
        ChangeKey change = Scene.change();

        scene.decide(change, granted(MOVED), granted(MARRIED));

        assertEquals(
                List.of(
                        refused(
                                change,
                                new Refused(Item.ADDRESS, Refusal.NOT_CARD_ONLY),
                                new Refused(Item.NAME, Refusal.NOT_CARD_ONLY))),
                scene.answers(1));
        assertEquals(1, scene.changes(1).size());
    }

    @ParameterizedTest
    @CsvSource({"SUSPENDED", "CANCELLED", "LAPSED"})
    void refusesWhereTheLicenceIsNotInForce(String state) {
        Scene scene = Scene.withLicence(kafka, "CARD_ONLY");
        scene.changeState(1, state).statusCode(200);
        ChangeKey change = Scene.change();

        scene.decide(change, granted(MOVED));

        assertEquals(
                List.of(refused(change, new Refused(Item.ADDRESS, Refusal.LICENCE_NOT_IN_FORCE))),
                scene.answers(1));
        assertEquals(2, scene.changes(2).size());
    }

    @Test
    void refusesWhereNoLicenceIsRecorded() {
        Scene scene = new Scene(kafka);
        ChangeKey change = Scene.change();

        scene.decide(change, granted(MOVED));

        assertEquals(
                List.of(refused(change, new Refused(Item.ADDRESS, Refusal.NO_LICENCE))),
                scene.answers(1));
    }

    @Test
    void theSameVerdictTwiceIsAppliedOnce() {
        Scene scene = Scene.withLicence(kafka, "CARD_ONLY");
        CloudEvent<ConsentDecided> verdict = scene.decide(Scene.change(), granted(MOVED));

        scene.send(verdict);
        scene.decide(verdict.data().change(), granted(MOVED));
        scene.decide(Scene.change(), granted(MARRIED));

        assertEquals(
                List.of(1L, 2L, 3L),
                scene.changes(3).stream().map(it -> it.version().number()).toList());
        assertEquals(2, scene.answers(2).size());
    }

    /// As when the consent-service was set back, and waits first where it granted at once.
    @Test
    void whatIsGrantedAgainByALaterRevisionIsAppliedOnce() {
        Scene scene = Scene.withLicence(kafka, "CARD_ONLY");
        ChangeKey change = Scene.change();
        scene.decide(change, granted(MOVED));
        scene.changes(2);

        scene.decide(change, 2, Scene.aMinuteAgo(), granted(MOVED));
        scene.decide(Scene.change(), granted(MARRIED));

        assertEquals(3, scene.changes(3).size(), "issued, moved, married");
        assertEquals(2, scene.answers(2).size());
    }

    @Test
    void anOlderChangeThatComesLateAltersNothing() {
        Scene scene = Scene.withLicence(kafka, "CARD_ONLY");
        Instant today = aMinuteAgo();
        scene.decide(Scene.change(), 1, today, granted(MOVED));
        ChangeKey late = Scene.change();

        scene.decide(late, 1, today.minusSeconds(86_400), granted(elsewhere()));

        assertEquals(
                refused(late, new Refused(Item.ADDRESS, Refusal.SUPERSEDED)),
                scene.answers(2).getLast());
        assertEquals(MOVED.address(), scene.changes(2).getLast().licence().address());
        assertEquals(2, scene.changes(2).size());
    }

    @Test
    void aCorrectionFromAnEarlierDayOnReplacesWhatItCorrects() {
        Scene scene = Scene.withLicence(kafka, "CARD_ONLY");
        Instant today = aMinuteAgo();
        ChangeKey wrong = Scene.change();
        scene.decide(wrong, 1, today, granted(MOVED));

        scene.correct(Scene.change(), wrong, today.minusSeconds(86_400), granted(elsewhere()));

        LicenceChanged corrected = scene.changes(3).getLast();
        assertEquals(elsewhere().address(), corrected.licence().address());
        assertEquals(Outcome.APPLIED, scene.answers(2).getLast().outcome());
    }

    @Test
    void aCorrectedBirthDateMovesTheLastDayOfValidity() {
        Scene scene = Scene.withLicence(kafka, "CARD_ONLY");

        scene.decide(Scene.change(), granted(new ItemChange.BirthDate(LocalDate.of(1990, 7, 15))));

        LicenceChanged changed = scene.changes(2).getLast();
        assertEquals(LocalDate.of(1990, 7, 15), changed.licence().birthDate());
        assertEquals(LocalDate.of(2034, 8, 15), changed.licence().validUntil());
        assertEquals(List.of(Item.BIRTH_DATE), changed.cause().items());
    }

    @Test
    void appliesManyChangesOfOneHolderInTheirOrder() {
        Scene scene = Scene.withLicence(kafka, "CARD_ONLY");
        List<ItemChange.Address> moves =
                IntStream.rangeClosed(1, 30)
                        .mapToObj(i -> new ItemChange.Address(Scene.CHIYODA, "東京都千代田区" + i + "番"))
                        .toList();

        moves.forEach(move -> scene.decide(Scene.change(), granted(move)));

        List<LicenceChanged> changes = scene.changes(31);
        assertEquals(
                moves.stream().map(ItemChange.Address::address).toList(),
                changes.stream().skip(1).map(it -> it.licence().address()).toList());
        assertEquals(
                IntStream.rangeClosed(1, 31).mapToObj(Long::valueOf).toList(),
                changes.stream().map(it -> it.version().number()).toList());
        scene.get(Tokens.officer(), scene.licence(""))
                .statusCode(200)
                .body("version", equalTo(31))
                .body("licence.address", equalTo("東京都千代田区30番"));
    }

    private static ItemChange.Address elsewhere() {
        return new ItemChange.Address(Scene.CHIYODA, "東京都千代田区霞が関一丁目");
    }

    private static ChangeAnswered refused(ChangeKey change, Refused... items) {
        return new ChangeAnswered(change, Outcome.REFUSED, List.of(items));
    }
}
