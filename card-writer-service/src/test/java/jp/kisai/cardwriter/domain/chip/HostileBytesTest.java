package jp.kisai.cardwriter.domain.chip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whatever bytes a chip gives, reading them ends with content or with the place where it stopped.
///
/// Inputs are pure chance, real files with some bytes altered, cut or doubled, and files of correct
/// grammar with values of chance. What is accepted must be written again as it was read.
class HostileBytesTest {

    private static final long SEED = 20261123;

    /// For each of the 13 files: 156,000 in all.
    private static final int INPUTS = 12_000;

    private static final int ALTERATIONS = 4;

    @ParameterizedTest
    @EnumSource
    void neverThrowsAndSaysWhereItStopped(ChipFile file) {
        Random random = new Random(SEED + file.size());
        Octets real = real(file);
        Map<Tlv.Stop, Integer> stops = new EnumMap<>(Tlv.Stop.class);
        int decoded = 0;
        for (int i = 0; i < INPUTS; i++) {
            Octets input =
                    switch (i % 3) {
                        case 0 -> chance(random, random.nextInt(file.size() + 40));
                        case 1 -> altered(random, real);
                        default -> wellFormed(random, file);
                    };
            String about = file + ", seed " + (SEED + file.size()) + ", input " + i;

            Tlv.Reading reading = Tlv.read(file.layout(), input);
            stops.merge(reading.stop(), 1, Integer::sum);
            assertTrue(reading.stoppedAt() >= 0 && reading.stoppedAt() <= input.length(), about);
            switch (decode(file, input)) {
                case Decoding.Decoded<?>(Object _) -> decoded++;
                case Decoding.Stopped<?>(int offset, String rule) -> {
                    assertTrue(offset >= 0 && offset <= input.length(), about);
                    assertTrue(!rule.isEmpty(), about);
                }
            }
        }
        assertTrue(decoded > 0, "some inputs are files after all");
        assertTrue(stops.size() >= 5, () -> "the inputs reach too little: " + stops);
    }

    /// The decoder of each file; for files that are read together, the other one is as it should
    /// be.
    private static Decoding<?> decode(ChipFile file, Octets bytes) {
        return switch (file) {
            case WEF01, MF_EF02 -> PinState.decode(file, bytes);
            case WEF02 -> stable(MyNumberLicence.decode(bytes), bytes);
            case WEF03, DF1_EF07 -> ChipSignature.decode(file, bytes);
            case DF1_EF01 -> LicenceEntries.decode(bytes);
            case DF1_EF02 -> Domicile.decode(bytes);
            case MF_EF01 -> CommonData.decode(bytes);
            case DF1_EF03 -> Pictures.decodeGaiji(bytes, real(ChipFile.DF1_EF05));
            case DF1_EF05 -> Pictures.decodeGaiji(real(ChipFile.DF1_EF03), bytes);
            case DF1_EF04 -> AppendedChanges.decode(bytes, Octets.NONE);
            case DF1_EF06 -> AppendedChanges.decode(Octets.NONE, bytes);
            case DF2_EF01 -> Pictures.decodePhotograph(bytes);
        };
    }

    private static Decoding<MyNumberLicence> stable(
            Decoding<MyNumberLicence> decoding, Octets bytes) {
        if (decoding instanceof Decoding.Decoded<MyNumberLicence>(MyNumberLicence licence)
                && licence.encode() instanceof Encoding.Encoded<Octets>(Octets again)) {
            assertEquals(decoding, MyNumberLicence.decode(again), () -> bytes + " read otherwise");
        }
        return decoding;
    }

    private static Octets chance(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return Octets.of(bytes);
    }

    private static Octets altered(Random random, Octets real) {
        byte[] bytes = real.toArray();
        for (int i = random.nextInt(ALTERATIONS); i > 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        Octets altered = Octets.of(bytes);
        return switch (random.nextInt(4)) {
            case 0 -> altered.slice(0, random.nextInt(bytes.length));
            case 1 -> altered.and(altered);
            case 2 -> altered.and(Octets.of((byte) 0xFF, (byte) 0xFF));
            default -> altered;
        };
    }

    private static Octets wellFormed(Random random, ChipFile file) {
        Octets all = Octets.NONE;
        for (Layout.Element element : file.layout().elements()) {
            if (random.nextInt(8) == 0) {
                continue;
            }
            Octets value = chance(random, random.nextInt(element.maxLength() + 1));
            all = all.and(Tlv.write(new Layout(List.of(element)), Map.of(element.tag(), value)));
        }
        return all;
    }

    private static Octets real(ChipFile file) {
        ChipRecord licence = Licences.typical();
        AppendedChanges none = AppendedChanges.NONE;
        return switch (file) {
            case WEF03, DF1_EF07 ->
                    written(
                            new ChipSignature(
                                            Licences.bytes(256),
                                            "01",
                                            "issuer",
                                            "subject",
                                            Licences.bytes(20))
                                    .encode(file));
            case DF1_EF04, DF1_EF06 -> written(none.encode(file));
            case WEF01, WEF02, MF_EF01, MF_EF02, DF1_EF01, DF1_EF02, DF1_EF03, DF1_EF05, DF2_EF01 ->
                    written(licence.encode(file));
        };
    }

    private static Octets written(Encoding<Octets> encoding) {
        return switch (encoding) {
            case Encoding.Encoded<Octets>(Octets bytes) -> bytes;
            case Encoding.Refused<Octets>(NotCarried reason) -> throw new AssertionError(reason);
        };
    }
}
