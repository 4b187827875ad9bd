/// Real Kafka and PostgreSQL, real tokens and real events for the tests of one service.
@NullMarked
package jp.kisai.testkit;

import org.jspecify.annotations.NullMarked;
