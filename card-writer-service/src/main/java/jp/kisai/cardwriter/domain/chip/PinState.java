package jp.kisai.cardwriter.domain.chip;

/// Whether the holder set PINs: WEF01 for the licence application of the My Number card, MF/EF02
/// for the licence's own card.
public final class PinState {

    /// 設定. \[C\]
    static final byte SET = 0x01;

    /// 未設定. \[C\]
    static final byte NOT_SET = 0x00;

    private static final int WEF01 = 0xC1;
    private static final int EF02 = 0x05;

    private PinState() {}

    /// Always *set*: the PINs are chosen at the counter when the card gets its licence, and without
    /// them nothing is recorded. \[I\]
    static Encoding<Octets> encode(ChipFile file) {
        return new ElementWriter(file).oneByte(tag(file), SET).end();
    }

    /// @param file WEF01 or MF/EF02
    public static Decoding<Boolean> decode(ChipFile file, Octets bytes) {
        ElementReader reader = new ElementReader(file, bytes);
        boolean set = reader.eitherByte(tag(file), SET, NOT_SET);
        return reader.end(() -> set);
    }

    private static int tag(ChipFile file) {
        return file == ChipFile.MF_EF02 ? EF02 : WEF01;
    }
}
