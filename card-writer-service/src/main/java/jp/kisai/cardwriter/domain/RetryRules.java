package jp.kisai.cardwriter.domain;

import java.time.Duration;
import java.time.Instant;
import jp.kisai.contracts.vocabulary.EncodingFailure;

/// How long to wait for the factory, and how often to ask it.
///
/// @param gatherFor how long a new intent waits for further changes before it is ordered
/// @param answerWithin how soon the factory must accept an order
/// @param encodeWithin how soon after that the chip must be read back
/// @param firstDelay before the second attempt; doubled before each further one
/// @param longestDelay which no delay exceeds
/// @param maxAttempts after which an officer must look
public record RetryRules(
        Duration gatherFor,
        Duration answerWithin,
        Duration encodeWithin,
        Duration firstDelay,
        Duration longestDelay,
        int maxAttempts) {

    private static final int MAX_DOUBLINGS = 20;

    public RetryRules {
        if (maxAttempts < 1 || firstDelay.isNegative() || longestDelay.compareTo(firstDelay) < 0) {
            throw new IllegalArgumentException(
                    "at least one attempt, and the longest delay is the longest");
        }
    }

    Duration delayAfter(int attempts) {
        int doublings = Math.min(Math.max(attempts - 1, 0), MAX_DOUBLINGS);
        Duration delay = firstDelay.multipliedBy(1L << doublings);
        return delay.compareTo(longestDelay) < 0 ? delay : longestDelay;
    }

    /// Again later, or a person's turn.
    EncodingJob.AfterFailure after(Intent intent, Sent sent, EncodingFailure failure, Instant now) {
        return mayPass(failure) && sent.attempts() < maxAttempts
                ? new EncodingJob.Failed(
                        intent, sent, failure, now.plus(delayAfter(sent.attempts())))
                : new EncodingJob.OfficerNeeded(intent, sent, failure);
    }

    /// Whether asking again can help.
    private static boolean mayPass(EncodingFailure failure) {
        return switch (failure) {
            case ORDER_UNREADABLE, READ_BACK_DIFFERS, FACTORY_BUSY, NO_ANSWER, UNKNOWN -> true;
            case CARD_NOT_FOUND, CHIP_BROKEN, CARD_EXPIRED, NOT_CARRIED, RECALLED -> false;
        };
    }
}
