package jp.kisai.cardwriter.domain.chip;

/// A signature on the chip, and by whom: in WEF03 over the whole of WEF02 as it is stored, without
/// the filler behind it \[1\]; in DF1/EF07 over DF1/EF01, DF1/EF02 and DF2/EF01, one after the
/// other. \[C\]
public record ChipSignature(
        Octets signature, String serial, String issuer, String subject, Octets subjectKeyId) {

    private static final int WEF03 = 0x0108;
    private static final int EF07 = 0xB1;

    /// The elements' places behind the first, the signature itself; a reserved one is between.
    private static final int SERIAL = 1;

    private static final int ISSUER = 3;
    private static final int SUBJECT = 4;
    private static final int SUBJECT_KEY_ID = 5;

    static ChipSignature over(Octets content, ChipSigner signer) {
        return new ChipSignature(
                signer.signature().apply(content),
                signer.serial(),
                signer.issuer(),
                signer.subject(),
                signer.subjectKeyId());
    }

    public Encoding<Octets> encode(ChipFile file) {
        int first = firstTag(file);
        return new ElementWriter(file)
                .binary(first, signature)
                .latin(first + SERIAL, serial)
                .latin(first + ISSUER, issuer)
                .latin(first + SUBJECT, subject)
                .binary(first + SUBJECT_KEY_ID, subjectKeyId)
                .end();
    }

    /// @param file WEF03 or DF1/EF07
    public static Decoding<ChipSignature> decode(ChipFile file, Octets bytes) {
        int first = firstTag(file);
        ElementReader reader = new ElementReader(file, bytes);
        ChipSignature read =
                new ChipSignature(
                        reader.binary(first),
                        reader.latin(first + SERIAL),
                        reader.latin(first + ISSUER),
                        reader.latin(first + SUBJECT),
                        reader.binary(first + SUBJECT_KEY_ID));
        return reader.end(() -> read);
    }

    private static int firstTag(ChipFile file) {
        return file == ChipFile.DF1_EF07 ? EF07 : WEF03;
    }
}
