package jp.kisai.consent.domain;

import java.time.Instant;
import java.util.Optional;
import jp.kisai.contracts.vocabulary.Refusal;

/// Whether the holder is still there to be waited for.
public sealed interface Presence {

    record Present() implements Presence {}

    /// 死亡. Nothing that takes effect from then on is granted, and no wait goes on.
    record Deceased(Instant at) implements Presence {}

    /// 国外転出. No wait goes on: no successor certificate will come. A later move back in ends it.
    record Departed(Instant at) implements Presence {}

    /// Why nothing waits any more; empty while somebody is there to be waited for.
    default Optional<Refusal> endsWaits() {
        return switch (this) {
            case Present _ -> Optional.empty();
            case Deceased _ -> Optional.of(Refusal.HOLDER_DECEASED);
            case Departed _ -> Optional.of(Refusal.HOLDER_DEPARTED);
        };
    }

    /// Whether the holder had died by the instant.
    default boolean isOverBy(Instant instant) {
        return this instanceof Deceased(Instant at) && !instant.isBefore(at);
    }
}
