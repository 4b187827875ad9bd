package jp.kisai.cardwriter.domain.chip;

/// What the chip has no character or no room for. Names the element, never its value.
public record NotCarried(ChipFile file, Tag tag, Why why) {

    public enum Why {
        /// A character outside JIS X 0208, or outside ASCII in a Latin element.
        CHARACTER,
        TOO_LONG,
        /// More entries of a kind than the file has elements for.
        NO_ELEMENT_LEFT,
        /// An appended entry, in a file whose bytes are used up by the earlier ones.
        NO_BYTES_LEFT,
        /// No era's year says it.
        DATE,
        /// The photograph is not there, or it is not fit for a chip; see [Photograph].
        PICTURE
    }

    @Override
    public String toString() {
        return file.path() + " " + tag + " " + why;
    }
}
