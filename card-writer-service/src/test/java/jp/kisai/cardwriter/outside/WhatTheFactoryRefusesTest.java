package jp.kisai.cardwriter.outside;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jp.kisai.cardwriter.OutsideKeys;
import jp.kisai.cardwriter.domain.chip.ChipFile;
import jp.kisai.cardwriter.domain.chip.ChipImage;
import jp.kisai.cardwriter.domain.chip.ChipRecord;
import jp.kisai.cardwriter.domain.chip.Licences;
import jp.kisai.cardwriter.domain.chip.Octets;
import jp.kisai.cardwriter.domain.chip.Photos;
import jp.kisai.cardwriter.domain.chip.Pictures;
import jp.kisai.localstack.doubles.OrderOpener;
import org.junit.jupiter.api.Test;

/// The factory's double looks at the photograph and at the files with code of its own, and would
/// not write what this service should never have ordered.
class WhatTheFactoryRefusesTest {

    private final SigningKey key = SigningKey.at(signer());

    @Test
    void takesAMonochromePhotographBareOrInItsFile() throws OrderOpener.Unreadable {
        for (Octets photograph : List.of(Photos.MONOCHROME, Photos.MONOCHROME_FILE)) {
            ChipImage image = image(photograph);

            assertArrayEquals(
                    image.files().getOrDefault(ChipFile.WEF02, Octets.NONE).toArray(),
                    opened(image).get("WEF02"));
        }
    }

    @Test
    void refusesAColouredPhotograph() {
        assertRefused("a photograph that is not monochrome", image(Photos.COLOUR));
    }

    @Test
    void refusesAPhotographThatIsNotWholeOrNone() {
        byte[] whole = Photos.MONOCHROME.toArray();
        Octets cut = Octets.of(Arrays.copyOf(whole, whole.length - 1));
        Octets jpeg = Octets.of(Arrays.copyOf(new byte[] {(byte) 0xFF, (byte) 0xD8}, 900));

        assertRefused("a photograph that is no whole JPEG 2000", image(cut));
        assertRefused("a photograph that is no whole JPEG 2000", image(jpeg));
        assertRefused("a photograph too long or too short", image(Octets.of((byte) 0)));
    }

    /// They belong to the card of the licence itself, which no factory has in hand.
    @Test
    void refusesFilesOfTheOtherCard() {
        for (ChipFile file :
                List.of(
                        ChipFile.MF_EF01,
                        ChipFile.MF_EF02,
                        ChipFile.DF1_EF03,
                        ChipFile.DF1_EF04,
                        ChipFile.DF1_EF05,
                        ChipFile.DF1_EF06,
                        ChipFile.DF1_EF07,
                        ChipFile.DF2_EF01)) {
            Map<ChipFile, Octets> files = new TreeMap<>(image(Octets.NONE).files());
            files.put(file, Octets.NONE);
            assertRefused("no such file, or too long: " + file.path(), new ChipImage(files));
        }
    }

    private ChipImage image(Octets photograph) {
        ChipRecord plain = Licences.typical();
        return Orders.image(
                new ChipRecord(
                        plain.number(),
                        plain.name(),
                        plain.kana(),
                        plain.birthDate(),
                        plain.address(),
                        plain.domicile(),
                        plain.commission(),
                        plain.issuedOn(),
                        plain.validUntil(),
                        plain.classes(),
                        plain.conditions(),
                        plain.remarks(),
                        plain.colour(),
                        new Pictures(photograph, List.of())),
                key);
    }

    private Map<String, byte[]> opened(ChipImage image) throws OrderOpener.Unreadable {
        return new OrderOpener(
                        OutsideKeys.FACTORY,
                        OutsideKeys.factory().own().key(),
                        List.of(OutsideKeys.signer().certificate()))
                .open(Orders.order(image, key))
                .files();
    }

    private void assertRefused(String rule, ChipImage image) {
        assertEquals(
                rule, assertThrows(OrderOpener.Unreadable.class, () -> opened(image)).getMessage());
    }

    private static Path signer() {
        OutsideKeys.signer();
        return OutsideKeys.signerFile();
    }
}
