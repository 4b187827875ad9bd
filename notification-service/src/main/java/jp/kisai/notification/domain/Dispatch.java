package jp.kisai.notification.domain;

import java.time.Duration;
import java.time.Instant;

/// What becomes of a notice on its way over one channel.
///
/// ```
/// Pending ── taken by the channel ──▶ Sent
///    │  ▲ └── a newer notice about the same, or no longer true ──▶ Overtaken
///    │  └─ failed: waits, longer each time
///    └──── refused for good, or failed too often ──▶ Dead ──▶ the next channel, if there is one
/// ```
public final class Dispatch {

    private Dispatch() {}

    /// What the channel said.
    public sealed interface Receipt {

        /// It has the notice.
        record Taken() implements Receipt {}

        /// It will never take this notice for this holder.
        record Refused(Trouble trouble) implements Receipt {}

        /// It did not take it now, or nobody knows whether it did.
        record Failed(Trouble trouble) implements Receipt {}

        /// It was not asked, because what the notice says is no longer so.
        record NotAsked() implements Receipt {}
    }

    /// Why a channel did not take a notice. Never a word of what the other side said: it may repeat
    /// the address.
    public enum Trouble {
        /// No connection, or no answer in time.
        UNREACHABLE,
        /// It said that it cannot now.
        BUSY,
        /// It refused the notice.
        REFUSED,
        /// It does not accept who we are.
        NOT_AUTHORISED,
        /// It does not know the holder.
        UNKNOWN_RECIPIENT
    }

    /// What follows from a receipt.
    public sealed interface Next {

        record Sent() implements Next {}

        record Overtaken() implements Next {}

        record Again(Instant at, Trouble trouble) implements Next {}

        record Dead(Trouble trouble) implements Next {}
    }

    /// @param attempts how often a channel is asked before it is given up
    /// @param firstPause before the second attempt; doubled before each further one
    public record Rules(int attempts, Duration firstPause, Duration longestPause) {

        Duration pauseAfter(int attempts) {
            Duration pause = firstPause;
            for (int i = 1; i < attempts && pause.compareTo(longestPause) < 0; i++) {
                pause = pause.multipliedBy(2);
            }
            return pause.compareTo(longestPause) < 0 ? pause : longestPause;
        }
    }

    /// @param attempts made so far, this one included
    public static Next after(Receipt receipt, int attempts, Instant now, Rules rules) {
        return switch (receipt) {
            case Receipt.Taken _ -> new Next.Sent();
            case Receipt.NotAsked _ -> new Next.Overtaken();
            case Receipt.Refused(var trouble) -> new Next.Dead(trouble);
            case Receipt.Failed(var trouble) ->
                    attempts >= rules.attempts()
                            ? new Next.Dead(trouble)
                            : new Next.Again(now.plus(rules.pauseAfter(attempts)), trouble);
        };
    }
}
