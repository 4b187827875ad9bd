package jp.kisai.consent.domain;

import java.time.Instant;

/// Whether the holder is still there to be waited for.
public sealed interface Presence {

    record Present() implements Presence {}

    /// 死亡. Nothing is granted any more.
    record Deceased(Instant at) implements Presence {}

    /// 国外転出. No wait goes on: no successor certificate will come. A later move back in ends it.
    record Departed(Instant at) implements Presence {}
}
