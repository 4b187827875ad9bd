/// What the holder is told, when, and in which words. Pure: no framework, no clock, no I/O.
@NullMarked
package jp.kisai.notification.domain;

import org.jspecify.annotations.NullMarked;
