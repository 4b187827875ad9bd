/// The guards of the test-kit, over the real tree.
@NullMarked
package jp.kisai.journey.guards;

import org.jspecify.annotations.NullMarked;
