/// The contract: topics, the CloudEvents envelope, and how events are read and written.
@NullMarked
package jp.kisai.contracts;

import org.jspecify.annotations.NullMarked;
