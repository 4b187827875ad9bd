/// The servers and tokens of the test-kit, tried on a service of three lines.
@NullMarked
package jp.kisai.testkit;

import org.jspecify.annotations.NullMarked;
