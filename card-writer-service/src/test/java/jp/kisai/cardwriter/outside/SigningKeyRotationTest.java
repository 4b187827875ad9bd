package jp.kisai.cardwriter.outside;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import jp.kisai.cardwriter.OutsideKeys;
import jp.kisai.cardwriter.domain.chip.ChipFile;
import jp.kisai.cardwriter.domain.chip.ChipImage;
import jp.kisai.cardwriter.domain.chip.ChipSignature;
import jp.kisai.cardwriter.domain.chip.Decoding;
import jp.kisai.cardwriter.domain.chip.Licences;
import jp.kisai.cardwriter.domain.chip.Octets;
import jp.kisai.contracts.event.EncodingOrdered;
import jp.kisai.localstack.doubles.OpenedOrder;
import jp.kisai.localstack.doubles.OrderOpener;
import jp.kisai.localstack.doubles.Pem;
import jp.kisai.localstack.doubles.SelfSigned;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The suite's own key is changed while orders are under way: what the factory, with code of its
/// own, makes of orders from before and after.
class SigningKeyRotationTest {

    @TempDir Path folder;
    private Key last;
    private Key next;

    private record Key(SigningKey key, X509Certificate certificate) {

        static Key in(Path file) throws IOException, GeneralSecurityException {
            Pem pem = SelfSigned.rsa2048(file, "C=JP,O=Kisai,CN=" + file.getFileName());
            return new Key(SigningKey.at(file), pem.certificate());
        }

        ChipImage image() {
            return Orders.image(Licences.typical(), key);
        }

        EncodingOrdered order(ChipImage image) {
            return Orders.order(image, key);
        }
    }

    @BeforeEach
    void makeKeys() throws IOException, GeneralSecurityException {
        last = Key.in(folder.resolve("last.pem"));
        next = Key.in(folder.resolve("next.pem"));
    }

    @Test
    void opensOrdersOfBothKeysWhileBothArePinned() throws OrderOpener.Unreadable {
        OrderOpener factory = pinning(last, next);

        assertEquals(Orders.INTENT.order(), factory.open(last.order(last.image())).order());
        assertEquals(Orders.INTENT.order(), factory.open(next.order(next.image())).order());
    }

    /// What was signed for the chip stays as it was; only the envelope is of the next key. So the
    /// read-back of either attempt closes the job.
    @Test
    void bringsTheSameFilesWhenAnOrderIsSentAgainUnderTheNextKey() throws OrderOpener.Unreadable {
        ChipImage image = last.image();
        OrderOpener factory = pinning(last, next);

        OpenedOrder first = factory.open(last.order(image));
        OpenedOrder again = factory.open(next.order(image));

        assertEquals(first.files().keySet(), again.files().keySet());
        first.files().forEach((file, bytes) -> assertArrayEquals(bytes, again.files().get(file)));
    }

    /// Too early, the last certificate is missed in either signature: that of the envelope, and
    /// that of a chip in an order that is sent again.
    @Test
    void opensNothingOfAKeyThatIsNotPinned() {
        assertUnreadable(pinning(next), last.order(last.image()));
        assertUnreadable(pinning(next), next.order(last.image()));
        assertUnreadable(pinning(last), next.order(next.image()));
        assertUnreadable(pinning(), last.order(last.image()));
    }

    @Test
    void namesOnEachChipTheKeyThatSignedIt() {
        ChipSignature before = signature(last.image());
        ChipSignature after = signature(next.image());

        assertEquals(last.key().onChips().subjectKeyId(), before.subjectKeyId());
        assertEquals(next.key().onChips().subjectKeyId(), after.subjectKeyId());
        assertNotEquals(before.subjectKeyId(), after.subjectKeyId());
        assertNotEquals(before.serial(), after.serial());
    }

    /// A new key alone encodes nobody again.
    @Test
    void leavesTheContentAsItIs() {
        ChipImage before = last.image();
        ChipImage after = next.image();

        assertNotEquals(before.readBackSha256(), after.readBackSha256());
        assertEquals(before.files().get(ChipFile.WEF02), after.files().get(ChipFile.WEF02));
    }

    private static OrderOpener pinning(Key... keys) {
        return new OrderOpener(
                OutsideKeys.FACTORY,
                OutsideKeys.factory().own().key(),
                List.of(keys).stream().map(Key::certificate).toList());
    }

    private static void assertUnreadable(OrderOpener factory, EncodingOrdered order) {
        assertThrows(OrderOpener.Unreadable.class, () -> factory.open(order));
    }

    private static ChipSignature signature(ChipImage image) {
        Octets wef03 = image.files().getOrDefault(ChipFile.WEF03, Octets.NONE);
        return switch (ChipSignature.decode(ChipFile.WEF03, wef03)) {
            case Decoding.Decoded<ChipSignature>(ChipSignature read) -> read;
            case Decoding.Stopped<ChipSignature> stopped ->
                    throw new AssertionError(stopped.toString());
        };
    }
}
