/// `kisai demo`: one day of municipal events over the whole suite, each case with its written end.
@NullMarked
package jp.kisai.localstack.demo;

import org.jspecify.annotations.NullMarked;
