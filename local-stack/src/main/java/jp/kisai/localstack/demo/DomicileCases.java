package jp.kisai.localstack.demo;

import static jp.kisai.contracts.vocabulary.HoldingForm.CARD_ONLY;
import static jp.kisai.contracts.vocabulary.Item.ADDRESS;

import java.util.List;
import jp.kisai.contracts.CloudEvent;
import jp.kisai.contracts.event.ResidentChanged;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.ChangeReason;
import jp.kisai.contracts.vocabulary.ItemChange;
import jp.kisai.localstack.doubles.Municipality;
import jp.kisai.localstack.doubles.Resident;
import jp.kisai.localstack.doubles.Town;

/// The domicile (本籍): two keys, the municipality's event and the holder's own submission, in
/// either order.
final class DomicileCases {

    static final List<Case> ALL =
            List.of(
                    new Case(
                            "A domicile change, submitted before the event",
                            "本籍の変更：本人の提出が先",
                            DomicileCases::submissionFirst),
                    new Case(
                            "A domicile change, the event before the submission",
                            "本籍の変更：市区町村の通知が先",
                            DomicileCases::eventFirst));

    private static final String DOMICILE = "鹿児島県鹿児島市山下町１１番";

    private DomicileCases() {}

    private static Case.Scene submissionFirst(Stage stage) throws InterruptedException {
        Resident resident = stage.consented(People.taro(Town.KAGOSHIMA), CARD_ONLY, ADDRESS);
        return () -> {
            stage.counter().submitDomicile(resident.holder(), resident.card(), DOMICILE);
            return end(
                    stage,
                    resident,
                    transfer(stage, resident),
                    Ending.verdicts("DOMICILE GRANTED")
                            .told("APPLIED", "ENCODED")
                            .answered("APPLIED"));
        };
    }

    private static Case.Scene eventFirst(Stage stage) throws InterruptedException {
        Resident resident = stage.consented(People.hanako(Town.KAGOSHIMA), CARD_ONLY, ADDRESS);
        return () -> {
            ChangeKey change = transfer(stage, resident);
            stage.await(
                    "the change waits for the holder",
                    () -> !stage.story(resident).ending(change).answers().isEmpty());
            stage.counter().submitDomicile(resident.holder(), resident.card(), DOMICILE);
            return end(
                    stage,
                    resident,
                    change,
                    Ending.verdicts("DOMICILE WAITING WAITING_FOR_HOLDER", "DOMICILE GRANTED")
                            .told("WAITING", "APPLIED", "ENCODED")
                            .answered("WAITING", "APPLIED"));
        };
    }

    private static ChangeKey transfer(Stage stage, Resident resident) {
        Municipality town = stage.municipality(Town.KAGOSHIMA);
        CloudEvent<ResidentChanged> event =
                town.changed(
                        resident.holder(),
                        ChangeReason.DOMICILE_TRANSFER,
                        Stage.now(),
                        new ItemChange.Domicile(DOMICILE));
        stage.send(town, event);
        return town.key(event);
    }

    private static Played end(Stage stage, Resident resident, ChangeKey change, Ending ending) {
        return Played.by(stage, resident)
                .ends(change, ending.version("v2").onTheChip())
                .licence("the new domicile", licence -> licence.domicile().equals(DOMICILE));
    }
}
