/// Doubles of the systems outside the suite. They work, they sign for real, and they misbehave
/// on demand.
@NullMarked
package jp.kisai.localstack.doubles;

import org.jspecify.annotations.NullMarked;
