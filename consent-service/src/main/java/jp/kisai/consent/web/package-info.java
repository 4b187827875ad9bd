/// The REST interface: what officers, citizens, operators and the JPKI gateway may do and see.
@NullMarked
package jp.kisai.consent.web;

import org.jspecify.annotations.NullMarked;
