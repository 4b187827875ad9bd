/// Other people's systems: the citizen's portal and the mail server.
@NullMarked
package jp.kisai.notification.outside;

import org.jspecify.annotations.NullMarked;
