/// Tells the holder: one notice for every outcome. Start at
/// [jp.kisai.notification.NotificationFlow].
@NullMarked
package jp.kisai.notification;

import org.jspecify.annotations.NullMarked;
