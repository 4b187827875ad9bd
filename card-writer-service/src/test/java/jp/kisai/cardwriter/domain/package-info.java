/// Tests.
@NullMarked
package jp.kisai.cardwriter.domain;

import org.jspecify.annotations.NullMarked;
