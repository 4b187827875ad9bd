/// The rules of "consented and valid": pure functions over facts, with the time passed in.
@NullMarked
package jp.kisai.consent.domain;

import org.jspecify.annotations.NullMarked;
