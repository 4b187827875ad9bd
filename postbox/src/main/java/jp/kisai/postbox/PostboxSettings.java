package jp.kisai.postbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/// The limits of the postbox. Only [#source()] has no default: without it the service does not
/// start.
@ConfigMapping(prefix = "kisai.postbox")
public interface PostboxSettings {

    /// Who this service is in the events it sends: its CloudEvents `source`, such as
    /// `urn:kisai:consent-service`.
    String source();

    /// How often a record is tried alone before it is set aside.
    @WithDefault("3")
    int attemptsPerRecord();

    /// The pause between those attempts.
    @WithDefault("200")
    long attemptDelayMs();

    /// The first pause when the world is broken; it doubles up to the longest.
    @WithDefault("100")
    long firstRetryDelayMs();

    /// The longest pause while the world is broken.
    @WithDefault("5000")
    long longestRetryDelayMs();

    /// How long one transaction, or one admission before it, may take.
    @WithDefault("30000")
    long transactionTimeoutMs();

    /// How often an instance asks which flows are paused.
    @WithDefault("250")
    long pauseCheckMs();

    /// How often a command is run again after a deadlock or a serialisation failure.
    @WithDefault("5")
    int commandRetries();

    /// How long a stop waits for batches and transactions under way, before it closes the database
    /// pool.
    @WithDefault("5000")
    long drainTimeoutMs();

    /// How long the connector has to have the offsets of a batch committed; what the broker refused
    /// is committed then, as often as it takes.
    @WithDefault("1000")
    long commitAgainAfterMs();

    /// The largest event this service may send; below the broker's `message.max.bytes`, with room
    /// for key and headers.
    @WithDefault("917504")
    int largestEventBytes();

    /// How long the trace of a change is remembered, for what is told of it later. Longer than a
    /// change may wait.
    @WithDefault("100")
    int traceRetentionDays();

    Inbox inbox();

    Relay relay();

    Operations operations();

    Audit audit();

    /// What has been seen is remembered longer than Kafka keeps it.
    interface Inbox {

        /// How long an event is recognised as seen. Longer than any topic keeps it.
        @WithDefault("40")
        int retentionDays();

        /// How often what is older is forgotten.
        @WithDefault("3600")
        int sweepEverySeconds();

        /// Rows that one statement of the sweep may delete.
        @WithDefault("5000")
        int sweepRows();
    }

    /// The thread that publishes.
    interface Relay {

        /// How long an outbox row may go unnoticed when no commit of this process woke the relay.
        @WithDefault("100")
        long pollMs();

        /// How often an instance that does not lead asks whether it may.
        @WithDefault("1000")
        long leaderPollMs();

        /// Records that are published in one round.
        @WithDefault("500")
        int batchRows();

        /// Bytes that are published in one round; a larger record goes alone.
        @WithDefault("8388608")
        long batchBytes();

        /// How long Kafka may take to acknowledge before the batch is sent again.
        @WithDefault("120000")
        int deliveryTimeoutMs();

        /// How long the producer waits for more records to send with the first.
        @WithDefault("2")
        int lingerMs();

        /// The largest record the relay hands to the broker, dead letters with their headers
        /// included.
        @WithDefault("2097152")
        int largestRecordBytes();

        /// The first pause after a round that broke; it doubles up to the longest.
        @WithDefault("100")
        long firstRetryDelayMs();

        /// The longest pause after a round that broke.
        @WithDefault("5000")
        long longestRetryDelayMs();

        /// When the database does not answer the relay's statement.
        @WithDefault("15000")
        int databaseTimeoutMs();

        /// How long the database keeps the leadership of an instance that says nothing.
        @WithDefault("30000")
        int leaseMs();

        /// How long one round may take before the process is reported as not alive. Longer than all
        /// timeouts inside it.
        @WithDefault("300000")
        long stuckAfterMs();

        /// How long a shutdown waits for the round under way.
        @WithDefault("10000")
        long stopTimeoutMs();

        /// How often depth and age are measured.
        @WithDefault("5000")
        long measureEveryMs();
    }

    /// The audit trail and its export.
    interface Audit {

        /// PEM file with the key (PKCS#8) and certificate that sign each day's file. Without it no
        /// day can be exported.
        Optional<Path> signer();

        /// Entries that are read at once.
        @WithDefault("500")
        int pageRows();

        /// How often that many more entries are checked again; after the last, from the first.
        @WithDefault("10000")
        long checkEveryMs();
    }

    /// What operators may ask for at once.
    interface Operations {

        /// Holds, dead letters or entries of the record of operations that are listed at once.
        @WithDefault("100")
        int pageRows();

        /// Parked records that one request releases; the rest stays parked until asked again.
        @WithDefault("1000")
        int releaseRecords();

        /// Records that one plan takes at most; the rest is left for the next.
        @WithDefault("10000")
        int planRecords();

        /// Records of a plan that one request takes up; the rest waits until asked again.
        @WithDefault("200")
        int stepRecords();

        /// Records that operators may have taken up again in a second, by one instance.
        @WithDefault("50")
        int replaysPerSecond();

        /// How long a plan waits for the second operator.
        @WithDefault("24")
        int planHours();

        /// The longest reason that an operator may give.
        @WithDefault("500")
        int reasonCharacters();
    }
}
