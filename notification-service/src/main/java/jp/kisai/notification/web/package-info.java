/// Notices over REST: for the holder through the portal, for officers, and for whoever explains a
/// journey.
@NullMarked
package jp.kisai.notification.web;

import org.jspecify.annotations.NullMarked;
