/// The card factory, and the keys by which it and this service know each other.
@NullMarked
package jp.kisai.cardwriter.outside;

import org.jspecify.annotations.NullMarked;
