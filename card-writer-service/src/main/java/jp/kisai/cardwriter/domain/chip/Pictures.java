package jp.kisai.cardwriter.domain.chip;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// What is on the chip as a picture: the photograph (写真), and characters that JIS X 0208 lacks
/// (外字). A text points to the nth of these with `FFF1` to `FFF7`.
///
/// @param photograph see [Photograph]; empty where there is none
/// @param gaiji each one byte for its kind of characters (文字構成) and an MMR-coded bitmap \[1\], as
///     its issuer made it
public record Pictures(Octets photograph, List<Octets> gaiji) {

    public static final Pictures NONE = new Pictures(Octets.NONE, List.of());

    private static final int PHOTOGRAPH = 0x5F40;
    private static final List<Integer> ISSUED = List.of(0x48, 0x49);
    private static final int APPENDED_FLAG = 0x98;
    private static final List<Integer> APPENDED =
            IntStream.rangeClosed(0x99, 0x9D).boxed().toList();

    public Pictures {
        gaiji = List.copyOf(gaiji);
    }

    /// DF2/EF01.
    Encoding<Octets> encodePhotograph() {
        return new ElementWriter(ChipFile.DF2_EF01).binary(PHOTOGRAPH, photograph).end();
    }

    public static Decoding<Octets> decodePhotograph(Octets bytes) {
        ElementReader reader = new ElementReader(ChipFile.DF2_EF01, bytes);
        Octets photograph = reader.binary(PHOTOGRAPH);
        return reader.end(() -> photograph);
    }

    /// DF1/EF03: 外字1 and 2.
    Encoding<Octets> encodeIssued() {
        return new ElementWriter(ChipFile.DF1_EF03)
                .binaries(ISSUED, gaiji.subList(0, Math.min(gaiji.size(), ISSUED.size())))
                .end();
    }

    /// DF1/EF05: 外字3 to 7.
    Encoding<Octets> encodeAppended() {
        List<Octets> more = gaiji.subList(Math.min(gaiji.size(), ISSUED.size()), gaiji.size());
        return new ElementWriter(ChipFile.DF1_EF05)
                .oneByte(APPENDED_FLAG, AppendedChanges.flag(more.isEmpty()))
                .binaries(APPENDED, more)
                .end();
    }

    /// The bitmaps of both files, in the order of their numbers.
    public static Decoding<List<Octets>> decodeGaiji(Octets ef03, Octets ef05) {
        ElementReader issued = new ElementReader(ChipFile.DF1_EF03, ef03);
        List<Octets> all = new ArrayList<>(issued.binaries(ISSUED));
        ElementReader appended = new ElementReader(ChipFile.DF1_EF05, ef05);
        List<Octets> more = appended.binaries(APPENDED);
        if (!more.isEmpty() && all.size() < ISSUED.size()) {
            appended.stop(APPENDED.getFirst(), "GAP");
        }
        all.addAll(more);
        return switch (issued.end(() -> all)) {
            case Decoding.Stopped<List<Octets>> stopped -> stopped;
            case Decoding.Decoded<List<Octets>> _ -> appended.end(() -> List.copyOf(all));
        };
    }

    @Override
    public String toString() {
        return "Pictures[…]";
    }
}
