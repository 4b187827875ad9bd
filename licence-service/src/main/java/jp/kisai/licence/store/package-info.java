/// The service's tables. History is only ever added to.
@NullMarked
package jp.kisai.licence.store;

import org.jspecify.annotations.NullMarked;
