/// The page for developers outside the suite, held to what it promises.
@NullMarked
package jp.kisai.contracts.page;

import org.jspecify.annotations.NullMarked;
