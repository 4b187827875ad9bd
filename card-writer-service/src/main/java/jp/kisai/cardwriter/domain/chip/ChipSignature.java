package jp.kisai.cardwriter.domain.chip;

/// WEF03: the signature over the whole of WEF02 as it is stored, without the filler behind it.
/// \[1\]
public record ChipSignature(
        Octets signature, String serial, String issuer, String subject, Octets subjectKeyId) {

    private static final int SIGNATURE = 0x0108;
    private static final int SERIAL = 0x0109;
    private static final int ISSUER = 0x010B;
    private static final int SUBJECT = 0x010C;
    private static final int SUBJECT_KEY_ID = 0x010D;

    static ChipSignature over(Octets wef02, ChipSigner signer) {
        return new ChipSignature(
                signer.signature().apply(wef02),
                signer.serial(),
                signer.issuer(),
                signer.subject(),
                signer.subjectKeyId());
    }

    public Encoding<Octets> encode() {
        return new ElementWriter(ChipFile.WEF03)
                .binary(SIGNATURE, signature)
                .latin(SERIAL, serial)
                .latin(ISSUER, issuer)
                .latin(SUBJECT, subject)
                .binary(SUBJECT_KEY_ID, subjectKeyId)
                .end();
    }

    public static Decoding<ChipSignature> decode(Octets bytes) {
        ElementReader reader = new ElementReader(ChipFile.WEF03, bytes);
        ChipSignature read =
                new ChipSignature(
                        reader.binary(SIGNATURE),
                        reader.latin(SERIAL),
                        reader.latin(ISSUER),
                        reader.latin(SUBJECT),
                        reader.binary(SUBJECT_KEY_ID));
        return reader.end(() -> read);
    }
}
