package jp.kisai.cardwriter.domain.chip;

/// DF1/EF02: 本籍.
public final class Domicile {

    private static final int DOMICILE = 0x41;

    private Domicile() {}

    public static Encoding<Octets> encode(String domicile) {
        return new ElementWriter(ChipFile.DF1_EF02).text(DOMICILE, domicile).end();
    }

    public static Decoding<String> decode(Octets bytes) {
        ElementReader reader = new ElementReader(ChipFile.DF1_EF02, bytes);
        String domicile = reader.text(DOMICILE);
        return reader.end(() -> domicile);
    }
}
