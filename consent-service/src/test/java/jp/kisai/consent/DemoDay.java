package jp.kisai.consent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jp.kisai.contracts.CloudEvent;
import jp.kisai.contracts.Events;
import jp.kisai.contracts.Topics;
import jp.kisai.contracts.event.RecordRejected;
import jp.kisai.contracts.event.ResidentChanged;
import jp.kisai.contracts.signature.DetachedSignature;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.ChangeReason;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.ItemChange;
import jp.kisai.contracts.vocabulary.RevocationReason;
import jp.kisai.localstack.demo.Case;
import jp.kisai.localstack.demo.Day;
import jp.kisai.localstack.doubles.Municipality;
import jp.kisai.localstack.doubles.Person;
import jp.kisai.localstack.doubles.Resident;
import jp.kisai.localstack.doubles.SignatureCard;
import jp.kisai.localstack.doubles.Town;
import org.awaitility.Awaitility;

/// Every case of the demo, under its own title, as far as this service has to do with it.
final class DemoDay {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    private static final String DOMICILE = "鹿児島県鹿児島市山下町１１番";
    private static final String GRANTED = "ADDRESS GRANTED";

    private final Cast cast;
    private final Rows rows;
    private final List<HolderId> holders = new ArrayList<>();
    private final Map<String, Runnable> cases = new LinkedHashMap<>();

    DemoDay(Cast cast, Rows rows) {
        this.cast = cast;
        this.rows = rows;
        cases.put("A consented move", this::consentedMove);
        cases.put("A marriage: the address is consented, the name is not", this::inPart);
        cases.put("A move without any consent", this::noConsent);
        cases.put(
                "A consent that expired yesterday",
                () -> tenYearsAgo(1, "ADDRESS REFUSED CONSENT_EXPIRED"));
        cases.put("A consent that expires today at midnight", () -> tenYearsAgo(0, GRANTED));
        cases.put("A holder of licence and card", this::consentedMove);
        cases.put("A birth date correction moves the expiry date", this::birthDate);
        cases.put("A name with a character the chip cannot carry", this::uncarried);
        cases.put(
                "The move itself revoked the certificate; its successor comes later",
                this::revokedByTheMove);
        cases.put("The certificate's key was compromised", this::compromised);
        cases.put("A domicile change, submitted before the event", this::submissionFirst);
        cases.put("A domicile change, the event before the submission", this::eventFirst);
        cases.put("The same event twice", this::twice);
        cases.put("The same id with other content", this::idReused);
        cases.put("Two moves, the older one arriving last", this::outOfOrder);
        cases.put("A wrong entry and its correction", this::corrected);
        cases.put("A forged signature", this::forged);
        cases.put("A municipality signing for another's resident", this::notResponsible);
        cases.put("A truncated record", this::truncated);
    }

    /// Plays each case of the demo to its end.
    void play() {
        assertEquals(
                Day.CASES.stream().map(Case::title).toList(),
                List.copyOf(cases.keySet()),
                "the demo's cases and no others");
        cases.values().forEach(Runnable::run);
    }

    List<HolderId> holders() {
        return List.copyOf(holders);
    }

    private void consentedMove() {
        Resident resident = holder(Item.ADDRESS, Item.NAME, Item.BIRTH_DATE);
        ends(resident, sends(move(resident, Town.KAGOSHIMA, Cast.now())), GRANTED);
    }

    private void inPart() {
        Resident resident = holder(Item.ADDRESS, Item.BIRTH_DATE);
        Person married = moved(resident, Town.SHINJUKU).renamed("田中　緑", "タナカ　ミドリ");
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
        ends(resident, change, GRANTED);
        assertEquals(
                1,
                cast.verdicts(resident, change, 1).stream()
                        .filter("NAME REFUSED ITEM_NOT_CONSENTED"::equals)
                        .count());
    }

    private void noConsent() {
        Resident resident = known(cast.resident(Town.CHIYODA));
        ends(
                resident,
                sends(move(resident, Town.FUKUOKA_CHUO, Cast.now())),
                "ADDRESS REFUSED NO_CONSENT");
    }

    private void tenYearsAgo(int daysMore, String end) {
        Resident resident = known(cast.resident(Town.SENDAI_AOBA));
        Person person = resident.person();
        Instant given =
                LocalDate.now(TOKYO)
                        .minusYears(10)
                        .minusDays(daysMore)
                        .atTime(LocalTime.NOON)
                        .atZone(TOKYO)
                        .toInstant();
        SignatureCard first = cast.jpki.issue(person, given.minus(Duration.ofDays(30)));
        SignatureCard second = cast.jpki.issue(person, given.plus(Duration.ofDays(1500)));
        cast.gateway.issued(resident.holder(), person, first, null).join();
        cast.gateway.issued(resident.holder(), person, second, first).join();
        cast.gateway.issued(resident.holder(), person, resident.card(), second).join();
        awaitRows(
                2,
                "select 1 from certificates where holder = ? and predecessor is not null",
                resident);
        cast.counter.importConsent(resident.holder(), first, Set.of(Item.ADDRESS), given);
        ends(resident, sends(move(resident, Town.SAPPORO_CHUO, Cast.now())), end);
    }

    private void birthDate() {
        Resident resident = holder(Item.ADDRESS, Item.NAME, Item.BIRTH_DATE);
        Person corrected = resident.person().born(LocalDate.of(1990, 3, 5));
        Instant at = Cast.now();
        cast.renewed(resident, corrected, at);
        ends(
                resident,
                cast.says(
                        Town.CHIYODA,
                        resident,
                        ChangeReason.CORRECTION,
                        at,
                        new ItemChange.BirthDate(corrected.birthDate())),
                "BIRTH_DATE GRANTED");
    }

    /// 髙 (U+9AD9) is not in JIS X 0208.
    private void uncarried() {
        Resident resident = holder(Item.ADDRESS, Item.NAME, Item.BIRTH_DATE);
        Person renamed = resident.person().renamed("髙橋　花子", "タカハシ　ハナコ");
        Instant at = Cast.now();
        cast.renewed(resident, renamed, at);
        ends(
                resident,
                cast.says(Town.CHIYODA, resident, ChangeReason.MARRIAGE, at, Cast.name(renamed)),
                "NAME REFUSED NEEDS_COUNTER_CHARACTERS");
    }

    private void revokedByTheMove() {
        Resident resident = holder(Item.ADDRESS, Item.NAME, Item.BIRTH_DATE);
        Person married = moved(resident, Town.SENDAI_AOBA).renamed("伊藤　緑", "イトウ　ミドリ");
        Instant at = Cast.now();
        revoked(resident, RevocationReason.AFFILIATION_CHANGED, at);
        ChangeKey first = sends(change(resident, Town.SENDAI_AOBA, at));
        ChangeKey second =
                cast.says(
                        Town.SENDAI_AOBA,
                        resident,
                        ChangeReason.MARRIAGE,
                        at.plusSeconds(1),
                        Cast.name(married));
        ends(resident, second, "NAME WAITING BEHIND_EARLIER_CHANGE");
        cast.renewed(resident, married, at.plusSeconds(1));
        ends(resident, first, GRANTED);
        ends(resident, second, "NAME GRANTED");
    }

    private void compromised() {
        Resident resident = holder(Item.ADDRESS, Item.NAME, Item.BIRTH_DATE);
        Instant at = Cast.now();
        revoked(resident, RevocationReason.KEY_COMPROMISE, at);
        awaitRows(1, "select 1 from told_revocations where holder = ?", resident);
        ends(
                resident,
                sends(change(resident, Town.MINAMISATSUMA, at)),
                "ADDRESS REFUSED CERTIFICATE_COMPROMISED");
    }

    private void submissionFirst() {
        Resident resident = holder(Item.ADDRESS);
        cast.counter.submitDomicile(resident.holder(), resident.card(), DOMICILE);
        ends(resident, transfer(resident), "DOMICILE GRANTED");
    }

    private void eventFirst() {
        Resident resident = holder(Item.ADDRESS);
        ChangeKey change = transfer(resident);
        ends(resident, change, "DOMICILE WAITING WAITING_FOR_HOLDER");
        cast.counter.submitDomicile(resident.holder(), resident.card(), DOMICILE);
        ends(resident, change, "DOMICILE GRANTED");
    }

    private void twice() {
        Resident resident = holder(Item.ADDRESS, Item.NAME, Item.BIRTH_DATE);
        Said said = move(resident, Town.FUKUOKA_CHUO, Cast.now());
        ChangeKey change = sends(said);
        sends(said);
        ends(resident, change, GRANTED);
        cast.answers(resident, change, 1);
    }

    private void idReused() {
        Resident resident = holder(Item.ADDRESS, Item.NAME, Item.BIRTH_DATE);
        Said said = move(resident, Town.FUKUOKA_CHUO, Cast.now());
        ChangeKey change = sends(said);
        ResidentChanged first = said.event().data();
        cast.sends(
                said.town(),
                cast.municipality(said.town())
                        .event(
                                said.event().id(),
                                resident.holder(),
                                new ResidentChanged(
                                        first.reason(),
                                        first.effectiveAt(),
                                        first.producerSequence(),
                                        List.of(
                                                new ItemChange.Address(
                                                        said.town().code(), "福岡県福岡市中央区天神一丁目８番１号")),
                                        null)));
        ends(resident, change, GRANTED);
        assertEquals(List.of("ID_REUSED"), cast.rejections(resident.holder()));
    }

    private void outOfOrder() {
        Resident resident = holder(Item.ADDRESS, Item.NAME, Item.BIRTH_DATE);
        Instant at = Cast.now();
        Said older = change(resident, Town.OSAKA_KITA, at.minusSeconds(60));
        ends(resident, sends(move(resident, Town.NAHA, at)), GRANTED);
        ends(resident, sends(older), "ADDRESS REFUSED SUPERSEDED");
    }

    private void corrected() {
        Resident resident = holder(Item.ADDRESS, Item.NAME, Item.BIRTH_DATE);
        Person wrong = resident.person().movedTo(Town.SHIBUYA, "東京都渋谷区宇田川町１番２号");
        Instant at = Cast.now();
        Resident wronglyRegistered = cast.renewed(resident, wrong, at);
        ChangeKey entry =
                cast.says(Town.SHIBUYA, resident, ChangeReason.MOVE, at, Cast.address(wrong));
        ends(resident, entry, GRANTED);
        Awaitility.await("nobody gets two certificates within one second")
                .atMost(PATIENCE)
                .until(() -> Cast.now().isAfter(at));
        Person right = moved(resident, Town.SHIBUYA);
        Instant later = Cast.now();
        cast.renewed(wronglyRegistered, right, later);
        ChangeKey correction =
                cast.sends(
                        Town.SHIBUYA,
                        cast.municipality(Town.SHIBUYA)
                                .changed(
                                        resident.holder(),
                                        ChangeReason.CORRECTION,
                                        later,
                                        entry.id(),
                                        Cast.address(right)));
        ends(resident, correction, GRANTED);
    }

    /// The signature is Shinjuku's, over another text than the one that arrives.
    private void forged() {
        Resident resident = holder(Item.ADDRESS, Item.NAME, Item.BIRTH_DATE);
        Instant at = Cast.now();
        Municipality shinjuku = cast.municipality(Town.SHINJUKU);
        byte[] signed = Events.write(change(resident, Town.SHINJUKU, at).event());
        byte[] arriving = Events.write(change(resident, Town.SHINJUKU, at).event());
        cast.kafka.sendSigned(
                Topics.RESIDENT_CHANGED,
                resident.holder(),
                arriving,
                DetachedSignature.sign(
                        signed, shinjuku.signer().key(), shinjuku.signer().certificate()));
        assertEquals(List.of("FORGED"), cast.rejections(resident.holder()));
    }

    private void notResponsible() {
        Resident resident = holder(Item.ADDRESS, Item.NAME, Item.BIRTH_DATE);
        awaitRows(1, "select 1 from recorded_residences where holder = ?", resident);
        cast.says(
                Town.NAHA,
                resident,
                ChangeReason.MARRIAGE,
                Cast.now(),
                Cast.name(resident.person().renamed("渡辺　緑", "ワタナベ　ミドリ")));
        assertEquals(List.of("NOT_RESPONSIBLE"), cast.rejections(resident.holder()));
    }

    private void truncated() {
        Resident resident = holder(Item.ADDRESS, Item.NAME, Item.BIRTH_DATE);
        Municipality shibuya = cast.municipality(Town.SHIBUYA);
        byte[] damaged =
                Arrays.copyOf(
                        Events.write(change(resident, Town.SHIBUYA, Cast.now()).event()), 200);
        cast.kafka.sendSigned(
                Topics.RESIDENT_CHANGED,
                resident.holder(),
                damaged,
                DetachedSignature.sign(
                        damaged, shibuya.signer().key(), shibuya.signer().certificate()));
        assertEquals(List.of("UNREADABLE"), cast.rejections(resident.holder()));
    }

    /// Why records of all these holders were set aside so far, of each holder in order.
    List<String> rejections() {
        return holders.stream()
                .flatMap(
                        holder ->
                                cast
                                        .told(Topics.CHANGE_ANSWERED, holder, RecordRejected.class)
                                        .stream()
                                        .map(rejected -> holder + " " + rejected.cause()))
                .toList();
    }

    private record Said(Town town, CloudEvent<ResidentChanged> event) {}

    private ChangeKey sends(Said said) {
        return cast.sends(said.town(), said.event());
    }

    /// A move, the new certificate already told of.
    private Said move(Resident resident, Town to, Instant at) {
        cast.renewed(resident, moved(resident, to), at);
        return change(resident, to, at);
    }

    private Said change(Resident resident, Town to, Instant at) {
        return new Said(
                to,
                cast.municipality(to)
                        .changed(
                                resident.holder(),
                                ChangeReason.MOVE,
                                at,
                                Cast.address(moved(resident, to))));
    }

    private ChangeKey transfer(Resident resident) {
        return cast.says(
                resident.person().town(),
                resident,
                ChangeReason.DOMICILE_TRANSFER,
                Cast.now(),
                new ItemChange.Domicile(DOMICILE));
    }

    private Resident holder(Item... consented) {
        return known(cast.consented(Town.CHIYODA, consented));
    }

    private Resident known(Resident resident) {
        holders.add(resident.holder());
        return resident;
    }

    private static Person moved(Resident resident, Town to) {
        return resident.person().movedTo(to, to.officeAddress());
    }

    private void revoked(Resident resident, RevocationReason reason, Instant at) {
        cast.gateway
                .revoked(resident.holder(), resident.person().town(), resident.card(), reason, at)
                .join();
    }

    private void awaitRows(int count, String query, Resident resident) {
        Awaitility.await(query)
                .atMost(PATIENCE)
                .until(() -> rows.of(query, resident.holder().value()).size() == count);
    }

    private void ends(Resident resident, ChangeKey change, String end) {
        Awaitility.await(end)
                .atMost(PATIENCE)
                .pollInSameThread()
                .until(() -> cast.verdicts(resident, change, 1).contains(end));
    }
}
