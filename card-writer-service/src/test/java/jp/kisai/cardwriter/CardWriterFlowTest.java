package jp.kisai.cardwriter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.EncodingState;
import jp.kisai.contracts.vocabulary.HoldingForm;
import jp.kisai.contracts.vocabulary.LicenceState;
import jp.kisai.testkit.KafkaAndPostgres;
import org.junit.jupiter.api.Test;

/// Encodings on a real broker and a real database, with the factory's double at work.
@QuarkusTest
@WithTestResource(OutsideKeys.class)
@WithTestResource(
        value = KafkaAndPostgres.class,
        initArgs = @ResourceArg(name = KafkaAndPostgres.DATABASE, value = "card_writer"))
class CardWriterFlowTest extends FactoryAtWork {

    @Test
    void bringsANewRecordOntoTheCard() {
        Scene scene = workshop.scene();

        ChangeKey change = scene.record(1, "千代田区霞が関二丁目");

        assertEquals(
                List.of("v1 QUEUED", "v1 ORDERED", "v1 ACCEPTED", "v1 ENCODED"),
                scene.await(1, EncodingState.ENCODED));
        assertEquals(List.of(change), scene.changesOf(1, EncodingState.ENCODED));
        assertEquals(List.of(1L), workshop.encoded(scene));
    }

    @Test
    void encodesOnlyContentThatDiffers() {
        Scene scene = workshop.scene();
        scene.record(1, "千代田区霞が関二丁目");
        scene.await(1, EncodingState.ENCODED);

        scene.record(2, "千代田区霞が関二丁目");
        scene.record(3, "千代田区霞が関三丁目");

        assertEquals(
                List.of("v3 QUEUED", "v3 ORDERED", "v3 ACCEPTED", "v3 ENCODED"),
                scene.await(3, EncodingState.ENCODED).subList(4, 8));
        assertEquals(List.of(1L, 3L), workshop.encoded(scene));
    }

    @Test
    void gathersTenChangesBeforeTheFactoryAnswersIntoOneEncoding() {
        Scene scene = workshop.scene();
        workshop.factory().pause();
        List<ChangeKey> changes = new ArrayList<>();
        changes.add(scene.record(1, "千代田区一丁目"));
        scene.await(1, EncodingState.ORDERED);
        for (int version = 2; version <= 10; version++) {
            changes.add(scene.record(version, "千代田区" + "一".repeat(version)));
        }
        scene.await(10, EncodingState.ORDERED);

        workshop.factory().resume();

        scene.await(10, EncodingState.ENCODED);
        assertEquals(List.of(10L), workshop.encoded(scene));
        assertEquals(changes, scene.changesOf(10, EncodingState.ENCODED));
    }

    @Test
    void holdsAnEncodingWhileTheLicenceIsSuspended() {
        Scene scene = workshop.scene();

        scene.record(1, "千代田区一丁目", HoldingForm.CARD_ONLY, LicenceState.SUSPENDED);
        scene.await(1, EncodingState.HELD);
        scene.record(2, "千代田区一丁目");

        assertEquals(
                List.of(
                        "v1 HELD",
                        "v1 SUPERSEDED",
                        "v2 QUEUED",
                        "v2 ORDERED",
                        "v2 ACCEPTED",
                        "v2 ENCODED"),
                scene.await(2, EncodingState.ENCODED));
        assertEquals(List.of(2L), workshop.encoded(scene));
    }

    @Test
    void cancelsWhenTheHolderNoLongerCarriesTheLicenceOnTheCard() {
        Scene scene = workshop.scene();
        workshop.factory().pause();
        scene.record(1, "千代田区一丁目");
        scene.await(1, EncodingState.ORDERED);

        scene.record(2, "千代田区一丁目", HoldingForm.LICENCE_ONLY, LicenceState.IN_FORCE);

        assertEquals(
                List.of("v1 QUEUED", "v1 ORDERED", "v1 CANCELLED"),
                scene.await(1, EncodingState.CANCELLED));
    }

    @Test
    void callsAnOfficerForWhatTheChipCannotCarry() {
        Scene scene = workshop.scene();

        scene.record(1, "髙町");

        assertEquals(
                List.of("v1 OFFICER_NEEDED NOT_CARRIED"),
                scene.await(1, EncodingState.OFFICER_NEEDED));
    }
}
