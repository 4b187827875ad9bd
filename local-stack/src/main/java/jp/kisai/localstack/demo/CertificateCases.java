package jp.kisai.localstack.demo;

import static jp.kisai.contracts.vocabulary.HoldingForm.CARD_ONLY;
import static jp.kisai.contracts.vocabulary.Item.ADDRESS;
import static jp.kisai.contracts.vocabulary.Item.BIRTH_DATE;
import static jp.kisai.contracts.vocabulary.Item.NAME;

import java.time.Instant;
import java.util.List;
import jp.kisai.contracts.CloudEvent;
import jp.kisai.contracts.event.ResidentChanged;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.ChangeReason;
import jp.kisai.contracts.vocabulary.ItemChange;
import jp.kisai.contracts.vocabulary.RevocationReason;
import jp.kisai.localstack.doubles.Municipality;
import jp.kisai.localstack.doubles.Person;
import jp.kisai.localstack.doubles.Resident;
import jp.kisai.localstack.doubles.Town;

/// The holder's signature certificate, revoked by the very change that is judged, or for a
/// worse reason.
final class CertificateCases {

    static final List<Case> ALL =
            List.of(
                    new Case(
                            "The move itself revoked the certificate; its successor comes later",
                            "転居により失効した署名用電子証明書、後日に新しい証明書",
                            CertificateCases::revokedByTheMove),
                    new Case(
                            "The certificate's key was compromised",
                            "署名用電子証明書の鍵の危殆化",
                            CertificateCases::compromised));

    private CertificateCases() {}

    private static Case.Scene revokedByTheMove(Stage stage) throws InterruptedException {
        Resident resident =
                stage.consented(People.midori(Town.NAHA), CARD_ONLY, ADDRESS, NAME, BIRTH_DATE);
        return () -> {
            Municipality sendai = stage.municipality(Town.SENDAI_AOBA);
            Person moved =
                    resident.person().movedTo(Town.SENDAI_AOBA, Town.SENDAI_AOBA.officeAddress());
            Person married = moved.renamed("伊藤　緑", "イトウ　ミドリ");
            Instant at = Stage.now();
            stage.gateway()
                    .revoked(
                            resident.holder(),
                            Town.NAHA,
                            resident.card(),
                            RevocationReason.AFFILIATION_CHANGED,
                            at)
                    .join();
            ChangeKey first =
                    send(
                            stage,
                            sendai,
                            resident,
                            ChangeReason.MOVE,
                            at,
                            ConsentCases.address(moved));
            ChangeKey second =
                    send(
                            stage,
                            sendai,
                            resident,
                            ChangeReason.MARRIAGE,
                            at.plusSeconds(1),
                            ConsentCases.name(married));
            stage.await("the move waits", () -> answered(stage, resident, first));
            stage.await("the marriage waits", () -> answered(stage, resident, second));
            stage.renewed(resident, married, at.plusSeconds(1));
            return bothApplied(stage, resident, first, second, married);
        };
    }

    private static boolean answered(Stage stage, Resident resident, ChangeKey change) {
        return !stage.story(resident).ending(change).answers().isEmpty();
    }

    /// In order: first the move, then the marriage.
    private static Played bothApplied(
            Stage stage, Resident resident, ChangeKey first, ChangeKey second, Person after) {
        return Played.by(stage, resident)
                .ends(
                        first,
                        Ending.verdicts("ADDRESS WAITING WAITING_FOR_SUCCESSOR", "ADDRESS GRANTED")
                                .version("v2")
                                .onTheChip()
                                .told("WAITING", "APPLIED", "ENCODED")
                                .answered("WAITING", "APPLIED"))
                .ends(
                        second,
                        Ending.verdicts("NAME WAITING BEHIND_EARLIER_CHANGE", "NAME GRANTED")
                                .version("v3")
                                .onTheChip()
                                .told("WAITING", "APPLIED", "ENCODED")
                                .answered("WAITING", "APPLIED"))
                .licence(
                        "both changes",
                        licence ->
                                licence.name().equals(after.name())
                                        && licence.address().equals(after.address()));
    }

    private static Case.Scene compromised(Stage stage) throws InterruptedException {
        Resident resident =
                stage.consented(
                        People.ichiro(Town.KAGOSHIMA), CARD_ONLY, ADDRESS, NAME, BIRTH_DATE);
        return () -> {
            Instant at = Stage.now();
            stage.awaitTold(
                    resident.holder(),
                    stage.gateway()
                            .revoked(
                                    resident.holder(),
                                    Town.KAGOSHIMA,
                                    resident.card(),
                                    RevocationReason.KEY_COMPROMISE,
                                    at));
            Municipality town = stage.municipality(Town.MINAMISATSUMA);
            Person moved =
                    resident.person()
                            .movedTo(Town.MINAMISATSUMA, Town.MINAMISATSUMA.officeAddress());
            ChangeKey change =
                    send(stage, town, resident, ChangeReason.MOVE, at, ConsentCases.address(moved));
            return Played.by(stage, resident)
                    .ends(
                            change,
                            Ending.verdicts("ADDRESS REFUSED CERTIFICATE_COMPROMISED")
                                    .told("REFUSED")
                                    .answered("REFUSED"));
        };
    }

    private static ChangeKey send(
            Stage stage,
            Municipality municipality,
            Resident resident,
            ChangeReason reason,
            Instant effectiveAt,
            ItemChange item) {
        CloudEvent<ResidentChanged> event =
                municipality.changed(resident.holder(), reason, effectiveAt, item);
        stage.send(municipality, event);
        return municipality.key(event);
    }
}
