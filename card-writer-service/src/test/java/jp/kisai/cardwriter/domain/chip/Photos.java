package jp.kisai.cardwriter.domain.chip;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/// A drawn head and shoulders, 96 × 128, as pictures of several kinds.
public final class Photos {

    /// A bare codestream, monochrome.
    public static final Octets MONOCHROME = read("photograph.j2k");

    /// The same in the JP2 file format.
    public static final Octets MONOCHROME_FILE = read("photograph.jp2");

    public static final Octets COLOUR = read("colour.j2k");

    private Photos() {}

    /// A reference to the photograph, of which this is the picture for chips.
    public static String reference(Octets picture) {
        return "photos/0001:sha256:" + digest(picture);
    }

    public static String digest(Octets picture) {
        return Octets.sha256(List.of(picture));
    }

    private static Octets read(String name) {
        try (InputStream file = Photos.class.getResourceAsStream("/photographs/" + name)) {
            return Octets.of(Objects.requireNonNull(file).readAllBytes());
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
