/// What operators practise: it is done to a stack of its own, and the end is judged.
@NullMarked
package jp.kisai.localstack.drill;

import org.jspecify.annotations.NullMarked;
