/// Tests.
@NullMarked
package jp.kisai.cardwriter.domain.chip;

import org.jspecify.annotations.NullMarked;
