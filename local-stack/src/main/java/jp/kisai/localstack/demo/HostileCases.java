package jp.kisai.localstack.demo;

import static jp.kisai.contracts.vocabulary.HoldingForm.CARD_ONLY;
import static jp.kisai.contracts.vocabulary.Item.ADDRESS;
import static jp.kisai.contracts.vocabulary.Item.BIRTH_DATE;
import static jp.kisai.contracts.vocabulary.Item.NAME;

import java.util.Arrays;
import java.util.List;
import jp.kisai.contracts.CloudEvent;
import jp.kisai.contracts.Events;
import jp.kisai.contracts.Topics;
import jp.kisai.contracts.event.ResidentChanged;
import jp.kisai.contracts.signature.DetachedSignature;
import jp.kisai.contracts.vocabulary.ChangeReason;
import jp.kisai.contracts.vocabulary.DeadLetterCause;
import jp.kisai.contracts.vocabulary.ItemChange;
import jp.kisai.localstack.doubles.Municipality;
import jp.kisai.localstack.doubles.Person;
import jp.kisai.localstack.doubles.Resident;
import jp.kisai.localstack.doubles.Town;

/// Forged, not responsible, damaged: set aside with its cause, and the licence stays as it was.
final class HostileCases {

    static final List<Case> ALL =
            List.of(
                    new Case("A forged signature", "偽造された署名", HostileCases::forged),
                    new Case(
                            "A municipality signing for another's resident",
                            "他の市区町村の住民についての通知",
                            HostileCases::notResponsible),
                    new Case("A truncated record", "途中で切れた通知", HostileCases::truncated));

    private static final int DAMAGED_LENGTH = 200;

    private HostileCases() {}

    /// The signature is Shinjuku's, over another text than the one that arrives.
    private static Case.Scene forged(Stage stage) throws InterruptedException {
        Resident resident = victim(stage);
        return () -> {
            Municipality shinjuku = stage.municipality(Town.SHINJUKU);
            CloudEvent<ResidentChanged> event =
                    move(resident, shinjuku, Town.SHINJUKU.officeAddress());
            byte[] signedText = Events.write(event);
            byte[] arriving =
                    Events.write(
                            shinjuku.event(
                                    event.id(),
                                    resident.holder(),
                                    new ResidentChanged(
                                            ChangeReason.MOVE,
                                            event.data().effectiveAt(),
                                            event.data().producerSequence(),
                                            List.of(
                                                    new ItemChange.Address(
                                                            Town.SHINJUKU.code(),
                                                            "東京都新宿区西新宿二丁目８番１号")),
                                            null)));
            stage.wire()
                    .send(
                            Topics.RESIDENT_CHANGED,
                            resident.holder(),
                            arriving,
                            DetachedSignature.sign(
                                    signedText,
                                    shinjuku.signer().key(),
                                    shinjuku.signer().certificate()))
                    .join();
            return setAside(stage, resident, DeadLetterCause.FORGED);
        };
    }

    private static Case.Scene notResponsible(Stage stage) throws InterruptedException {
        Resident resident = victim(stage);
        return () -> {
            Municipality naha = stage.municipality(Town.NAHA);
            Person renamed = resident.person().renamed("渡辺　緑", "ワタナベ　ミドリ");
            stage.send(
                    naha,
                    naha.changed(
                            resident.holder(),
                            ChangeReason.MARRIAGE,
                            Stage.now(),
                            ConsentCases.name(renamed)));
            return setAside(stage, resident, DeadLetterCause.NOT_RESPONSIBLE);
        };
    }

    private static Case.Scene truncated(Stage stage) throws InterruptedException {
        Resident resident = victim(stage);
        return () -> {
            Municipality shibuya = stage.municipality(Town.SHIBUYA);
            byte[] whole = Events.write(move(resident, shibuya, Town.SHIBUYA.officeAddress()));
            byte[] damaged = Arrays.copyOf(whole, DAMAGED_LENGTH);
            stage.wire()
                    .send(
                            Topics.RESIDENT_CHANGED,
                            resident.holder(),
                            damaged,
                            DetachedSignature.sign(
                                    damaged,
                                    shibuya.signer().key(),
                                    shibuya.signer().certificate()))
                    .join();
            return setAside(stage, resident, DeadLetterCause.UNREADABLE);
        };
    }

    private static CloudEvent<ResidentChanged> move(
            Resident resident, Municipality to, String address) {
        return to.changed(
                resident.holder(),
                ChangeReason.MOVE,
                Stage.now(),
                new ItemChange.Address(to.town().code(), address));
    }

    private static Resident victim(Stage stage) throws InterruptedException {
        return stage.consented(People.midori(Town.CHIYODA), CARD_ONLY, ADDRESS, NAME, BIRTH_DATE);
    }

    private static Played setAside(Stage stage, Resident resident, DeadLetterCause cause) {
        return Played.by(stage, resident)
                .setAside(cause)
                .licence(
                        "what it said before",
                        licence ->
                                licence.municipality().equals(Town.CHIYODA.code())
                                        && licence.name().equals(resident.person().name()));
    }
}
