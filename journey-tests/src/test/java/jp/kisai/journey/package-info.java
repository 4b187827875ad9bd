/// Journeys through the whole suite: every hop is the real broker, database, identity server and
/// service.
@NullMarked
package jp.kisai.journey;

import org.jspecify.annotations.NullMarked;
