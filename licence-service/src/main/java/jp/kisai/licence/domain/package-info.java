/// The rules of the licence record, pure: no framework, no clock, no store. Time and facts are
/// parameters.
@NullMarked
package jp.kisai.licence.domain;

import org.jspecify.annotations.NullMarked;
