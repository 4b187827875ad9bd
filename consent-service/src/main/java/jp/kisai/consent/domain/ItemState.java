package jp.kisai.consent.domain;

import java.time.Instant;
import jp.kisai.contracts.vocabulary.Doubt;
import jp.kisai.contracts.vocabulary.Refusal;
import org.jspecify.annotations.Nullable;

/// Where one item of one change stands.
///
/// ```
/// Undecided ──▶ Granted
///     │    └──▶ Refused
///     └──▶ Waiting ──▶ Granted | Refused
/// ```
public sealed interface ItemState {

    /// It just arrived.
    record Undecided() implements ItemState {}

    /// Cannot know yet.
    ///
    /// @param until when the wait ends by itself; absent where its end hangs on somebody else's
    record Waiting(Doubt doubt, @Nullable Instant until) implements ItemState {}

    record Granted() implements ItemState {}

    record Refused(Refusal refusal) implements ItemState {}

    /// Whether there is still something to decide.
    default boolean isOpen() {
        return switch (this) {
            case Undecided _, Waiting _ -> true;
            case Granted _, Refused _ -> false;
        };
    }
}
