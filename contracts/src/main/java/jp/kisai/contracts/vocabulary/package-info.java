/// The words every service shares: ids, items, reasons. Pure Java; the services' domains build on
/// these and nothing else.
@NullMarked
package jp.kisai.contracts.vocabulary;

import org.jspecify.annotations.NullMarked;
