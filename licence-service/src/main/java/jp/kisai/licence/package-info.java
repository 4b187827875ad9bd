/// ③ The licence record: applies what was granted, and keeps every version for ever.
@NullMarked
package jp.kisai.licence;

import org.jspecify.annotations.NullMarked;
