package jp.kisai.benchmarks;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import jp.kisai.localstack.LocalStack;

/// What this machine can do at each of the parts alone, measured in the same run on the same broker
/// and the same database, while the services are up and idle. No journey can be faster than its
/// slowest part.
///
/// @param signaturesPerSecond detached signatures of municipal events verified, on all cores
/// @param recordsPerSecond records of an event's size produced with `acks=all` and consumed again
/// @param rowsPerSecond rows of an event's size inserted and committed, a hundred in a transaction
record Bounds(double signaturesPerSecond, double recordsPerSecond, double rowsPerSecond) {

    private static final Duration EACH = Duration.ofSeconds(4);

    /// The size of a municipal event with a Japanese address.
    static final int EVENT_BYTES = 800;

    static Bounds measure(LocalStack stack)
            throws IOException,
                    GeneralSecurityException,
                    InterruptedException,
                    ExecutionException,
                    SQLException {
        return new Bounds(
                SignatureBound.perSecond(stack.data().resolve("bench"), EACH),
                BrokerBound.perSecond(stack.broker().bootstrapServers(), EACH),
                DatabaseBound.perSecond(stack.database(), EACH));
    }
}
