package jp.kisai.cardwriter.domain.chip;

/// WEF01: whether the holder set a PIN for the licence application.
public final class PinState {

    /// 設定. \[C\]
    static final byte SET = 0x01;

    /// 未設定. \[C\]
    static final byte NOT_SET = 0x00;

    private static final int PIN = 0xC1;

    private PinState() {}

    /// Always *set*: the PIN is chosen at the counter when the licence application is created, and
    /// without one nothing is recorded. \[I\]
    static Encoding<Octets> encode() {
        return new ElementWriter(ChipFile.WEF01).oneByte(PIN, SET).end();
    }

    public static Decoding<Boolean> decode(Octets bytes) {
        ElementReader reader = new ElementReader(ChipFile.WEF01, bytes);
        boolean set = reader.eitherByte(PIN, SET, NOT_SET);
        return reader.end(() -> set);
    }
}
