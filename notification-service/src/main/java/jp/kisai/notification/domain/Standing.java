package jp.kisai.notification.domain;

import java.time.Instant;
import jp.kisai.contracts.vocabulary.Doubt;
import jp.kisai.contracts.vocabulary.RecordVersion;
import jp.kisai.contracts.vocabulary.Refusal;
import org.jspecify.annotations.Nullable;

/// How one item of one municipal change stands.
public sealed interface Standing {

    /// What consent-service can say of an item.
    sealed interface Verdict extends Standing {}

    /// What licence-service can say of an item that was granted.
    sealed interface Answer extends Standing {}

    /// What means something to the holder.
    sealed interface Tellable extends Standing {}

    /// What is not decided to its end.
    sealed interface Pending extends Standing {}

    /// consent-service said yes; what licence-service makes of it is not part of the verdict.
    record Granted() implements Verdict, Pending {}

    /// The record carries the new value since this version.
    record Applied(RecordVersion version) implements Answer, Tellable {}

    record Refused(Refusal refusal) implements Verdict, Answer, Tellable {}

    /// @param until when the wait ends by itself, where that is known
    record Waiting(Doubt doubt, @Nullable Instant until) implements Verdict, Tellable, Pending {}
}
