package jp.kisai.cardwriter.domain.chip;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a record's reference to the photograph gives for the chip.
///
/// The reference names the photograph, of which the portal shows the coloured original. Where it
/// ends in `sha256:` and a digest, that is the digest of the monochrome picture which the licence
/// system has made of it for chips. Kisai carries that picture as it is, and never makes one.
public sealed interface Photograph {

    int MAX_BYTES = 2000;

    /// The specification limits the bytes only; no chip's picture has so many rows or columns.
    /// \[I\]
    int MAX_SIDE = 640;

    Pattern FOR_CHIPS = Pattern.compile("(?:.*[:/])?sha256:([0-9a-f]{64})");

    /// The reference is of no picture for chips. The chip's element stays empty.
    record NotForChips() implements Photograph {}

    record Fit(Octets picture) implements Photograph {}

    record Unfit(Why why) implements Photograph {}

    enum Why {
        /// There is no picture of this digest.
        ABSENT,
        /// There is one, and it has another digest.
        OTHER_CONTENT,
        TOO_LARGE,
        NOT_JPEG_2000,
        NOT_MONOCHROME
    }

    /// The digest of the picture for chips, in lower case hexadecimal; empty if there is to be
    /// none.
    static Optional<String> digestIn(@Nullable String reference) {
        Matcher named = FOR_CHIPS.matcher(reference == null ? "" : reference);
        return named.matches() ? Optional.of(named.group(1)) : Optional.empty();
    }

    /// @param sha256 that was named
    /// @param bytes what was found under that name, or as much of it as shows that it is too large
    static Photograph judge(String sha256, Octets bytes) {
        if (bytes.length() > MAX_BYTES) {
            return new Unfit(Why.TOO_LARGE);
        }
        if (!Octets.sha256(List.of(bytes)).equals(sha256)) {
            return new Unfit(Why.OTHER_CONTENT);
        }
        return switch (Jpeg2000.read(bytes)) {
            case Jpeg2000.NotOne _ -> new Unfit(Why.NOT_JPEG_2000);
            case Jpeg2000.Picture picture
                    when picture.components() != 1 || picture.bits() > Byte.SIZE ->
                    new Unfit(Why.NOT_MONOCHROME);
            case Jpeg2000.Picture picture
                    when picture.width() > MAX_SIDE || picture.height() > MAX_SIDE ->
                    new Unfit(Why.TOO_LARGE);
            case Jpeg2000.Picture _ -> new Fit(bytes);
        };
    }
}
