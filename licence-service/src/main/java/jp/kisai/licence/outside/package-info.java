/// What the police of each prefecture publish.
@NullMarked
package jp.kisai.licence.outside;

import org.jspecify.annotations.NullMarked;
