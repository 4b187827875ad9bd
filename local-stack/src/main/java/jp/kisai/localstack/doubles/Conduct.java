package jp.kisai.localstack.doubles;

import java.time.Duration;
import jp.kisai.contracts.vocabulary.EncodingFailure;
import org.jspecify.annotations.Nullable;

/// How the factory behaves. Each number counts receipts or orders: 3 means every third; 0 never.
///
/// @param losesReceipts a receipt is never sent
/// @param repeatsReceipts a receipt is sent twice, byte for byte
/// @param restatesReceipts a receipt is sent again as an event of its own
/// @param corruptsReceipts a byte is altered after the signature was made
/// @param contradictsReceipts an encoded receipt is followed by one with another read-back
/// @param reordersReceipts an order's later receipt is sent before its earlier one
/// @param forgetsOrders an order is never carried out
/// @param delay before any receipt is sent
/// @param failsWith instead of encoding, for the next orders; null encodes
/// @param failures how many of the next orders fail
public record Conduct(
        int losesReceipts,
        int repeatsReceipts,
        int restatesReceipts,
        int corruptsReceipts,
        int contradictsReceipts,
        int reordersReceipts,
        int forgetsOrders,
        Duration delay,
        @Nullable EncodingFailure failsWith,
        int failures) {

    /// Answers each order once, at once and truly.
    public static final Conduct GOOD = new Conduct(0, 0, 0, 0, 0, 0, 0, Duration.ZERO, null, 0);

    /// Everything at once.
    public static final Conduct WORST =
            new Conduct(3, 4, 5, 7, 6, 2, 11, Duration.ofMillis(20), null, 0);

    public static Conduct losesEveryThirdReceipt() {
        return new Conduct(3, 0, 0, 0, 0, 0, 0, Duration.ZERO, null, 0);
    }

    public static Conduct repeatsEveryReceipt() {
        return new Conduct(0, 1, 1, 0, 0, 0, 0, Duration.ZERO, null, 0);
    }

    public static Conduct corruptsEveryThirdReceipt() {
        return new Conduct(0, 0, 0, 3, 0, 0, 0, Duration.ZERO, null, 0);
    }

    public static Conduct contradictsItself() {
        return new Conduct(0, 0, 0, 0, 1, 0, 0, Duration.ZERO, null, 0);
    }

    public static Conduct reordersEveryPair() {
        return new Conduct(0, 0, 0, 0, 0, 1, 0, Duration.ZERO, null, 0);
    }

    public static Conduct delays(Duration delay) {
        return new Conduct(0, 0, 0, 0, 0, 0, 0, delay, null, 0);
    }

    public static Conduct fails(EncodingFailure failure, int orders) {
        return new Conduct(0, 0, 0, 0, 0, 0, 0, Duration.ZERO, failure, orders);
    }

    /// Whether the nth falls under "every so many".
    static boolean strikes(int every, long nth) {
        return every > 0 && nth % every == 0;
    }
}
