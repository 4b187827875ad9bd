/// The whole suite on one machine: broker, database, OIDC server and the four services, each a
/// process of its own that can be killed and brought back.
@NullMarked
package jp.kisai.localstack;

import org.jspecify.annotations.NullMarked;
