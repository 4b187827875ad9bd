package jp.kisai.consent;

import static jp.kisai.consent.web.Forms.consent;
import static jp.kisai.consent.web.Forms.post;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import jp.kisai.contracts.CloudEvent;
import jp.kisai.contracts.Events;
import jp.kisai.contracts.Reading;
import jp.kisai.contracts.Topics;
import jp.kisai.contracts.event.CertificateSubmitted;
import jp.kisai.contracts.event.ConsentChanged;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.RevocationReason;
import jp.kisai.localstack.doubles.Person;
import jp.kisai.localstack.doubles.Resident;
import jp.kisai.localstack.doubles.Town;
import jp.kisai.testkit.KafkaAndPostgres;
import jp.kisai.testkit.Tokens;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// That a holder submitted a signature certificate at the police is told once, wherever it becomes
/// known. The consent that comes after it on the same topic shows that nothing else was told.
@QuarkusTest
@WithTestResource(TrustFiles.class)
@WithTestResource(
        value = KafkaAndPostgres.class,
        initArgs = @ResourceArg(name = "database", value = "consent"))
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PoliceSubmissionsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration A_YEAR = Duration.ofDays(365);

    @Inject AgroalDataSource database;
    @Inject PoliceSubmissions submissions;

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
    void tellsOnceHoweverOftenACertificateIsSubmitted() {
        Instant before = Cast.now();
        Resident resident = cast.resident(Town.KAGOSHIMA);
        cast.counter.submitCertificate(resident.holder(), resident.card());
        Resident renewed = anotherCard(resident);
        cast.counter.submitCertificate(renewed.holder(), renewed.card());
        consents(renewed);

        List<CloudEvent<?>> told = told(resident.holder(), 2);

        assertEquals(List.of("SUBMITTED", "GIVEN"), words(told));
        assertTrue(!submittedAt(told.getFirst()).isBefore(before));
        assertEquals("46", told.getFirst().prefecture().digits());
    }

    @Test
    void tellsOfAHolderWhoConsentsToNothing() {
        Resident resident = cast.resident(Town.CHIYODA);

        assertEquals(List.of("SUBMITTED"), words(told(resident.holder(), 1)));
    }

    @Test
    void tellsOfASubmissionThatComesToLightWithAnEarlierConsent() {
        Resident stranger = stranger();
        Instant given = Cast.now().minus(A_YEAR);
        cast.counter.importConsent(stranger.holder(), stranger.card(), Set.of(Item.ADDRESS), given);

        List<CloudEvent<?>> told = told(stranger.holder(), 2);

        assertEquals(List.of("SUBMITTED", "GIVEN"), words(told));
        assertEquals(given, submittedAt(told.getFirst()));
        assertEquals("13", told.getFirst().prefecture().digits());
    }

    /// The first submission was told; that it was even earlier alters nothing for anybody.
    @Test
    void tellsNothingMoreOfAnEarlierSubmissionThatBecomesKnownLater() {
        Instant before = Cast.now();
        Resident resident = cast.consented(Town.CHIYODA, Item.ADDRESS);

        List<CloudEvent<?>> told = told(resident.holder(), 2);

        assertEquals(List.of("SUBMITTED", "GIVEN"), words(told));
        assertTrue(!submittedAt(told.getFirst()).isBefore(before));
        assertEquals(
                List.of(true),
                rows().of(
                                "select submitted_at < now() - interval '364 days'"
                                        + " from police_submissions where holder = ?",
                                resident.holder().value()));
    }

    @Test
    void tellsNothingOfASubmissionThatWasRolledBack() {
        Resident stranger = stranger();
        Instant given = Cast.now().minus(A_YEAR);
        cast.gateway
                .revoked(
                        stranger.holder(),
                        Town.CHIYODA,
                        stranger.card(),
                        RevocationReason.KEY_COMPROMISE,
                        given.minusSeconds(1))
                .join();
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> count("told_revocations", stranger.holder()) == 1);

        post(stranger.holder(), "/consents/imports", Tokens.operator(), consent(stranger, given))
                .statusCode(422)
                .body("title", equalTo("CERTIFICATE_NOT_VALID"));

        assertEquals(0, count("police_submissions", stranger.holder()));
        Resident renewed = anotherCard(stranger);
        Instant before = Cast.now();
        cast.counter.submitCertificate(renewed.holder(), renewed.card());
        consents(renewed);
        List<CloudEvent<?>> told = told(stranger.holder(), 2);
        assertEquals(List.of("SUBMITTED", "GIVEN"), words(told));
        assertTrue(!submittedAt(told.getFirst()).isBefore(before));
    }

    @Test
    void tellsOnceOfThoseWhoWereKnownBeforeAnybodyWasTold() {
        List<HolderId> known =
                Stream.generate(() -> new HolderId(UUID.randomUUID())).limit(3).toList();
        Instant at = Cast.now().minus(A_YEAR);
        known.forEach(
                holder ->
                        rows().execute(
                                        "insert into police_submissions (holder, authority, serial,"
                                                + " submitted_at) values (?, 'aa', '01', cast(? as"
                                                + " timestamptz))",
                                        holder.value(),
                                        at.toString()));

        sweep();
        sweep();

        Resident returning = cardOf(known.getFirst());
        cast.counter.submitCertificate(returning.holder(), returning.card());
        consents(returning);
        assertEquals(List.of("SUBMITTED", "GIVEN"), words(told(returning.holder(), 2)));
        Set<UUID> ids = new HashSet<>();
        for (HolderId holder : known) {
            CloudEvent<?> first = told(holder, 1).getFirst();
            assertEquals(at, submittedAt(first));
            ids.add(first.id());
        }
        assertEquals(known.size(), ids.size());
    }

    private void sweep() {
        submissions.sweep().await().atMost(PATIENCE);
    }

    /// Somebody of whom nothing is known here.
    private Resident stranger() {
        return cardOf(new HolderId(UUID.randomUUID()));
    }

    private Resident cardOf(HolderId holder) {
        Person person = Cast.hanako(Town.CHIYODA);
        return new Resident(
                holder, person, cast.jpki.issue(person, Cast.now().minus(Duration.ofDays(700))));
    }

    private Resident anotherCard(Resident resident) {
        return resident.with(
                cast.jpki.issue(resident.person(), Cast.now().minus(Duration.ofDays(1))));
    }

    private static void consents(Resident resident) {
        Map<String, String> paper = Map.of("document", consent(resident, Cast.now()));
        post(resident.holder(), "/consents", Tokens.officer(), paper).statusCode(201);
    }

    private List<CloudEvent<?>> told(HolderId holder, int count) {
        return Awaitility.await("news of " + holder)
                .atMost(PATIENCE)
                .pollInSameThread()
                .until(() -> told(holder), found -> found.size() >= count);
    }

    private List<CloudEvent<?>> told(HolderId holder) {
        return cast.kafka.records(Topics.CONSENT_CHANGED, holder).stream()
                .map(record -> Events.read(record.value()))
                .<CloudEvent<?>>map(read -> ((Reading.Read) read).event())
                .toList();
    }

    private static List<String> words(List<CloudEvent<?>> told) {
        return told.stream().map(PoliceSubmissionsTest::word).toList();
    }

    private static String word(CloudEvent<?> event) {
        return event.data() instanceof ConsentChanged changed
                ? changed.kind().name()
                : event.data() instanceof CertificateSubmitted ? "SUBMITTED" : "?";
    }

    private static Instant submittedAt(CloudEvent<?> event) {
        return ((CertificateSubmitted) event.data()).submittedAt();
    }

    private int count(String table, HolderId holder) {
        return rows().of("select 1 from " + table + " where holder = ?", holder.value()).size();
    }

    private Rows rows() {
        return new Rows(database);
    }
}
