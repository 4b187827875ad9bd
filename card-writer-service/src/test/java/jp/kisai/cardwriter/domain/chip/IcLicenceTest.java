package jp.kisai.cardwriter.domain.chip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IcLicenceTest {

    @Test
    void hasEveryFileOfItsCardAndNoneOfTheOther() {
        Set<ChipFile> files = EnumSet.allOf(ChipFile.class);
        files.removeAll(List.of(ChipFile.WEF01, ChipFile.WEF02, ChipFile.WEF03, ChipFile.DF1_EF07));

        assertEquals(files, image(Licences.largest()).files().keySet());
    }

    @Test
    void saysItsDatesInPackedDigits() {
        assertEquals(
                "450b" + "303130" + "20250324" + "20300202" + "4602" + "0000",
                HexFormat.of().formatHex(file(Licences.typical(), ChipFile.MF_EF01).toArray()));
        assertEquals(
                new Decoding.Decoded<>(
                        new CommonData(
                                "010",
                                LocalDate.of(2025, 3, 24),
                                LocalDate.of(2030, 2, 2),
                                (byte) 0,
                                (byte) 0)),
                CommonData.decode(file(Licences.typical(), ChipFile.MF_EF01)));
    }

    @ParameterizedTest
    @CsvSource({
        "450b30313020250324203002024602, TRUNCATED, 13",
        "450b30313020251324203002024602ABCD, 45 UNKNOWN_VALUE, 0",
        "450b303130202503242030020A4602ABCD, 45 UNKNOWN_VALUE, 0",
        "450b30416020250324203002024602ABCD, 45 UNKNOWN_VALUE, 0",
        "450a303130202503242030024602ABCD, 45 UNKNOWN_VALUE, 0",
        "450b30313020250324203002024601AB, 46 UNKNOWN_VALUE, 13",
    })
    void saysWhereCommonDataStopMakingSense(String hex, String rule, int offset) {
        assertEquals(
                new Decoding.Stopped<CommonData>(offset, rule),
                CommonData.decode(Octets.of(HexFormat.of().parseHex(hex))));
    }

    @Test
    void returnsThePinStateAndThePhotograph() {
        assertEquals(
                new Decoding.Decoded<>(true),
                PinState.decode(ChipFile.MF_EF02, file(Licences.typical(), ChipFile.MF_EF02)));
        assertEquals(
                new Decoding.Decoded<>(Licences.bytes(2000)),
                Pictures.decodePhotograph(file(Licences.largest(), ChipFile.DF2_EF01)));
        assertEquals(2005, file(Licences.largest(), ChipFile.DF2_EF01).length());
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "2", "3", "7"})
    void returnsTheBitmapsOfBothFiles(int count) {
        Pictures pictures =
                new Pictures(
                        Octets.NONE,
                        List.of(1, 128, 2, 127, 3, 4, 128).subList(0, count).stream()
                                .map(Licences::bytes)
                                .toList());

        assertEquals(
                new Decoding.Decoded<>(pictures.gaiji()),
                Pictures.decodeGaiji(
                        written(pictures.encodeIssued()), written(pictures.encodeAppended())));
    }

    @Test
    void refusesAnEighthBitmapAndOneThatIsTooLarge() {
        Pictures eight = new Pictures(Octets.NONE, Collections.nCopies(8, Licences.bytes(1)));
        Pictures large = new Pictures(Octets.NONE, List.of(Licences.bytes(129)));

        assertEquals(
                new Encoding.Refused<>(
                        new NotCarried(
                                ChipFile.DF1_EF05, new Tag(0x9D), NotCarried.Why.NO_ELEMENT_LEFT)),
                eight.encodeAppended());
        assertEquals(
                new Encoding.Refused<>(
                        new NotCarried(ChipFile.DF1_EF03, new Tag(0x48), NotCarried.Why.TOO_LONG)),
                large.encodeIssued());
    }

    /// 外字1 is the pair FFF1, 欠字 FFFA; each counts as one character of the field.
    @Test
    void pointsToBitmapsWithinATextAndReturnsThem() {
        assertEquals(
                new ChipText.Written.Pairs(Octets.of(HexFormat.of().parseHex("fff13b33fff7fffa"))),
                ChipText.write("\uFFF1山\uFFF7\uFFFA", 8));
        assertEquals(
                new ChipText.Written.NotWritten(NotCarried.Why.TOO_LONG),
                ChipText.write("\uFFF1山\uFFF7\uFFFA", 7));
        assertEquals(
                new ChipText.Reading.Text("\uFFF1山\uFFF7\uFFFA"),
                ChipText.read(Octets.of(HexFormat.of().parseHex("fff13b33fff7fffa"))));
        assertInstanceOf(
                ChipText.Reading.Unreadable.class,
                ChipText.read(Octets.of(HexFormat.of().parseHex("fff8"))));
        assertInstanceOf(
                ChipText.Reading.Unreadable.class,
                ChipText.read(Octets.of(HexFormat.of().parseHex("3b33ff"))));
    }

    @Test
    void signsWhatWasIssuedAndNothingElse() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair keys = generator.generateKeyPair();
        ChipImage unsigned = image(Licences.typical());

        ChipImage signed =
                IcLicence.signed(
                        unsigned,
                        new ChipSigner(
                                content -> sign(keys, content),
                                "01",
                                "Kisai CA",
                                "Kisai",
                                Licences.bytes(20)));

        ChipSignature read =
                switch (ChipSignature.decode(
                        ChipFile.DF1_EF07,
                        signed.files().getOrDefault(ChipFile.DF1_EF07, Octets.NONE))) {
                    case Decoding.Decoded<ChipSignature>(ChipSignature signature) -> signature;
                    case Decoding.Stopped<ChipSignature> stopped ->
                            throw new AssertionError(stopped);
                };
        Signature check = Signature.getInstance("SHA256withRSA");
        check.initVerify(keys.getPublic());
        for (ChipFile file : List.of(ChipFile.DF1_EF01, ChipFile.DF1_EF02, ChipFile.DF2_EF01)) {
            check.update(unsigned.files().getOrDefault(file, Octets.NONE).toArray());
        }
        assertTrue(check.verify(read.signature().toArray()));
    }

    private static Octets sign(KeyPair keys, Octets content) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(content.toArray());
            return Octets.of(signature.sign());
        } catch (GeneralSecurityException cause) {
            throw new AssertionError(cause);
        }
    }

    private static Octets file(ChipRecord licence, ChipFile file) {
        return image(licence).files().getOrDefault(file, Octets.NONE);
    }

    private static ChipImage image(ChipRecord licence) {
        return written(new IcLicence(licence, AppendedChanges.NONE).encode());
    }

    private static <T> T written(Encoding<T> encoding) {
        return switch (encoding) {
            case Encoding.Encoded<T>(T content) -> content;
            case Encoding.Refused<T>(NotCarried reason) -> throw new AssertionError(reason);
        };
    }
}
