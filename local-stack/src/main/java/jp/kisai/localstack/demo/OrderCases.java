package jp.kisai.localstack.demo;

import static jp.kisai.contracts.vocabulary.HoldingForm.CARD_ONLY;
import static jp.kisai.contracts.vocabulary.Item.ADDRESS;
import static jp.kisai.contracts.vocabulary.Item.BIRTH_DATE;
import static jp.kisai.contracts.vocabulary.Item.NAME;
import static jp.kisai.localstack.demo.ConsentCases.APPLIED_ADDRESS;
import static jp.kisai.localstack.demo.ConsentCases.address;

import java.time.Instant;
import java.util.List;
import jp.kisai.contracts.CloudEvent;
import jp.kisai.contracts.event.ResidentChanged;
import jp.kisai.contracts.vocabulary.ChangeReason;
import jp.kisai.contracts.vocabulary.DeadLetterCause;
import jp.kisai.contracts.vocabulary.ItemChange;
import jp.kisai.localstack.doubles.Municipality;
import jp.kisai.localstack.doubles.Person;
import jp.kisai.localstack.doubles.Resident;
import jp.kisai.localstack.doubles.Town;

/// Twice, out of order, and put right afterwards.
final class OrderCases {

    static final List<Case> ALL =
            List.of(
                    new Case("The same event twice", "同じ通知が二度届く", OrderCases::twice),
                    new Case(
                            "The same id with other content",
                            "同じIDで内容の異なる通知",
                            OrderCases::idReused),
                    new Case(
                            "Two moves, the older one arriving last",
                            "二度の転居、古い通知が後に届く",
                            OrderCases::outOfOrder),
                    new Case(
                            "A wrong entry and its correction",
                            "誤った記載とその訂正",
                            OrderCases::corrected));

    private OrderCases() {}

    private static Case.Scene twice(Stage stage) throws InterruptedException {
        Resident resident = mover(stage);
        return () -> {
            Move move = move(stage, resident, Town.FUKUOKA_CHUO);
            stage.send(move.municipality(), move.event());
            stage.send(move.municipality(), move.event());
            return Played.by(stage, resident)
                    .ends(
                            move.municipality().key(move.event()),
                            APPLIED_ADDRESS.answered("APPLIED", "DUPLICATE"));
        };
    }

    private static Case.Scene idReused(Stage stage) throws InterruptedException {
        Resident resident = mover(stage);
        return () -> {
            Move move = move(stage, resident, Town.FUKUOKA_CHUO);
            stage.send(move.municipality(), move.event());
            ResidentChanged first = move.event().data();
            ResidentChanged other =
                    new ResidentChanged(
                            first.reason(),
                            first.effectiveAt(),
                            first.producerSequence(),
                            List.of(
                                    new ItemChange.Address(
                                            Town.FUKUOKA_CHUO.code(), "福岡県福岡市中央区天神一丁目８番１号")),
                            null);
            stage.send(
                    move.municipality(),
                    move.municipality().event(move.event().id(), resident.holder(), other));
            return Played.by(stage, resident)
                    .ends(move.municipality().key(move.event()), APPLIED_ADDRESS)
                    .setAside(DeadLetterCause.ID_REUSED)
                    .licence(
                            "what the first one said",
                            licence -> licence.address().equals(Town.FUKUOKA_CHUO.officeAddress()));
        };
    }

    private static Case.Scene outOfOrder(Stage stage) throws InterruptedException {
        Resident resident = mover(stage);
        return () -> {
            Instant at = Stage.now();
            Person first =
                    resident.person().movedTo(Town.OSAKA_KITA, Town.OSAKA_KITA.officeAddress());
            Municipality osaka = stage.municipality(Town.OSAKA_KITA);
            CloudEvent<ResidentChanged> older =
                    osaka.changed(
                            resident.holder(),
                            ChangeReason.MOVE,
                            at.minusSeconds(60),
                            address(first));
            Move newer = move(stage, resident, Town.NAHA);
            stage.send(newer.municipality(), newer.event());
            stage.send(osaka, older);
            return Played.by(stage, resident)
                    .ends(newer.municipality().key(newer.event()), APPLIED_ADDRESS)
                    .ends(
                            osaka.key(older),
                            Ending.verdicts("ADDRESS REFUSED SUPERSEDED")
                                    .told("REFUSED")
                                    .answered("REFUSED"))
                    .licence(
                            "the newer address",
                            licence -> licence.municipality().equals(Town.NAHA.code()));
        };
    }

    private static Case.Scene corrected(Stage stage) throws InterruptedException {
        Resident resident = mover(stage);
        return () -> {
            Municipality shibuya = stage.municipality(Town.SHIBUYA);
            Person wrong = resident.person().movedTo(Town.SHIBUYA, "東京都渋谷区宇田川町１番２号");
            Instant at = Stage.now();
            Resident registeredWrongly = stage.renewed(resident, wrong, at);
            CloudEvent<ResidentChanged> entry =
                    shibuya.changed(resident.holder(), ChangeReason.MOVE, at, address(wrong));
            stage.send(shibuya, entry);
            stage.await(
                    "the wrong entry is on the chip",
                    () -> stage.story(resident).ending(shibuya.key(entry)).encoded());
            Person right = wrong.movedTo(Town.SHIBUYA, Town.SHIBUYA.officeAddress());
            Instant later = Stage.now();
            stage.renewed(registeredWrongly, right, later);
            CloudEvent<ResidentChanged> correction =
                    shibuya.changed(
                            resident.holder(),
                            ChangeReason.CORRECTION,
                            later,
                            entry.id(),
                            address(right));
            stage.send(shibuya, correction);
            return Played.by(stage, resident)
                    .ends(shibuya.key(entry), APPLIED_ADDRESS)
                    .ends(shibuya.key(correction), APPLIED_ADDRESS.version("v3"))
                    .licence(
                            "the corrected address",
                            licence -> licence.address().equals(Town.SHIBUYA.officeAddress()));
        };
    }

    private static Resident mover(Stage stage) throws InterruptedException {
        return stage.consented(People.taro(Town.CHIYODA), CARD_ONLY, ADDRESS, NAME, BIRTH_DATE);
    }

    private record Move(Municipality municipality, CloudEvent<ResidentChanged> event) {}

    private static Move move(Stage stage, Resident resident, Town to) throws InterruptedException {
        Person moved = resident.person().movedTo(to, to.officeAddress());
        Instant at = Stage.now();
        stage.renewed(resident, moved, at);
        Municipality municipality = stage.municipality(to);
        return new Move(
                municipality,
                municipality.changed(resident.holder(), ChangeReason.MOVE, at, address(moved)));
    }
}
