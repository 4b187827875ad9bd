/// What keeps the code as it is meant to be: functions over the repository that report what breaks
/// a rule. Each is proven against planted violations in the tests beside it, and run over the real
/// tree by `journey-tests`.
@NullMarked
package jp.kisai.testkit.guard;

import org.jspecify.annotations.NullMarked;
