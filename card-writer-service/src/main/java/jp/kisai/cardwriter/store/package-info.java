/// The service's own tables: desks, encodings, and what became of each municipal change.
@NullMarked
package jp.kisai.cardwriter.store;

import org.jspecify.annotations.NullMarked;
