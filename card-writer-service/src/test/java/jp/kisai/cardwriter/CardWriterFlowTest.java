package jp.kisai.cardwriter;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import jp.kisai.cardwriter.domain.chip.ChipFile;
import jp.kisai.cardwriter.domain.chip.ChipTable;
import jp.kisai.cardwriter.domain.chip.Decoding;
import jp.kisai.cardwriter.domain.chip.MyNumberLicence;
import jp.kisai.cardwriter.domain.chip.Octets;
import jp.kisai.cardwriter.domain.chip.Photos;
import jp.kisai.contracts.CloudEvent;
import jp.kisai.contracts.Events;
import jp.kisai.contracts.Reading;
import jp.kisai.contracts.Topics;
import jp.kisai.contracts.event.EncodingOrdered;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.EncodingState;
import jp.kisai.contracts.vocabulary.HoldingForm;
import jp.kisai.contracts.vocabulary.LicenceState;
import jp.kisai.localstack.doubles.OpenedOrder;
import jp.kisai.localstack.doubles.OrderOpener;
import jp.kisai.testkit.KafkaAndPostgres;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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
    void bringsThePhotographOntoTheChip() throws IOException, OrderOpener.Unreadable {
        Scene scene = workshop.scene();
        scene.photographed(delivered(Photos.MONOCHROME));

        scene.record(1, "千代田区霞が関二丁目");

        scene.await(1, EncodingState.ENCODED);
        Octets wef02 = Octets.of(requireNonNull(ordered(scene).files().get("WEF02")));
        assertTrue(
                ChipTable.of(ChipFile.WEF02, wef02).rows().stream()
                        .map(row -> row.item() + ": " + row.value())
                        .anyMatch("顔写真: JPEG 2000, 96 × 128, 1 × 8 bits"::equals));
        Decoding<MyNumberLicence> read = MyNumberLicence.decode(wef02);
        assertTrue(
                read instanceof Decoding.Decoded<MyNumberLicence>(MyNumberLicence licence)
                        && licence.pictures().photograph().equals(Photos.MONOCHROME));
    }

    /// A chip without its photograph, or with a wrong one, is worse than one that is a day behind.
    @Test
    void callsAnOfficerWhereThePhotographIsNotFit() throws IOException {
        Scene scene = workshop.scene();
        long version = 0;
        for (String reference :
                List.of(delivered(Photos.COLOUR), "photos/0002:sha256:" + "0".repeat(64))) {
            scene.photographed(reference);
            version++;
            scene.record(version, "千代田区霞が関二丁目");
            scene.await(version, EncodingState.OFFICER_NEEDED);
        }
        assertEquals("v2 OFFICER_NEEDED NOT_CARRIED", scene.moves().getLast());
        assertEquals(List.of(), workshop.encoded(scene));

        scene.photographed(delivered(Photos.MONOCHROME_FILE));
        scene.record(9, "千代田区霞が関二丁目");

        scene.await(9, EncodingState.ENCODED);
        assertEquals(List.of(9L), workshop.encoded(scene));
    }

    /// The reference to this picture, which the licence system has delivered.
    private static String delivered(Octets picture) throws IOException {
        Files.write(OutsideKeys.photographs().resolve(Photos.digest(picture)), picture.toArray());
        return Photos.reference(picture);
    }

    /// The scene's last order, as the factory opens it.
    private static OpenedOrder ordered(Scene scene) throws OrderOpener.Unreadable {
        ConsumerRecord<byte[], byte[]> last =
                workshop.kafka().records(Topics.ENCODING_ORDERED, scene.holder()).getLast();
        if (Events.read(last.value()) instanceof Reading.Read(CloudEvent<?> event)
                && event.data() instanceof EncodingOrdered order) {
            return new OrderOpener(
                            OutsideKeys.FACTORY,
                            OutsideKeys.factory().own().key(),
                            List.of(OutsideKeys.signer().certificate()))
                    .open(order);
        }
        throw new AssertionError("not an order");
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
