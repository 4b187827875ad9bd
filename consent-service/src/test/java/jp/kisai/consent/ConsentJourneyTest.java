package jp.kisai.consent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import jp.kisai.consent.domain.Consent;
import jp.kisai.contracts.CloudEvent;
import jp.kisai.contracts.Events;
import jp.kisai.contracts.Topics;
import jp.kisai.contracts.event.ResidentChanged;
import jp.kisai.contracts.signature.DetachedSignature;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.ChangeReason;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.ItemChange;
import jp.kisai.contracts.vocabulary.RevocationReason;
import jp.kisai.localstack.doubles.Municipality;
import jp.kisai.localstack.doubles.Person;
import jp.kisai.localstack.doubles.Resident;
import jp.kisai.localstack.doubles.SignatureCard;
import jp.kisai.localstack.doubles.Town;
import jp.kisai.testkit.KafkaAndPostgres;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// A day at the municipalities, as consent-service sees it: signed events through the real topics,
/// and what it says to each.
@QuarkusTest
@WithTestResource(TrustFiles.class)
@WithTestResource(
        value = KafkaAndPostgres.class,
        initArgs = @ResourceArg(name = "database", value = "consent"))
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsentJourneyTest {

    private static final String DOMICILE = "鹿児島県鹿児島市山下町１１番";

    @Inject MeterRegistry registry;

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
    void grantsAMoveAtOnceWhenTheSuccessorIsKnown() {
        Resident resident = mover();
        Instant at = Cast.now();
        Person moved = moved(resident, Town.KAGOSHIMA);
        cast.renewed(resident, moved, at);

        ChangeKey change =
                cast.says(Town.KAGOSHIMA, resident, ChangeReason.MOVE, at, Cast.address(moved));

        assertEquals("ADDRESS GRANTED", cast.verdicts(resident, change, 1).getLast());
    }

    @Test
    void releasesTwoChangesInOrderWhenTheSuccessorArrives() {
        Resident resident = mover();
        Person moved = moved(resident, Town.SENDAI_AOBA);
        Person married = moved.renamed("伊藤　花子", "イトウ　ハナコ");
        Instant at = Cast.now().minusSeconds(2);
        cast.gateway
                .revoked(
                        resident.holder(),
                        Town.CHIYODA,
                        resident.card(),
                        RevocationReason.AFFILIATION_CHANGED,
                        at)
                .join();
        ChangeKey first =
                cast.says(Town.SENDAI_AOBA, resident, ChangeReason.MOVE, at, Cast.address(moved));
        ChangeKey second =
                cast.says(
                        Town.SENDAI_AOBA,
                        resident,
                        ChangeReason.MARRIAGE,
                        at.plusSeconds(1),
                        Cast.name(married));
        cast.verdicts(resident, first, 1);
        cast.verdicts(resident, second, 1);

        cast.renewed(resident, married, at.plusSeconds(1));

        assertEquals(
                List.of("ADDRESS WAITING WAITING_FOR_SUCCESSOR", "ADDRESS GRANTED"),
                cast.verdicts(resident, first, 2));
        assertEquals(
                List.of("NAME WAITING BEHIND_EARLIER_CHANGE", "NAME GRANTED"),
                cast.verdicts(resident, second, 2));
        assertEquals(List.of("WAITING"), cast.answers(resident, first, 1));
    }

    @Test
    void grantsTheConsentedPartOfAMarriageOnly() {
        Resident resident = cast.consented(Town.SHIBUYA, Item.ADDRESS, Item.BIRTH_DATE);
        Person married = moved(resident, Town.SHINJUKU).renamed("田中　花子", "タナカ　ハナコ");
        Instant at = Cast.now();
        cast.renewed(resident, married, at);

        ChangeKey change =
                cast.says(
                        Town.SHINJUKU,
                        resident,
                        ChangeReason.MARRIAGE,
                        at,
                        Cast.address(married),
                        Cast.name(married));

        List<String> verdicts = cast.verdicts(resident, change, 1);
        assertEquals("NAME REFUSED ITEM_NOT_CONSENTED", verdicts.get(1));
        cast.verdicts(resident, change, verdicts.getFirst().equals("ADDRESS GRANTED") ? 1 : 2);
        assertEquals(
                "REFUSED",
                cast.answers(resident, change, 1).getLast().replace("WAITING", "REFUSED"));
    }

    @Test
    void refusesWhereThereIsNoConsent() {
        Resident resident = cast.resident(Town.CHIYODA);

        ChangeKey change =
                cast.says(
                        Town.NAHA,
                        resident,
                        ChangeReason.MOVE,
                        Cast.now(),
                        Cast.address(moved(resident, Town.NAHA)));

        assertEquals(List.of("ADDRESS REFUSED NO_CONSENT"), cast.verdicts(resident, change, 1));
        assertEquals(List.of("REFUSED"), cast.answers(resident, change, 1));
    }

    @Test
    void refusesOnTheDayAfterAConsentExpired() {
        Resident resident = consentedTenYearsAgo(1);

        ChangeKey change = moves(resident);

        assertEquals(
                List.of("ADDRESS REFUSED CONSENT_EXPIRED"), cast.verdicts(resident, change, 1));
    }

    @Test
    void grantsOnTheLastDayOfAConsent() {
        Resident resident = consentedTenYearsAgo(0);

        ChangeKey change = moves(resident);

        assertEquals("ADDRESS GRANTED", lastVerdict(resident, change));
    }

    @Test
    void refusesWhenTheKeyWasCompromised() {
        Resident resident = mover();
        Instant at = Cast.now();
        cast.gateway
                .revoked(
                        resident.holder(),
                        Town.CHIYODA,
                        resident.card(),
                        RevocationReason.KEY_COMPROMISE,
                        at)
                .join();

        ChangeKey change =
                cast.says(
                        Town.NAHA,
                        resident,
                        ChangeReason.MOVE,
                        at,
                        Cast.address(moved(resident, Town.NAHA)));

        assertEquals("ADDRESS REFUSED CERTIFICATE_COMPROMISED", lastVerdict(resident, change));
        Awaitility.await()
                .until(
                        () ->
                                registry
                                        .find("kisai.consent.decisions")
                                        .tag("reason", "CERTIFICATE_COMPROMISED")
                                        .counters()
                                        .stream()
                                        .anyMatch(counter -> counter.count() >= 1));
    }

    @Test
    void grantsADomicileThatWasSubmittedBefore() {
        Resident resident = mover();
        cast.counter.submitDomicile(resident.holder(), resident.card(), DOMICILE);

        ChangeKey change = transfers(resident);

        assertEquals(List.of("DOMICILE GRANTED"), cast.verdicts(resident, change, 1));
    }

    @Test
    void waitsForTheHoldersOwnWordOnADomicile() {
        Resident resident = mover();
        ChangeKey change = transfers(resident);
        cast.answers(resident, change, 1);

        cast.counter.submitDomicile(resident.holder(), resident.card(), DOMICILE);

        assertEquals(
                List.of("DOMICILE WAITING WAITING_FOR_HOLDER", "DOMICILE GRANTED"),
                cast.verdicts(resident, change, 2));
    }

    @Test
    void answersARepetitionAndDecidesNothingAgain() {
        Resident resident = cast.resident(Town.CHIYODA);
        CloudEvent<ResidentChanged> event = moveEvent(resident, Town.NAHA);
        ChangeKey change = cast.sends(Town.NAHA, event);

        cast.sends(Town.NAHA, event);

        assertEquals(List.of("REFUSED", "DUPLICATE"), cast.answers(resident, change, 2));
        assertEquals(1, cast.verdicts(resident, change, 1).size());
    }

    @Test
    void setsAsideTheSameIdWithOtherContent() {
        Resident resident = cast.resident(Town.CHIYODA);
        CloudEvent<ResidentChanged> event = moveEvent(resident, Town.NAHA);
        cast.sends(Town.NAHA, event);
        ResidentChanged first = event.data();

        cast.sends(
                Town.NAHA,
                cast.municipality(Town.NAHA)
                        .event(
                                event.id(),
                                resident.holder(),
                                new ResidentChanged(
                                        first.reason(),
                                        first.effectiveAt(),
                                        first.producerSequence(),
                                        List.of(
                                                new ItemChange.Address(
                                                        Town.NAHA.code(), "沖縄県那覇市泉崎二丁目２番２号")),
                                        null)));

        assertEquals(List.of("ID_REUSED"), cast.rejections(resident.holder()));
    }

    @Test
    void settlesAnOlderMoveThatArrivesLast() {
        Resident resident = mover();
        Instant at = Cast.now();
        Person newest = moved(resident, Town.NAHA);
        cast.renewed(resident, newest, at);
        ChangeKey newer =
                cast.says(Town.NAHA, resident, ChangeReason.MOVE, at, Cast.address(newest));
        lastVerdict(resident, newer);

        ChangeKey older =
                cast.says(
                        Town.OSAKA_KITA,
                        resident,
                        ChangeReason.MOVE,
                        at.minusSeconds(60),
                        Cast.address(moved(resident, Town.OSAKA_KITA)));

        assertEquals(List.of("ADDRESS REFUSED SUPERSEDED"), cast.verdicts(resident, older, 1));
        assertEquals("ADDRESS GRANTED", lastVerdict(resident, newer));
    }

    @Test
    void grantsTheCorrectionOfAWrongEntry() {
        Resident resident = mover();
        Instant at = Cast.now().minusSeconds(2);
        Person wrong = resident.person().movedTo(Town.SHIBUYA, "東京都渋谷区宇田川町１番２号");
        Resident registeredWrongly = cast.renewed(resident, wrong, at);
        ChangeKey entry =
                cast.says(Town.SHIBUYA, resident, ChangeReason.MOVE, at, Cast.address(wrong));
        assertEquals("ADDRESS GRANTED", lastVerdict(resident, entry));
        Person right = moved(resident, Town.SHIBUYA);
        cast.renewed(registeredWrongly, right, at.plusSeconds(1));

        ChangeKey correction =
                cast.sends(
                        Town.SHIBUYA,
                        cast.municipality(Town.SHIBUYA)
                                .changed(
                                        resident.holder(),
                                        ChangeReason.CORRECTION,
                                        at.plusSeconds(1),
                                        entry.id(),
                                        Cast.address(right)));

        assertEquals("ADDRESS GRANTED", lastVerdict(resident, correction));
    }

    @Test
    void setsAsideAForgedSignature() {
        Resident resident = mover();
        Municipality shinjuku = cast.municipality(Town.SHINJUKU);
        byte[] said = Events.write(moveEvent(resident, Town.SHINJUKU));
        byte[] signature =
                DetachedSignature.sign(
                        Events.write(moveEvent(resident, Town.SHINJUKU)),
                        shinjuku.signer().key(),
                        shinjuku.signer().certificate());

        cast.kafka.sendSigned(Topics.RESIDENT_CHANGED, resident.holder(), said, signature);

        assertEquals(List.of("FORGED"), cast.rejections(resident.holder()));
    }

    @Test
    void setsAsideWhatAnotherMunicipalitySigned() {
        Resident resident = mover();
        Municipality naha = cast.municipality(Town.NAHA);
        byte[] said = Events.write(moveEvent(resident, Town.SHINJUKU));

        cast.kafka.sendSigned(
                Topics.RESIDENT_CHANGED,
                resident.holder(),
                said,
                DetachedSignature.sign(said, naha.signer().key(), naha.signer().certificate()));

        assertEquals(List.of("UNKNOWN_PRODUCER"), cast.rejections(resident.holder()));
    }

    @Test
    void setsAsideAnUnsignedRecord() {
        Resident resident = mover();

        cast.kafka.send(
                Topics.RESIDENT_CHANGED,
                resident.holder(),
                Events.write(moveEvent(resident, Town.SHINJUKU)));

        assertEquals(List.of("UNSIGNED"), cast.rejections(resident.holder()));
    }

    @Test
    void setsAsideWhatAMunicipalitySaysOfAnothersResident() {
        Resident resident = mover();
        // A verdict shows that where the resident lives is known here by now.
        cast.verdicts(resident, transfers(resident), 1);

        cast.says(
                Town.NAHA,
                resident,
                ChangeReason.MARRIAGE,
                Cast.now(),
                Cast.name(resident.person().renamed("渡辺　花子", "ワタナベ　ハナコ")));

        assertEquals(List.of("NOT_RESPONSIBLE"), cast.rejections(resident.holder()));
    }

    @Test
    void setsAsideATruncatedRecord() {
        Resident resident = mover();
        Municipality shibuya = cast.municipality(Town.SHIBUYA);
        byte[] damaged = Arrays.copyOf(Events.write(moveEvent(resident, Town.SHIBUYA)), 200);

        cast.kafka.sendSigned(
                Topics.RESIDENT_CHANGED,
                resident.holder(),
                damaged,
                DetachedSignature.sign(
                        damaged, shibuya.signer().key(), shibuya.signer().certificate()));

        assertEquals(List.of("UNREADABLE"), cast.rejections(resident.holder()));
    }

    @Test
    void refusesACharacterThatTheChipCannotCarry() {
        Resident resident = mover();
        Person renamed = resident.person().renamed("髙橋　花子", "タカハシ　ハナコ");
        Instant at = Cast.now();
        cast.renewed(resident, renamed, at);

        ChangeKey change =
                cast.says(Town.CHIYODA, resident, ChangeReason.MARRIAGE, at, Cast.name(renamed));

        assertEquals(
                List.of("NAME REFUSED NEEDS_COUNTER_CHARACTERS"),
                cast.verdicts(resident, change, 1));
    }

    @Test
    void grantsABirthDateCorrection() {
        Resident resident = mover();
        Person corrected = resident.person().born(LocalDate.of(1990, 3, 5));
        Instant at = Cast.now();
        cast.renewed(resident, corrected, at);

        ChangeKey change =
                cast.says(
                        Town.CHIYODA,
                        resident,
                        ChangeReason.CORRECTION,
                        at,
                        new ItemChange.BirthDate(corrected.birthDate()));

        assertEquals("BIRTH_DATE GRANTED", lastVerdict(resident, change));
    }

    @Test
    void endsEveryWaitWhenTheHolderDies() {
        Resident resident = mover();
        ChangeKey waiting = transfers(resident);
        cast.verdicts(resident, waiting, 1);

        ChangeKey death = cast.says(Town.CHIYODA, resident, ChangeReason.DEATH, Cast.now());

        assertEquals(List.of("NOTED"), cast.answers(resident, death, 1));
        assertEquals(
                "DOMICILE REFUSED HOLDER_DECEASED", cast.verdicts(resident, waiting, 2).getLast());
    }

    /// The last verdict once it is final; a change may be seen to wait before its certificate is.
    private String lastVerdict(Resident resident, ChangeKey change) {
        String last = cast.verdicts(resident, change, 1).getLast();
        return last.contains("WAITING") ? cast.verdicts(resident, change, 2).getLast() : last;
    }

    private Resident mover() {
        return cast.consented(Town.CHIYODA, Item.ADDRESS, Item.NAME, Item.BIRTH_DATE);
    }

    private static Person moved(Resident resident, Town to) {
        return resident.person().movedTo(to, to.officeAddress());
    }

    private CloudEvent<ResidentChanged> moveEvent(Resident resident, Town to) {
        return cast.municipality(to)
                .changed(
                        resident.holder(),
                        ChangeReason.MOVE,
                        Cast.now(),
                        Cast.address(moved(resident, to)));
    }

    private ChangeKey transfers(Resident resident) {
        return cast.says(
                resident.person().town(),
                resident,
                ChangeReason.DOMICILE_TRANSFER,
                Cast.now(),
                new ItemChange.Domicile(DOMICILE));
    }

    private ChangeKey moves(Resident resident) {
        Instant at = Cast.now();
        Person moved = moved(resident, Town.SAPPORO_CHUO);
        cast.renewed(resident, moved, at);
        return cast.says(Town.SAPPORO_CHUO, resident, ChangeReason.MOVE, at, Cast.address(moved));
    }

    /// Ten years begin on the day after a consent is given: given ten years ago today, it holds
    /// until midnight. Two certificates lie between the one it was signed with and today's.
    private Resident consentedTenYearsAgo(int daysMore) {
        Instant given =
                LocalDate.now(Consent.TOKYO)
                        .minusYears(10)
                        .minusDays(daysMore)
                        .atTime(LocalTime.NOON)
                        .atZone(Consent.TOKYO)
                        .toInstant();
        Resident resident = cast.resident(Town.CHIYODA);
        Person person = resident.person();
        SignatureCard first = cast.jpki.issue(person, given.minus(Duration.ofDays(30)));
        SignatureCard second = cast.jpki.issue(person, given.plus(Duration.ofDays(1500)));
        cast.gateway.issued(resident.holder(), person, first, null).join();
        cast.gateway.issued(resident.holder(), person, second, first).join();
        cast.gateway.issued(resident.holder(), person, resident.card(), second).join();
        cast.counter.importConsent(resident.holder(), first, Set.of(Item.ADDRESS), given);
        return resident;
    }
}
