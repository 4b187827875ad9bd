/// How fast the whole journey is here, beside how fast this machine is at its parts. Start at
/// [jp.kisai.benchmarks.Bench].
@NullMarked
package jp.kisai.benchmarks;

import org.jspecify.annotations.NullMarked;
