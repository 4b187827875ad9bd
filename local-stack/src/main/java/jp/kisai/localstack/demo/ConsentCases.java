package jp.kisai.localstack.demo;

import static jp.kisai.contracts.vocabulary.HoldingForm.BOTH;
import static jp.kisai.contracts.vocabulary.HoldingForm.CARD_ONLY;
import static jp.kisai.contracts.vocabulary.Item.ADDRESS;
import static jp.kisai.contracts.vocabulary.Item.BIRTH_DATE;
import static jp.kisai.contracts.vocabulary.Item.NAME;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import jp.kisai.contracts.CloudEvent;
import jp.kisai.contracts.event.ResidentChanged;
import jp.kisai.contracts.vocabulary.ChangeReason;
import jp.kisai.contracts.vocabulary.ItemChange;
import jp.kisai.localstack.doubles.Municipality;
import jp.kisai.localstack.doubles.Person;
import jp.kisai.localstack.doubles.Resident;
import jp.kisai.localstack.doubles.SignatureCard;
import jp.kisai.localstack.doubles.Town;

/// Was it consented, for this item, at this instant, by someone who carries the card alone?
final class ConsentCases {

    static final List<Case> ALL =
            List.of(
                    new Case("A consented move", "同意済みの転居", ConsentCases::consentedMove),
                    new Case(
                            "A marriage: the address is consented, the name is not",
                            "婚姻：住所は同意あり、氏名は同意なし",
                            ConsentCases::marriageInPart),
                    new Case("A move without any consent", "同意のない転居", ConsentCases::noConsent),
                    new Case(
                            "A consent that expired yesterday",
                            "昨日で満了した同意",
                            stage -> tenYearsAgo(stage, 1)),
                    new Case(
                            "A consent that expires today at midnight",
                            "本日24時に満了する同意",
                            stage -> tenYearsAgo(stage, 0)),
                    new Case("A holder of licence and card", "2枚持ちの方の転居", ConsentCases::dualHolder),
                    new Case(
                            "A birth date correction moves the expiry date",
                            "生年月日の訂正（有効期間の末日が変わる）",
                            ConsentCases::birthDate),
                    new Case(
                            "A name with a character the chip cannot carry",
                            "ICチップに記録できない文字を含む氏名",
                            ConsentCases::uncarriedCharacter));

    static final Ending APPLIED_ADDRESS =
            Ending.verdicts("ADDRESS GRANTED")
                    .version("v2")
                    .onTheChip()
                    .told("APPLIED", "ENCODED")
                    .answered("APPLIED");

    private ConsentCases() {}

    /// A person who moved, the new certificate already known.
    static Case.Scene move(Stage stage, Resident resident, Town to, Ending ending) {
        return () -> {
            Person moved = resident.person().movedTo(to, to.officeAddress());
            Instant at = Stage.now();
            stage.renewed(resident, moved, at);
            Municipality municipality = stage.municipality(to);
            CloudEvent<ResidentChanged> event =
                    municipality.changed(resident.holder(), ChangeReason.MOVE, at, address(moved));
            stage.send(municipality, event);
            return Played.by(stage, resident).ends(municipality.key(event), ending);
        };
    }

    private static Case.Scene consentedMove(Stage stage) throws InterruptedException {
        Resident resident =
                stage.consented(People.hanako(Town.CHIYODA), CARD_ONLY, ADDRESS, NAME, BIRTH_DATE);
        Case.Scene move = move(stage, resident, Town.KAGOSHIMA, APPLIED_ADDRESS);
        return () ->
                move.play()
                        .licence(
                                "the new address",
                                licence ->
                                        licence.address().equals(Town.KAGOSHIMA.officeAddress())
                                                && licence.municipality()
                                                        .equals(Town.KAGOSHIMA.code()));
    }

    private static Case.Scene marriageInPart(Stage stage) throws InterruptedException {
        Resident resident =
                stage.consented(People.midori(Town.SHIBUYA), CARD_ONLY, ADDRESS, BIRTH_DATE);
        return () -> {
            Person married =
                    resident.person()
                            .renamed("田中　緑", "タナカ　ミドリ")
                            .movedTo(Town.SHINJUKU, Town.SHINJUKU.officeAddress());
            Instant at = Stage.now();
            stage.renewed(resident, married, at);
            Municipality shinjuku = stage.municipality(Town.SHINJUKU);
            CloudEvent<ResidentChanged> event =
                    shinjuku.changed(
                            resident.holder(),
                            ChangeReason.MARRIAGE,
                            at,
                            address(married),
                            name(married));
            stage.send(shinjuku, event);
            return Played.by(stage, resident)
                    .ends(
                            shinjuku.key(event),
                            Ending.verdicts("ADDRESS GRANTED", "NAME REFUSED ITEM_NOT_CONSENTED")
                                    .version("v2")
                                    .onTheChip()
                                    .told("APPLIED_IN_PART", "ENCODED")
                                    .answered("APPLIED_IN_PART", "REFUSED"))
                    .licence("the old name", licence -> licence.name().equals("鈴木　緑"));
        };
    }

    private static Case.Scene noConsent(Stage stage) throws InterruptedException {
        Resident resident = stage.licensed(People.taro(Town.OSAKA_KITA), CARD_ONLY);
        return move(
                stage,
                resident,
                Town.FUKUOKA_CHUO,
                Ending.verdicts("ADDRESS REFUSED NO_CONSENT").told("REFUSED").answered("REFUSED"));
    }

    /// Ten years begin on the day after the consent is given: given ten years ago today, it
    /// holds until midnight.
    private static Case.Scene tenYearsAgo(Stage stage, int daysMore) throws InterruptedException {
        Person person = People.ichiro(Town.SENDAI_AOBA);
        Instant given =
                LocalDate.now(Stage.TOKYO)
                        .minusYears(10)
                        .minusDays(daysMore)
                        .atTime(LocalTime.NOON)
                        .atZone(Stage.TOKYO)
                        .toInstant();
        SignatureCard first = stage.issue(person, given.minus(Duration.ofDays(30)));
        SignatureCard second = stage.issue(person, given.plus(Duration.ofDays(1500)));
        Resident resident = stage.licensed(person, CARD_ONLY);
        stage.gateway().issued(resident.holder(), person, first, null).join();
        stage.gateway().issued(resident.holder(), person, second, first).join();
        stage.awaitTold(
                resident.holder(),
                stage.gateway().issued(resident.holder(), person, resident.card(), second));
        stage.counter().importConsent(resident.holder(), first, Set.of(ADDRESS), given);
        return move(
                stage,
                resident,
                Town.SAPPORO_CHUO,
                daysMore == 0
                        ? APPLIED_ADDRESS
                        : Ending.verdicts("ADDRESS REFUSED CONSENT_EXPIRED")
                                .told("REFUSED")
                                .answered("REFUSED"));
    }

    private static Case.Scene dualHolder(Stage stage) throws InterruptedException {
        Resident resident =
                stage.consented(People.taro(Town.YOKOHAMA_ASAHI), BOTH, ADDRESS, NAME, BIRTH_DATE);
        return move(
                stage,
                resident,
                Town.YOKOHAMA_NAKA,
                Ending.verdicts("ADDRESS GRANTED").told("REFUSED").answered("REFUSED"));
    }

    private static Case.Scene birthDate(Stage stage) throws InterruptedException {
        Resident resident =
                stage.consented(People.hanako(Town.NAHA), CARD_ONLY, ADDRESS, NAME, BIRTH_DATE);
        return () -> {
            Person corrected = resident.person().born(LocalDate.of(1990, 3, 5));
            Instant at = Stage.now();
            stage.renewed(resident, corrected, at);
            Municipality naha = stage.municipality(Town.NAHA);
            CloudEvent<ResidentChanged> event =
                    naha.changed(
                            resident.holder(),
                            ChangeReason.CORRECTION,
                            at,
                            new ItemChange.BirthDate(corrected.birthDate()));
            stage.send(naha, event);
            LocalDate expiry = LocalDate.of(LocalDate.now(Stage.TOKYO).getYear() + 3, 4, 5);
            return Played.by(stage, resident)
                    .ends(
                            naha.key(event),
                            Ending.verdicts("BIRTH_DATE GRANTED")
                                    .version("v2")
                                    .onTheChip()
                                    .told("APPLIED", "ENCODED")
                                    .answered("APPLIED"))
                    .licence(
                            "valid until a month after the corrected birthday",
                            licence -> licence.validUntil().equals(expiry));
        };
    }

    /// 髙 (U+9AD9) is not in JIS X 0208; the certificate carries a substitute for it.
    private static Case.Scene uncarriedCharacter(Stage stage) throws InterruptedException {
        Resident resident =
                stage.consented(People.hanako(Town.SHINJUKU), CARD_ONLY, ADDRESS, NAME, BIRTH_DATE);
        return () -> {
            Person renamed = resident.person().renamed("髙橋　花子", "タカハシ　ハナコ");
            Instant at = Stage.now();
            stage.renewed(resident, renamed, at);
            Municipality shinjuku = stage.municipality(Town.SHINJUKU);
            CloudEvent<ResidentChanged> event =
                    shinjuku.changed(resident.holder(), ChangeReason.MARRIAGE, at, name(renamed));
            stage.send(shinjuku, event);
            return Played.by(stage, resident)
                    .ends(
                            shinjuku.key(event),
                            Ending.verdicts("NAME REFUSED NEEDS_COUNTER_CHARACTERS")
                                    .told("REFUSED")
                                    .answered("REFUSED"));
        };
    }

    static ItemChange address(Person person) {
        return new ItemChange.Address(person.town().code(), person.address());
    }

    static ItemChange name(Person person) {
        return new ItemChange.Name(person.name(), person.kana());
    }
}
