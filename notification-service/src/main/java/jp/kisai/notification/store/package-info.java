/// What notification-service keeps: the stories it heard, the notices it told. No name, address or
/// birth date.
@NullMarked
package jp.kisai.notification.store;

import org.jspecify.annotations.NullMarked;
