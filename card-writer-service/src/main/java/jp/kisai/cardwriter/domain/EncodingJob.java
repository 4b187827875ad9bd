package jp.kisai.cardwriter.domain;

import java.time.Instant;
import java.util.List;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.EncodingFailure;

/// Where the encoding of one record version stands. Each state has only the moves it may make.
///
/// ```
///              ┌────────── released ───────── Held ◀── held ──┐
///              ▼                                              │ (licence suspended, nothing
///           Queued ──ordered──▶ Ordered ──accepted──▶ Accepted│  leaves until it is in force)
///              ▲                 │  ▲  │                 │    │
///              │                 │  │  └───── encoded ───┼──▶ Encoded ■
///              │          failed │  │ ordered            │
///              │       or silent ▼  │ (back-off)         │
///              │                Failed ◀── failed or silent
///              │                 │
///              │                 ▼ asked too often, or asking again cannot help
///              └── retried ── OfficerNeeded
///
///   any open state ── a change is recalled ──▶ OfficerNeeded
///   any open state ── newer version ──▶ Superseded ■
///   any open state ── licence no longer on this card ──▶ Cancelled ■
///   any open state whose order ever left ── matching read-back ──▶ Encoded ■
/// ```
public sealed interface EncodingJob {

    Intent intent();

    Sent sent();

    /// Not at its end. At most one per card.
    sealed interface Open extends EncodingJob {

        /// A newer version takes its place.
        default Superseded superseded() {
            return new Superseded(intent(), sent());
        }

        /// The licence is no longer carried on this card.
        default Cancelled cancelled() {
            return new Cancelled(intent(), sent());
        }

        /// A change that it may bring onto the chip is recalled: nothing leaves until an officer
        /// has looked into it.
        default OfficerNeeded recalled() {
            return new OfficerNeeded(intent(), sent(), EncodingFailure.RECALLED);
        }

        /// For a reason that a recall must not hide: what the chip has no place for cannot be let
        /// go on, and what is recalled waits already.
        default boolean waitsForAnOfficer() {
            return this instanceof OfficerNeeded(_, _, var failure)
                    && (failure == EncodingFailure.RECALLED
                            || failure == EncodingFailure.NOT_CARRIED);
        }

        /// The same state, which now also settles these changes.
        Open alsoSettling(List<ChangeKey> more);
    }

    /// Waiting for its hour to be sent.
    sealed interface Sendable extends Open {

        Instant sendFrom();

        default Ordered ordered(String readBackSha256, Instant now, RetryRules rules) {
            return new Ordered(
                    intent(), sent().again(readBackSha256), now.plus(rules.answerWithin()));
        }

        /// The licence is suspended.
        default Held held() {
            return new Held(intent(), sent());
        }
    }

    /// With the factory, which must say something by a certain time.
    sealed interface WithFactory extends Open {

        Instant answerBy();

        default AfterFailure failed(EncodingFailure failure, Instant now, RetryRules rules) {
            return rules.after(intent(), sent(), failure, now);
        }

        /// Nothing was heard in time.
        default AfterFailure silent(Instant now, RetryRules rules) {
            return failed(EncodingFailure.NO_ANSWER, now, rules);
        }
    }

    /// What becomes of a job that failed.
    sealed interface AfterFailure extends Open {

        EncodingFailure failure();
    }

    sealed interface Ended extends EncodingJob {}

    record Queued(Intent intent, Sent sent, Instant sendFrom) implements Sendable {
        @Override
        public Queued alsoSettling(List<ChangeKey> more) {
            return new Queued(intent.alsoSettling(more), sent, sendFrom);
        }
    }

    record Ordered(Intent intent, Sent sent, Instant answerBy) implements WithFactory {
        @Override
        public Ordered alsoSettling(List<ChangeKey> more) {
            return new Ordered(intent.alsoSettling(more), sent, answerBy);
        }
    }

    /// @param answerBy when the chip must have been read back
    record Accepted(Intent intent, Sent sent, Instant answerBy) implements WithFactory {
        @Override
        public Accepted alsoSettling(List<ChangeKey> more) {
            return new Accepted(intent.alsoSettling(more), sent, answerBy);
        }
    }

    record Failed(Intent intent, Sent sent, EncodingFailure failure, Instant sendFrom)
            implements Sendable, AfterFailure {
        @Override
        public Failed alsoSettling(List<ChangeKey> more) {
            return new Failed(intent.alsoSettling(more), sent, failure, sendFrom);
        }
    }

    record OfficerNeeded(Intent intent, Sent sent, EncodingFailure failure)
            implements AfterFailure {

        /// An officer settled what was wrong.
        public Queued retried(Instant now) {
            return new Queued(intent, sent.forgiven(), now);
        }

        @Override
        public OfficerNeeded alsoSettling(List<ChangeKey> more) {
            return new OfficerNeeded(intent.alsoSettling(more), sent, failure);
        }
    }

    record Held(Intent intent, Sent sent) implements Open {

        public Queued released(Instant now) {
            return new Queued(intent, sent, now);
        }

        @Override
        public Held alsoSettling(List<ChangeKey> more) {
            return new Held(intent.alsoSettling(more), sent);
        }
    }

    /// Read back, and it says what was ordered.
    record Encoded(Intent intent, Sent sent, String cardSerial) implements Ended {}

    record Superseded(Intent intent, Sent sent) implements Ended {}

    record Cancelled(Intent intent, Sent sent) implements Ended {}
}
