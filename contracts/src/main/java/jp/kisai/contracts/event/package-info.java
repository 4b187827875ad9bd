/// What the services say to each other: one record per event, past tense.
@NullMarked
package jp.kisai.contracts.event;

import org.jspecify.annotations.NullMarked;
