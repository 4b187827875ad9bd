/// How every service tells its part of one change's journey, over REST.
@NullMarked
package jp.kisai.contracts.journey;

import org.jspecify.annotations.NullMarked;
