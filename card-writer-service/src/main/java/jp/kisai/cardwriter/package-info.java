/// Brings the licence record onto the chip: the flow, and what it may be told to do.
@NullMarked
package jp.kisai.cardwriter;

import org.jspecify.annotations.NullMarked;
