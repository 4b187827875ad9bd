/// The chip's files: layouts, encoders and decoders. Pure; nothing here knows of a card reader, a
/// factory or a key.
@NullMarked
package jp.kisai.cardwriter.domain.chip;

import org.jspecify.annotations.NullMarked;
