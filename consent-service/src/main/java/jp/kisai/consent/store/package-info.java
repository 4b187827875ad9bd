/// The service's database: rows, how they become facts, and how decisions become rows.
@NullMarked
package jp.kisai.consent.store;

import org.jspecify.annotations.NullMarked;
