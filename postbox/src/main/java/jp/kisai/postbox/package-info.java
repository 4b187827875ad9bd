/// Delivery without loss and without double effect: inbox, outbox and parked rows in the service's
/// own transaction.
@NullMarked
package jp.kisai.postbox;

import org.jspecify.annotations.NullMarked;
