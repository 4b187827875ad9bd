package jp.kisai.cardwriter.domain.chip;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The card of the licence itself (IC運転免許証), as the counter issues it: every file of it, with what
/// was appended since.
///
/// No order to the factory carries it. It stands here because the same tables describe both cards,
/// and a table that is only half written down cannot be checked.
public record IcLicence(ChipRecord issued, AppendedChanges appended) {

    private static final List<ChipFile> OF_THE_RECORD =
            List.of(
                    ChipFile.MF_EF01,
                    ChipFile.MF_EF02,
                    ChipFile.DF1_EF01,
                    ChipFile.DF1_EF02,
                    ChipFile.DF1_EF03,
                    ChipFile.DF1_EF05,
                    ChipFile.DF2_EF01);

    private static final List<ChipFile> SIGNED =
            List.of(ChipFile.DF1_EF01, ChipFile.DF1_EF02, ChipFile.DF2_EF01);

    /// Every file but the signature; or what it cannot carry.
    public Encoding<ChipImage> encode() {
        Map<ChipFile, Octets> files = new TreeMap<>();
        for (ChipFile file : ChipFile.values()) {
            if (!OF_THE_RECORD.contains(file) && !isAppendedTo(file)) {
                continue;
            }
            switch (isAppendedTo(file) ? appended.encode(file) : issued.encode(file)) {
                case Encoding.Encoded<Octets>(Octets bytes) -> files.put(file, bytes);
                case Encoding.Refused<Octets>(NotCarried reason) -> {
                    return new Encoding.Refused<>(reason);
                }
            }
        }
        return new Encoding.Encoded<>(new ChipImage(files));
    }

    /// With DF1/EF07: the signature over what was issued. What was appended is not signed. \[C\]
    ///
    /// @throws IllegalArgumentException if the signer's names do not fit
    public static ChipImage signed(ChipImage image, ChipSigner signer) {
        Octets content = Octets.NONE;
        for (ChipFile file : SIGNED) {
            content = content.and(image.files().getOrDefault(file, Octets.NONE));
        }
        Map<ChipFile, Octets> all = new TreeMap<>(image.files());
        switch (ChipSignature.over(content, signer).encode(ChipFile.DF1_EF07)) {
            case Encoding.Encoded<Octets>(Octets ef07) -> all.put(ChipFile.DF1_EF07, ef07);
            case Encoding.Refused<Octets>(NotCarried reason) ->
                    throw new IllegalArgumentException("the signer does not fit: " + reason);
        }
        return new ChipImage(all);
    }

    private static boolean isAppendedTo(ChipFile file) {
        return file == ChipFile.DF1_EF04 || file == ChipFile.DF1_EF06;
    }

    @Override
    public String toString() {
        return "IcLicence[…]";
    }
}
