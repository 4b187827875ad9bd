package jp.kisai.cardwriter.domain;

import java.time.Instant;
import jp.kisai.cardwriter.domain.Judgement.Contradiction;
import jp.kisai.contracts.vocabulary.EncodingFailure;

/// Judges receipts. They come late, repeated, out of order, or contradict each other; only a
/// matching read-back ends a job.
public final class Receipts {

    private Receipts() {}

    public static Judgement judge(EncodingJob job, Receipt receipt, Instant now, RetryRules rules) {
        if (!receipt.version().equals(job.intent().version())) {
            return new Judgement.Contradictory(Contradiction.OTHER_VERSION);
        }
        if (!job.sent().ever()) {
            return new Judgement.Contradictory(Contradiction.NEVER_ORDERED);
        }
        return switch (job) {
            case EncodingJob.Encoded encoded -> afterEncoding(encoded, receipt);
            case EncodingJob.Superseded _, EncodingJob.Cancelled _ -> afterTheEnd(job, receipt);
            case EncodingJob.Open open ->
                    switch (receipt) {
                        case Receipt.Accepted _ -> accepted(open, now, rules);
                        case Receipt.Encoded encoded -> encoded(open, encoded, now, rules);
                        case Receipt.Failed(var _, EncodingFailure failure) ->
                                failed(open, failure, now, rules);
                    };
        };
    }

    private static Judgement accepted(EncodingJob.Open job, Instant now, RetryRules rules) {
        EncodingJob.Accepted accepted =
                new EncodingJob.Accepted(job.intent(), job.sent(), now.plus(rules.encodeWithin()));
        return switch (job) {
            case EncodingJob.Ordered _, EncodingJob.Queued _ -> new Judgement.Moved(accepted);
            case EncodingJob.Accepted _ -> new Judgement.Repeated();
            case EncodingJob.AfterFailure after ->
                    after.failure() == EncodingFailure.NO_ANSWER
                            ? new Judgement.Moved(accepted)
                            : new Judgement.Overtaken();
            case EncodingJob.Held _ -> new Judgement.Overtaken();
        };
    }

    private static Judgement encoded(
            EncodingJob.Open job, Receipt.Encoded receipt, Instant now, RetryRules rules) {
        if (matches(job, receipt)) {
            return new Judgement.Moved(
                    new EncodingJob.Encoded(job.intent(), job.sent(), receipt.cardSerial()));
        }
        return failed(job, EncodingFailure.READ_BACK_DIFFERS, now, rules);
    }

    private static Judgement failed(
            EncodingJob.Open job, EncodingFailure failure, Instant now, RetryRules rules) {
        return switch (job) {
            case EncodingJob.WithFactory with ->
                    new Judgement.Moved(with.failed(failure, now, rules));
            case EncodingJob.AfterFailure after ->
                    switch (after.failure()) {
                        case NO_ANSWER ->
                                new Judgement.Moved(
                                        rules.after(job.intent(), job.sent(), failure, now));
                        // An officer decides whether it is ever sent again.
                        case RECALLED -> new Judgement.Overtaken();
                        case ORDER_UNREADABLE,
                                CARD_NOT_FOUND,
                                CHIP_BROKEN,
                                CARD_EXPIRED,
                                READ_BACK_DIFFERS,
                                FACTORY_BUSY,
                                NOT_CARRIED,
                                UNKNOWN ->
                                new Judgement.Repeated();
                    };
            // It will be sent again anyway.
            case EncodingJob.Queued _, EncodingJob.Held _ -> new Judgement.Overtaken();
        };
    }

    private static Judgement afterEncoding(EncodingJob.Encoded job, Receipt receipt) {
        return switch (receipt) {
            case Receipt.Accepted _ -> new Judgement.Overtaken();
            case Receipt.Encoded encoded ->
                    matches(job, encoded)
                            ? new Judgement.Repeated()
                            : new Judgement.Contradictory(Contradiction.ENCODED_OTHERWISE);
            // With several attempts, an earlier one may have failed.
            case Receipt.Failed _ ->
                    job.sent().attempts() > 1
                            ? new Judgement.Overtaken()
                            : new Judgement.Contradictory(Contradiction.FAILED_AFTER_ENCODED);
        };
    }

    private static Judgement afterTheEnd(EncodingJob job, Receipt receipt) {
        return switch (receipt) {
            case Receipt.Encoded encoded when matches(job, encoded) ->
                    new Judgement.LateProof(
                            new Proof(
                                    job.intent().version(),
                                    job.intent().contentSha256(),
                                    encoded.cardSerial()));
            case Receipt.Encoded _, Receipt.Accepted _, Receipt.Failed _ -> new Judgement.Late();
        };
    }

    /// What was read back is what was ordered, from the card that was named.
    private static boolean matches(EncodingJob job, Receipt.Encoded receipt) {
        return job.sent().matches(receipt.readBackSha256())
                && job.intent().card().text().equals(receipt.cardSerial());
    }
}
