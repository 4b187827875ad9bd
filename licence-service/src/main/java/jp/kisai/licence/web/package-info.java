/// REST for counter officers, the holder's portal and operators.
@NullMarked
package jp.kisai.licence.web;

import org.jspecify.annotations.NullMarked;
