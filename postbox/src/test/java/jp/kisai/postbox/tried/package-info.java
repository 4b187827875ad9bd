/// A service as small as can be, on which the postbox is tried.
@NullMarked
package jp.kisai.postbox.tried;

import org.jspecify.annotations.NullMarked;
