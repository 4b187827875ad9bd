package jp.kisai.consent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import jp.kisai.contracts.CloudEvent;
import jp.kisai.contracts.event.ResidentChanged;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.ChangeReason;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.localstack.doubles.Person;
import jp.kisai.localstack.doubles.Resident;
import jp.kisai.localstack.doubles.Town;
import jp.kisai.testkit.KafkaAndPostgres;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What arrives after the holder moved away: who may say it follows from where the holder lived
/// when it took effect, not from where the holder lives today.
@QuarkusTest
@WithTestResource(TrustFiles.class)
@WithTestResource(
        value = KafkaAndPostgres.class,
        initArgs = @ResourceArg(name = "database", value = "consent"))
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LateChangesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String NOT_CONSENTED = "NAME REFUSED ITEM_NOT_CONSENTED";
    private static final String NOT_RESPONSIBLE = "NOT_RESPONSIBLE";

    @Inject AgroalDataSource database;

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
    void takesTheLateWordOfTheFormerMunicipalityForItsTimeOnly() {
        Instant moved = Cast.now();
        Resident resident = resident();
        moves(resident, Town.KAGOSHIMA, moved);

        assertEquals(
                List.of(NOT_CONSENTED),
                verdicts(resident, renames(Town.CHIYODA, resident, moved.minusSeconds(60))));
        renames(Town.CHIYODA, resident, moved);
        assertEquals(List.of(NOT_RESPONSIBLE), rejections(resident, 1));
        renames(Town.KAGOSHIMA, resident, moved.minusSeconds(1));
        assertEquals(2, rejections(resident, 2).size());
        renames(Town.NAHA, resident, moved.minusSeconds(60));
        assertEquals(3, rejections(resident, 3).size());
        assertEquals(
                List.of(NOT_CONSENTED),
                verdicts(resident, renames(Town.KAGOSHIMA, resident, moved)));
    }

    @Test
    void knowsAlsoOfTheMoveThatWasHeardTooLateToBeApplied() {
        Instant moved = Cast.now();
        Resident resident = resident();
        moves(resident, Town.NAHA, moved);
        ChangeKey older = moves(resident, Town.OSAKA_KITA, moved.minusSeconds(60));
        assertEquals(List.of("ADDRESS REFUSED SUPERSEDED"), verdicts(resident, older));

        assertEquals(
                List.of(NOT_CONSENTED),
                verdicts(resident, renames(Town.OSAKA_KITA, resident, moved.minusSeconds(30))));
        renames(Town.CHIYODA, resident, moved.minusSeconds(30));
        assertEquals(List.of(NOT_RESPONSIBLE), rejections(resident, 1));
        assertEquals(
                List.of("NAME REFUSED SUPERSEDED"),
                verdicts(resident, renames(Town.CHIYODA, resident, moved.minusSeconds(90))));
    }

    @Test
    void forgetsAMoveThatWasCancelled() {
        Instant moved = Cast.now().minusSeconds(60);
        Resident resident = resident();
        ChangeKey wrong = moves(resident, Town.KAGOSHIMA, moved);
        verdicts(resident, wrong);
        CloudEvent<ResidentChanged> cancellation =
                cast.municipality(Town.KAGOSHIMA)
                        .changed(
                                resident.holder(),
                                ChangeReason.CANCELLATION,
                                moved.plusSeconds(1),
                                wrong.id());
        cast.answers(resident, cast.sends(Town.KAGOSHIMA, cancellation), 1);

        assertEquals(
                List.of(NOT_CONSENTED),
                verdicts(resident, renames(Town.CHIYODA, resident, moved.plusSeconds(30))));
        renames(Town.KAGOSHIMA, resident, moved.plusSeconds(30));
        assertEquals(List.of(NOT_RESPONSIBLE), rejections(resident, 1));
    }

    /// It was let in when nobody knew of the move; repeated, it is a duplicate and no trespass.
    @Test
    void absorbsTheRepetitionOfWhatTheMoveOvertook() {
        Instant at = Cast.now().minusSeconds(60);
        Resident resident = resident();
        CloudEvent<ResidentChanged> rename =
                cast.municipality(Town.CHIYODA)
                        .changed(
                                resident.holder(),
                                ChangeReason.MARRIAGE,
                                at,
                                Cast.name(renamed(resident)));
        ChangeKey change = cast.sends(Town.CHIYODA, rename);
        verdicts(resident, change);
        verdicts(resident, moves(resident, Town.KAGOSHIMA, at.minusSeconds(30)));
        new Rows(database).execute("delete from inbox where id = ?", rename.id());

        cast.sends(Town.CHIYODA, rename);

        assertEquals(List.of("REFUSED", "DUPLICATE"), cast.answers(resident, change, 2));
    }

    private Resident resident() {
        Resident resident = cast.consented(Town.CHIYODA, Item.ADDRESS);
        Awaitility.await("the record's word of where the holder lives")
                .atMost(PATIENCE)
                .until(
                        () ->
                                new Rows(database)
                                        .of(
                                                "select municipality from recorded_residences"
                                                        + " where holder = ?",
                                                resident.holder().value()),
                        List.of(Town.CHIYODA.code().digits())::equals);
        return resident;
    }

    private ChangeKey moves(Resident resident, Town to, Instant at) {
        return cast.says(
                to,
                resident,
                ChangeReason.MOVE,
                at,
                Cast.address(resident.person().movedTo(to, to.officeAddress())));
    }

    private ChangeKey renames(Town town, Resident resident, Instant at) {
        return cast.says(town, resident, ChangeReason.MARRIAGE, at, Cast.name(renamed(resident)));
    }

    private static Person renamed(Resident resident) {
        return resident.person().renamed("田中　花子", "タナカ　ハナコ");
    }

    private List<String> verdicts(Resident resident, ChangeKey change) {
        return cast.verdicts(resident, change, 1);
    }

    private List<String> rejections(Resident resident, int count) {
        return Awaitility.await("rejections")
                .atMost(PATIENCE)
                .pollInSameThread()
                .until(() -> cast.rejections(resident.holder()), found -> found.size() >= count);
    }
}
