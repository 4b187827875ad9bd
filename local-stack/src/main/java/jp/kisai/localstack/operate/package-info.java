/// What operators do at the terminal, against the running stack.
@NullMarked
package jp.kisai.localstack.operate;

import org.jspecify.annotations.NullMarked;
