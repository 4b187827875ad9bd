/// The audit trail outside the suite: what a service hands over of one day, and how anybody checks
/// it.
@NullMarked
package jp.kisai.contracts.audit;

import org.jspecify.annotations.NullMarked;
